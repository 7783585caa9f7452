"""The sample site serves what its README says: the shapes, the traps and enough documents."""

from __future__ import annotations

import xml.etree.ElementTree as ElementTree
from collections import Counter
from collections.abc import Iterator
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from protego import Protego

from crawler.catalogue import load_catalogue
from crawler.sample import documents
from crawler.sample.documents import documents_of, load_documents
from crawler.sample.pages import BARRED_PATH, MISSING_PATH, address
from crawler.sample.publishers import PUBLISHERS
from crawler.sample.render_articles import article_path
from crawler.sample.render_boards import split_pages
from crawler.sample.site import sample_sources, serve_sample_site
from models.errors import ImportLineError, UsageError
from models.records import Kind

ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    with serve_sample_site() as base_url:
        yield base_url


def fetch(url: str) -> tuple[int, str, bytes]:
    """Return status, content type and body."""
    parts = urlsplit(url)
    assert parts.hostname == "127.0.0.1"
    connection = HTTPConnection(parts.hostname, parts.port, timeout=10)
    try:
        connection.request("GET", parts._replace(scheme="", netloc="").geturl())
        answer = connection.getresponse()
        return answer.status, answer.headers["Content-Type"], answer.read()
    finally:
        connection.close()


def test_the_site_tells_of_at_least_nine_outages_in_several_documents_each() -> None:
    outages = Counter(d.topic for d in load_documents() if not d.is_ordinary)
    assert len(outages) >= 9
    assert min(outages.values()) >= 5


def test_every_outage_is_told_by_news_posts_and_an_official_notice() -> None:
    kinds: dict[str, set[Kind]] = {}
    for document in load_documents():
        if not document.is_ordinary:
            kinds.setdefault(document.topic, set()).add(document.kind)
    assert all({Kind.NEWS, Kind.COMMUNITY, Kind.OFFICIAL} == told for told in kinds.values())


def test_ordinary_documents_outnumber_the_outages_and_many_are_hard() -> None:
    ordinary = [d for d in load_documents() if d.is_ordinary]
    assert len(ordinary) >= 230
    assert sum(d.is_hard for d in ordinary) >= 90


def test_ids_are_unique_and_grow_with_time_on_each_site() -> None:
    for publisher in PUBLISHERS:
        numbers = [document.number for document in documents_of(publisher.key)]
        assert numbers == sorted(set(numbers), reverse=True)


def test_every_document_belongs_to_a_publisher_of_its_kind() -> None:
    kinds = {publisher.key: publisher.kind for publisher in PUBLISHERS}
    assert all(document.kind is kinds[document.site] for document in load_documents())


def test_a_wire_story_stands_word_for_word_under_two_mastheads() -> None:
    copies = Counter(d.text for d in load_documents() if d.kind is Kind.NEWS)
    wire = [text for text, count in copies.items() if count == 2]
    assert len(wire) >= 3
    assert max(copies.values()) == 2


def test_some_articles_were_edited_after_they_were_published() -> None:
    edited = [d for d in load_documents() if d.modified]
    assert edited
    assert all(d.modified and d.modified > d.published for d in edited)


def test_ordinary_documents_surround_every_outage_within_two_days() -> None:
    ordinary = [d.published for d in load_documents() if d.is_ordinary]
    first = {d.topic: d.published for d in reversed(load_documents()) if not d.is_ordinary}
    for topic, onset in first.items():
        near = [moment for moment in ordinary if abs((moment - onset).total_seconds()) <= 2 * 86400]
        assert len(near) >= 5, topic


def test_the_wire_feed_is_rss_with_offsets_newest_first(site: str) -> None:
    status, content_type, body = fetch(f"{site}/pt/rss.xml")
    items = ElementTree.fromstring(body).findall("./channel/item")
    assert (status, content_type) == (200, "application/rss+xml; charset=utf-8")
    assert all((item.findtext("pubDate") or "").endswith(" +0900") for item in items)
    titles = [item.findtext("title") for item in items]
    assert titles[:-1] == [document.title for document in documents_of("pt")]
    assert items[-1].findtext("link") == site + BARRED_PATH


def test_the_daily_feed_is_cp949_that_says_euc_kr(site: str) -> None:
    _, content_type, body = fetch(f"{site}/gn/rss.xml")
    assert content_type.endswith("charset=euc-kr")
    assert b'encoding="EUC-KR"' in body
    text = body.decode("cp949")
    assert "똠" in text
    assert "펲" in text
    with pytest.raises(UnicodeDecodeError):
        body.decode("euc-kr")
    with pytest.raises(UnicodeDecodeError):
        body.decode("utf-8")


def test_the_daily_feed_gives_times_without_a_zone(site: str) -> None:
    text = fetch(f"{site}/gn/rss.xml")[2].decode("cp949")
    assert "<pubDate>2018-11-24 11:55:00</pubDate>" in text
    assert "+0900" not in text


def test_the_tech_feed_is_atom(site: str) -> None:
    feed = ElementTree.fromstring(fetch(f"{site}/nj/atom.xml")[2])
    entries = feed.findall(f"{ATOM}entry")
    assert len(entries) == len(documents_of("nj"))
    assert (entries[0].findtext(f"{ATOM}published") or "").endswith("+09:00")


