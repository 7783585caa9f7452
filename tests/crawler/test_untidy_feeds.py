"""Feeds as servers really send them: every entry, every letter."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

from crawler.encoding import decode
from crawler.parsers.feed import looks_like_feed, parse_feed
from models.clock import KST
from models.errors import ParseError

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
URL = "https://rss.example.co.kr/all.xml"
POSTED = datetime(2026, 11, 22, 15, 4, 5, tzinfo=KST)
DATE = "<pubDate>Sun, 22 Nov 2026 15:04:05 +0900</pubDate>"


def rss(*items: str, head: str = '<?xml version="1.0" encoding="utf-8"?>', root: str = "") -> str:
    return f'{head}<rss version="2.0"{root}><channel><title>새벽</title>{"".join(items)}</channel></rss>'


def item(title: str, more: str = "", link: str = "https://example.co.kr/1") -> str:
    return f"<item><title>{title}</title><link>{link}</link>{more}{DATE}</item>"


@pytest.mark.parametrize(
    ("written", "title"),
    [
        ("SK&KT 동시 장애", "SK&KT 동시 장애"),
        ("AT&T·LG U+ 먹통", "AT&T·LG U+ 먹통"),
        ("A & B", "A & B"),
        ("가람톡&nbsp;먹통&hellip;복구", "가람톡 먹통…복구"),
        ("&lsquo;가람톡&rsquo; 먹통", "‘가람톡’ 먹통"),
        ("&amp;quot;가람톡&amp;quot; 먹통", '"가람톡" 먹통'),
        ("<![CDATA[&#39;가람톡&#39; R&D 서버 멈춤]]>", "'가람톡' R&D 서버 멈춤"),
        ("<![CDATA[<b>가람톡</b> 먹통]]>", "가람톡 먹통"),
        ("&lt;b&gt;가람톡&lt;/b&gt; 먹통", "가람톡 먹통"),
        ("통신 대란 &lt;상&gt; 원인", "통신 대란 <상> 원인"),
        ("<![CDATA[통신 대란 <하> 대책]]>", "통신 대란 <하> 대책"),
        ("가람톡\x0b 먹\x1f통", "가람톡 먹통"),
        ("가람톡\n  먹통", "가람톡 먹통"),
        ("한글 자모 정규화", "한글 자모 정규화"),
        ("똠방 뷁 펲시 쓩", "똠방 뷁 펲시 쓩"),
        ("5 &lt; 6 서버 대수", "5 < 6 서버 대수"),
    ],
)
def test_a_title_is_what_a_reader_would_see(written: str, title: str) -> None:
    [entry] = parse_feed(rss(item(written)), URL, NOW)
    assert (entry.title, entry.published_at) == (title, POSTED)


@pytest.mark.parametrize(
    "date",
    [
        "<pubDate>Sun, 22 Nov 2026 15:04:05 KST</pubDate>",
        "<pubDate>Sun, 22 Nov 2026 06:04:05 GMT</pubDate>",
        "<pubDate>2026-11-22 15:04:05</pubDate>",
        "<pubDate>2026-11-22T15:04:05</pubDate>",
        "<pubDate>2026.11.22 15:04:05</pubDate>",
        "<pubDate>20261122150405</pubDate>",
        "<pubDate>Sun,22 Nov 2026 15:04:05 +0900</pubDate>",
        "<pubDate>Sun, 22 Nov 2026 15:04:05+0900</pubDate>",
        "<pubDate>일, 22 11 2026 15:04:05</pubDate><dc:date>2026-11-22T15:04:05+09:00</dc:date>",
        "<dc:date>2026-11-22 15:04:05</dc:date>",
        "<dc:date>2026-11-22T06:04:05Z</dc:date>",
        "<pubDate><![CDATA[2026-11-22 15:04:05]]></pubDate>",
    ],
)
@pytest.mark.parametrize("root", ["", ' xmlns:dc="http://purl.org/dc/elements/1.1/"'])
def test_each_way_of_writing_the_time_is_read(date: str, root: str) -> None:
    text = rss(f"<item><title>가</title><link>https://a.kr/1</link>{date}</item>", root=root)
    assert parse_feed(text, URL, NOW)[0].published_at == POSTED


def test_prefixes_that_nothing_declares_lose_no_entry() -> None:
    more = (
        "<media:content url='a.jpg'/><content:encoded><![CDATA[<p>본문</p>]]></content:encoded>"
        "<description>요</description>"
    )
    found = parse_feed(rss(item("가", more), item("나", more)), URL, NOW)
    assert [(entry.title, entry.body) for entry in found] == [("가", "본문"), ("나", "본문")]


@pytest.mark.parametrize("cut", range(1, 60, 7))
def test_a_feed_cut_anywhere_keeps_all_entries_before_the_cut(cut: int) -> None:
    text = rss(
        item("하나"), item("둘"), item("셋", "<description><![CDATA[꽤 긴 설명]]></description>")
    )
    found = parse_feed(text[: -len("</channel></rss>") - cut], URL, NOW)
    assert [entry.title for entry in found][:2] == ["하나", "둘"]
    assert [entry.title for entry in found][2:] in ([], ["셋"])


def test_one_number_for_two_entries_leaves_both() -> None:
    guid = "<guid isPermaLink='false'>0</guid>"
    found = parse_feed(
        rss(item("하나", guid, "https://a.kr/1"), item("둘", guid, "https://a.kr/2")), URL, NOW
    )
    assert [entry.url for entry in found] == ["https://a.kr/1", "https://a.kr/2"]


def test_links_are_made_whole() -> None:
    relative = item("가", link="/news/1?utm_source=rss")
    missing = f"<item><title>나</title><guid>https://a.kr/2</guid>{DATE}</item>"
    none = f"<item><title>다</title>{DATE}</item>"
    burned = item(
        "라", "<feedburner:origLink>https://a.kr/4</feedburner:origLink>", "https://b.kr/~r/4"
    )
    found = parse_feed(rss(relative, missing, none, burned), URL, NOW)
    assert [entry.url for entry in found] == [
        "https://rss.example.co.kr/news/1?utm_source=rss", "https://a.kr/2", "", "https://a.kr/4",
    ]  # fmt: skip


def test_the_letters_survive_each_encoding() -> None:
    title = "똠방 ‘가람톡’ 먹통"
    for encoding, label in [
        ("utf-8", "utf-8"), ("utf-8", "euc-kr"), ("utf-8-sig", "euc-kr"), ("utf-16", "utf-16"), ("utf-16-le", "utf-16"),
        ("utf-16-be", "utf-16"), ("cp949", "euc-kr"), ("cp949", "utf-8"), ("cp949", "ks_c_5601-1987"),
    ]:  # fmt: skip
        body = rss(item(title), head=f'<?xml version="1.0" encoding="{label}"?>').encode(encoding)
        for header in (
            "",
            "text/xml",
            "text/xml; charset=iso-8859-1",
            "application/rss+xml; charset=euc-kr",
        ):
            [entry] = parse_feed(decode(body, header).text, URL, NOW)
            assert entry.title == title, (encoding, label, header)


def test_a_broken_letter_leaves_no_mark_in_the_entries() -> None:
    body = rss(item("가람톡 먹통"), item("새벽톡 복구")).encode("cp949")
    broken = body.replace("복구".encode("cp949"), "복구".encode("cp949") + b"\xff")
    found = parse_feed(decode(broken).text, URL, NOW)
    assert [entry.title for entry in found] == ["가람톡 먹통", "새벽톡 복구"]


def test_a_feed_of_nothing_but_broken_letters_is_an_error() -> None:
    with pytest.raises(ParseError):
        parse_feed(rss(*(item("\ufffd" * 30) for _ in range(9))), URL, NOW)


def test_rss_0_91_with_a_plain_doctype_is_read() -> None:
    head = (
        '<?xml version="1.0" encoding="euc-kr"?>\n<!DOCTYPE rss PUBLIC "-//Netscape Communications//DTD RSS 0.91//EN" '
        '"http://my.netscape.com/publish/formats/rss-0.91.dtd">'
    )
    text = rss("<item><title>가</title><link>https://a.kr/1</link></item>", head=head)
    assert [entry.title for entry in parse_feed(text, URL, NOW)] == ["가"]


def test_atom_gives_its_html_and_its_alternate_link() -> None:
    text = (
        '<feed xmlns="http://www.w3.org/2005/Atom"><title>새벽</title><entry>'
        '<title type="html">&lt;b&gt;가람톡&lt;/b&gt; 먹통</title>'
        '<id>tag:a.kr,2026:1</id><link rel="self" href="https://a.kr/self"/><link rel="alternate" href="https://a.kr/1"/>'
        '<published>2026-11-22T15:04:05+09:00</published><updated>2026-11-22T18:00:00+09:00</updated>'
        '<summary>짧게</summary><content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">'
        '<p>첫째 문단</p><p>둘째 문단</p></div></content></entry></feed>'
    )  # fmt: skip
    [entry] = parse_feed(text, URL, NOW)
    assert (entry.title, entry.url, entry.published_at) == ("가람톡 먹통", "https://a.kr/1", POSTED)
    assert entry.body == "첫째 문단\n둘째 문단"


def test_a_json_feed_is_a_feed() -> None:
    data = {
        "version": "https://jsonfeed.org/version/1.1", "title": "새벽",
        "items": [
            {"id": "1", "url": "/1", "title": "가람톡 먹통",
             "content_html": "<p>첫째</p><p>둘째</p>", "date_published": "2026-11-22T15:04:05+09:00"},
            {"id": "2", "content_text": "제목 없는 글"},
        ],
    }  # fmt: skip
    text = json.dumps(data, ensure_ascii=False)
    assert looks_like_feed(text)
    first, second = parse_feed(text, URL, NOW)
    assert (first.title, first.body, first.published_at) == ("가람톡 먹통", "첫째\n둘째", POSTED)
    assert first.url == "https://rss.example.co.kr/1"
    assert (second.title, second.body, second.published_at) == ("", "제목 없는 글", None)
