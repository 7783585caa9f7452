"""What pages that people saved become, and what an archive is known by."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from archive_files import NOW, one, read, refusal

from crawler.archives.found import Asked
from crawler.archives.identity import identify
from crawler.archives.pages import read_folder
from models.clock import parse_iso, show_iso
from models.records import Document, Kind

ARTICLE = """<!DOCTYPE html>
{saved}<html><head><meta charset="utf-8"><title>가나페이 결제 먹통</title>{head}
<meta property="og:type" content="article">{time}</head><body><h1>가나페이 결제 먹통</h1>
<div id="articleBody"><p>가나페이 결제가 15일 오전 8시부터 되지 않고 있다.</p>
<p>가나페이는 서버 점검 중에 생긴 오류라고 밝혔다.</p></div></body></html>"""
TIME = '<meta property="article:published_time" content="2026-01-15T08:30:00+09:00">'
CANONICAL = '<link rel="canonical" href="https://garam.example/news/7">'
SAVED = "<!-- saved from url=(0030)https://garam.example/news/9 -->\n"


def article(saved: str = "", head: str = CANONICAL, time: str = TIME) -> bytes:
    return ARTICLE.format(saved=saved, head=head, time=time).encode()


def test_a_saved_article_is_a_document() -> None:
    found = one(article(), "기사.html")
    assert (found.source, found.external_id) == ("garam.example", "https://garam.example/news/7")
    assert (found.kind, found.url) == (Kind.NEWS, "https://garam.example/news/7")
    assert show_iso(found.published_at) == "2026-01-15T08:30:00+09:00"
    assert "서버 점검 중에" in found.body


@pytest.mark.parametrize(
    ("saved", "head", "url"),
    [
        ("", CANONICAL, "https://garam.example/news/7"),
        (SAVED, "", "https://garam.example/news/9"),
        (SAVED, '<link rel="canonical" href="https://garam.example/">', None),
        ("", '<meta property="og:url" content="https://garam.example/news/8">', None),
    ],
)
def test_a_saved_page_says_where_it_was(saved: str, head: str, url: str | None) -> None:
    expected = url or ("https://garam.example/news/8" if "og:url" in head else SAVED.split(")")[1])
    assert one(article(saved, head), "a.html").url == expected.split(" ")[0]


@pytest.mark.parametrize(
    "head",
    [
        '<link rel="canonical" href="https://garam.example/">',
        '<base href="https://garam.example/a/">',
    ],
)
def test_the_front_page_or_the_base_of_links_does_not_name_a_page(head: str) -> None:
    assert "--url" in refusal(article(head=head), "a.html")


def test_a_saved_notice_is_official() -> None:
    raw = """<html><head><title>결제 장애 안내</title>
    <link rel="canonical" href="https://pay.example/notice/12"></head><body>
    <div class="view_title"><h3>결제 장애 안내</h3><span class="date">2026-01-15 08:30</span></div>
    <div class="view_content"><p>15일 오전 8시부터 결제가 되지 않습니다.</p>
    <p>불편을 드려 죄송합니다.</p></div></body></html>""".encode()
    found = one(raw, "notice.html")
    assert (found.kind, found.source) == (Kind.OFFICIAL, "pay.example")
    assert found.external_id == "https://pay.example/notice/12"


def test_a_saved_list_is_refused_with_what_to_do() -> None:
    rows = "".join(
        f'<li><a href="/notice/{n}">결제 장애 안내 {n}</a><span class="date">2026-01-{n:02}</span></li>'
        for n in range(1, 12)
    )
    raw = f"<html><title>공지</title><body><ul>{rows}</ul></body></html>".encode()
    assert "목록입니다" in refusal(raw, "a.html", url="https://pay.example/notice")


def test_the_address_given_with_a_page_goes_first() -> None:
    assert one(article(head=""), "a.html", url="https://garam.example/5").url.endswith("/5")


def test_a_page_from_nowhere_is_refused_with_what_to_do() -> None:
    assert "--url" in refusal(article(head=""), "a.html")


def test_a_page_without_a_time_is_refused_unless_one_is_given() -> None:
    assert "--published" in refusal(article(time=""), "a.html")
    at = parse_iso("2026-01-15T09:00:00")
    assert one(article(time=""), "a.html", published=at).published_at == at


def test_a_time_to_come_is_refused_without_a_line_number() -> None:
    said = refusal(article(time=""), "a.html", published=parse_iso("2026-05-01T09:00:00"))
    assert said.startswith("a.html: 키 'published'")


def test_a_saved_feed_is_its_entries() -> None:
    item = "<item><title>먹통 {0}</title><link>https://garam.example/{0}</link>{1}</item>"
    dated = "<pubDate>Thu, 15 Jan 2026 08:30:00 +0900</pubDate>"
    items = item.format(1, dated) + item.format(2, "") + item.format(3, dated)
    raw = f'<?xml version="1.0"?><rss version="2.0"><channel>{items}</channel></rss>'.encode()
    found = read(raw, "feed.xml")
    assert [isinstance(entry, Document) for entry in found] == [True, False, True]
    assert "피드의 2번째 글" in str(found[1])
    assert len(read(raw, "feed.xml", skip=2)) == 1


def test_a_wall_is_refused() -> None:
    said = refusal(b"<html><title>Access Denied</title><body></body></html>", "a.html")
    assert "막는 페이지" in said


def test_a_page_without_anything_to_read_is_refused() -> None:
    assert "읽을 수 있는 글이 없습니다" in refusal(b"<p>1</p>", "a.html", url="https://a.example/1")


def test_a_page_saved_as_one_file_is_opened() -> None:
    raw = (
        b"From: <Saved by Blink>\r\nSnapshot-Content-Location: https://garam.example/news/6\r\n"
        b'MIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\ttype="text/html";\r\n'
        b'\tboundary="----x"\r\n\r\n------x\r\nContent-Type: text/html\r\n'
        b"Content-Transfer-Encoding: 8bit\r\n\r\n" + article(head="") + b"\r\n------x--\r\n"
    )
    assert one(raw, "a.mht").url == "https://garam.example/news/6"


def _pages(folder: Path) -> Iterator[Path]:
    for name, head in (("b.html", CANONICAL), ("a/a.htm", SAVED), ("c.txt", CANONICAL)):
        file = folder / name
        file.parent.mkdir(exist_ok=True)
        file.write_bytes(article(head=head))
        yield file


def test_a_folder_is_its_pages_and_those_below_it(tmp_path: Path) -> None:
    assert len(list(_pages(tmp_path))) == 3
    found = list(read_folder(tmp_path, Asked("저장", NOW)))
    assert [isinstance(one, Document) for one in found] == [True, True]
    assert [
        one.external_id[-1]
        for one in read_folder(tmp_path, Asked("저장", NOW, skip=1))
        if isinstance(one, Document)
    ] == ["7"]


def test_a_file_is_known_by_all_its_bytes_and_how_it_is_read(tmp_path: Path) -> None:
    file = tmp_path / "a.jsonl"
    asked = Asked("a.jsonl", NOW)
    file.write_bytes(b"x" * 500_000)
    first = identify(file, asked)
    assert identify(file.rename(tmp_path / "b.jsonl"), asked) == first
    file.write_bytes(b"x" * 250_000 + b"y" + b"x" * 249_999)
    assert identify(file, asked) != first
    assert identify(tmp_path / "b.jsonl", Asked("a", NOW, url="https://a.example/")) != first


def test_a_folder_is_known_by_its_pages(tmp_path: Path) -> None:
    (page, *_) = _pages(tmp_path)
    first = identify(tmp_path, Asked("a", NOW))
    assert identify(tmp_path, Asked("b", NOW)) == first
    page.write_bytes(article(head=SAVED + CANONICAL))
    assert identify(tmp_path, Asked("a", NOW)) != first
