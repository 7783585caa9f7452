"""Feeds of every kind, tidy and untidy."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from crawler.encoding import decode
from crawler.parsers.feed import looks_like_feed, parse_feed
from models.clock import KST
from models.errors import ParseError

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
URL = "https://rss.example.co.kr/all.xml"
ITEM = (
    "<item><title>똠방 서비스 접속 장애</title><link>https://example.co.kr/1</link>"
    "<description><![CDATA[<p>뷁어 본문 &amp; 설명</p>]]></description>"
    "<pubDate>{date}</pubDate></item>"
)


def rss(items: str, head: str = '<?xml version="1.0" encoding="euc-kr"?>') -> str:
    return f'{head}<rss version="2.0"><channel><title>새벽일보</title>{items}</channel></rss>'


@pytest.mark.parametrize("encoding", ["cp949", "utf-8"])
def test_a_feed_with_syllables_outside_euc_kr_is_read_without_mojibake(encoding: str) -> None:
    body = rss(ITEM.format(date="Sun, 22 Nov 2026 15:04:05 +0900")).encode(encoding)
    [entry] = parse_feed(decode(body).text, URL, NOW)
    assert (entry.title, entry.body) == ("똠방 서비스 접속 장애", "뷁어 본문 & 설명")
    assert entry.published_at == datetime(2026, 11, 22, 15, 4, 5, tzinfo=KST)
    assert entry.url == "https://example.co.kr/1"


@pytest.mark.parametrize("date", ["2026-11-22 15:04:05", "Sun, 22 Nov 2026 15:04:05 KST"])
def test_a_time_without_a_zone_is_korean_not_utc(date: str) -> None:
    [entry] = parse_feed(rss(ITEM.format(date=date)), URL, NOW)
    assert entry.published_at == datetime(2026, 11, 22, 15, 4, 5, tzinfo=KST)


def test_atom_and_rdf_are_feeds_too() -> None:
    atom = (
        '<feed xmlns="http://www.w3.org/2005/Atom"><entry><title>가</title><id>tag:1</id>'
        '<link href="/2"/><updated>2026-11-22T06:00:00Z</updated></entry></feed>'
    )
    rdf = (
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" '
        'xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">'
        '<item rdf:about="https://example.co.kr/3"><title>나</title><link>https://example.co.kr/3</link>'
        "<dc:date>2026-11-22T15:00:00+09:00</dc:date></item></rdf:RDF>"
    )
    [entry] = parse_feed(atom, URL, NOW)
    assert (entry.id, entry.url) == ("tag:1", "https://rss.example.co.kr/2")
    assert entry.published_at == datetime(2026, 11, 22, 6, tzinfo=UTC)
    [entry] = parse_feed(rdf, URL, NOW)
    assert (entry.title, entry.published_at) == ("나", datetime(2026, 11, 22, 6, tzinfo=UTC))


def test_an_untidy_feed_is_judged_by_its_entries() -> None:
    text = rss(ITEM.format(date="2026-11-22 15:04") + "<item><title>A & B</title></item>")
    assert len(parse_feed(text, URL, NOW)) == 2
    cut = rss(ITEM.format(date="2026-11-22 15:04"))[:-60] + "<item><tit"
    assert parse_feed(cut, URL, NOW)[0].title == "똠방 서비스 접속 장애"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   ",
        "<!doctype html><html><body>점검 중</body></html>",
        '<!DOCTYPE x [<!ENTITY a "b">]><rss version="2.0"><channel><item><title>&a;</title></item></channel></rss>',
        rss(""),
        rss("<item><a " + " ".join(f'x{n}="1"' for n in range(300)) + "/></item>"),
        rss("<item><title>가</title></item>" * 5001),
        '{"items": []}',
    ],
)
def test_what_is_no_feed_or_too_costly_is_refused(text: str) -> None:
    with pytest.raises(ParseError):
        parse_feed(text, URL, NOW)


def test_a_status_feed_may_be_empty() -> None:
    assert parse_feed(rss(""), URL, NOW, may_be_empty=True) == []


def test_a_feed_is_told_from_a_page() -> None:
    assert looks_like_feed(rss(""))
    assert not looks_like_feed("<!doctype html><html><body><rss></body></html>")