def test_one_feed_entry_is_gone(site: str) -> None:
    _, _, feed = fetch(f"{site}/sb/rss.xml")
    assert (site + MISSING_PATH).encode() in feed
    assert fetch(site + MISSING_PATH)[0] == 404


def test_robots_bars_a_path_that_is_linked_and_asks_for_a_small_delay(site: str) -> None:
    robots = Protego.parse(fetch(f"{site}/robots.txt")[2].decode())
    assert not robots.can_fetch(site + BARRED_PATH, "meoktong")
    assert robots.can_fetch(f"{site}/pt/rss.xml", "meoktong")
    delay = robots.crawl_delay("meoktong")
    assert delay is not None
    assert 0 < delay * 400 < 15
    assert fetch(site + BARRED_PATH)[0] == 200  # it exists, so only obedience keeps it out


def test_every_article_is_served_in_its_publishers_encoding(site: str) -> None:
    encodings = {publisher.key: publisher.encoding for publisher in PUBLISHERS}
    for document in load_documents():
        if document.kind is Kind.NEWS:
            status, _, body = fetch(site + article_path(document))
            assert status == 200
            assert document.text.split("\n")[0].replace("&", "&amp;") in body.decode(
                encodings[document.site]
            )


def test_articles_carry_the_marks_of_four_markups(site: str) -> None:
    marks = {
        "pt": b'<script type="application/ld+json">',
        "gn": b'<meta property="article:published_time"',
        "sb": b'<p refid="1">',
        "nj": b'<article id="dic_area"',
    }
    for key, mark in marks.items():
        assert mark in fetch(site + article_path(documents_of(key)[0]))[2]


def test_the_old_board_is_cp949_with_notice_and_advert_rows_between_posts(site: str) -> None:
    _, content_type, body = fetch(f"{site}/dm/zboard/zboard.php?id=freeboard&page=1")
    text = body.decode("cp949")
    newest = documents_of("dm")[0]
    assert content_type == "text/html; charset=euc-kr"
    assert text.count('<tr class="baseList bbs_new1">') == 20
    assert text.count('<tr class="baseList ') == 22
    assert f"no={newest.number}" in text
    with pytest.raises(UnicodeDecodeError):
        body.decode("utf-8")


def test_the_new_board_counts_its_list_pages_from_zero(site: str) -> None:
    posts = documents_of("yu")
    shown = [
        fetch(f"{site}/yu/service/board/park?od=T31&category=0&po={page}")[2].decode()
        for page in range(len(split_pages(posts)))
    ]
    assert len(shown) >= 3
    assert sum(page.count('<span class="timestamp">') for page in shown) == len(posts)
    assert all('class="list_item notice"' in page for page in shown)


def test_the_notice_board_has_dates_and_pages(site: str) -> None:
    shown = [fetch(f"{site}/al/notice?page={page}")[2].decode() for page in (1, 2)]
    rows = sum(page.count('<td class="date">') for page in shown)
    assert rows == len(documents_of("al"))


def test_the_order_of_a_query_and_its_decoration_do_not_matter() -> None:
    assert address("/a?od=T31&po=2&category=0") == "/a?po=2"
    assert address("/view.php?id=b&page=3&no=7") == address("/view.php?no=7&id=b")
    assert address("/robots.txt") == "/robots.txt"


def test_the_sources_name_pages_that_the_site_serves(site: str) -> None:
    sources = sample_sources(site)
    assert Counter(source["reader"] for source in sources) == {"feed": 4, "board": 2, "notice": 1}
    assert all(fetch(url)[0] == 200 for source in sources for url in source["urls"])
    assert all(source["least_documents_a_day"] >= 10 for source in sources)


def test_requests_are_reported_so_that_obedience_can_be_checked() -> None:
    seen: list[str] = []
    with serve_sample_site(on_request=seen.append) as base_url:
        fetch(f"{base_url}/pt/rss.xml")
    assert seen == ["/pt/rss.xml"]


def test_two_sites_can_run_at_once() -> None:
    with serve_sample_site() as one, serve_sample_site() as other:
        assert one != other
        assert fetch(f"{one}/robots.txt") == fetch(f"{other}/robots.txt")


def test_a_port_in_use_is_one_clear_line(site: str) -> None:
    port = urlsplit(site).port
    assert port is not None
    with pytest.raises(UsageError, match=str(port)), serve_sample_site(port):
        pass


def test_a_broken_content_line_is_named_by_file_and_number(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "2018.jsonl").write_text('{"id": "pt-1"}\n', encoding="utf-8")
    monkeypatch.setattr(documents, "CONTENT", tmp_path)
    with pytest.raises(ImportLineError, match=r"2018\.jsonl:1"):
        load_documents.__wrapped__()


def test_cp949_publishers_use_no_character_that_cp949_lacks() -> None:
    for publisher in PUBLISHERS:
        for document in documents_of(publisher.key):
            (document.title + document.text).encode(publisher.encoding)


def test_every_source_is_one_that_the_catalogue_takes(site: str) -> None:
    sources = load_catalogue(extra=sample_sources(site))
    assert all(f"sample-{publisher.key}" in sources for publisher in PUBLISHERS)
