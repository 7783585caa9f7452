"""네이버 검색 API: news, blog, cafearticle and kin, as Naver Developers and NAVER API HUB answer.

Fields as in developers.naver.com/docs/serviceapi/search and api.ncloud-docs.com (NAVER API HUB):
news states pubDate (RFC 822, +0900), blog only the day (postdate), cafearticle and kin no time.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from crawler.dates import read_date
from crawler.parsers.addresses import absolute, without_tracking
from crawler.parsers.naver import article_key
from crawler.parsers.records import FeedEntry
from crawler.parsers.search.answers import end_of_day, plain, read_items

PAGE_SIZE = 100  # the most that `display` takes; `start` takes up to 1,000


def page_address(url: str, query: str, page: int) -> str:
    """Return the address of a page of results, newest first; pages count from 1."""
    parameters = {
        "query": query,
        "display": PAGE_SIZE,
        "start": 1 + (page - 1) * PAGE_SIZE,
        "sort": "date",
    }
    return f"{url}?{urlencode(parameters)}"


def parse_news(text: str, url: str, fetched_at: datetime) -> list[FeedEntry]:
    """Return the articles of an answer. Raises ParseError where it is none.

    An article's address is its publisher's: portals shut out data centres (SOURCES 2.1), and the
    same article comes from the publisher's feed under that address.
    """
    return [
        entry
        for item in read_items(text, url, "items")
        if (entry := _article(item, url, fetched_at))
    ]


def parse_blog(text: str, url: str, fetched_at: datetime) -> list[FeedEntry]:
    """Return the posts of an answer, at the end of their day. Raises ParseError."""
    found = []
    for item in read_items(text, url, "items"):
        written = str(item.get("postdate") or "")
        day = read_date(written, fetched_at)
        at = end_of_day(day, fetched_at) if day else None
        found.append(_entry(item, url, at, written, plain(item.get("bloggername"), url)))
    return [entry for entry in found if entry]


def parse_undated(text: str, url: str, fetched_at: datetime) -> list[FeedEntry]:
    """Return the cafe posts or 지식iN questions of an answer; it states no time. Raises ParseError."""
    found = (
        _entry(item, url, None, "", plain(item.get("cafename"), url))
        for item in read_items(text, url, "items")
    )
    return [entry for entry in found if entry]


def _article(item: Mapping[str, Any], url: str, fetched_at: datetime) -> FeedEntry | None:
    written = str(item.get("pubDate") or "")
    at = read_date(written, fetched_at) if written else None
    original = absolute("", str(item.get("originallink") or ""))
    return _entry({**item, "link": original or item.get("link")}, url, at, written, "")


def _entry(
    item: Mapping[str, Any], url: str, at: datetime | None, written: str, publisher: str
) -> FeedEntry | None:
    """Return the entry; None for one without address or words, which nobody could use."""
    link = absolute("", str(item.get("link") or ""))
    title, summary = plain(item.get("title"), url), plain(item.get("description"), url)
    if not link or not (title or summary):
        return None
    return FeedEntry(
        id=article_key(link) or without_tracking(link),
        url=link,
        title=title,
        body=summary,
        published_at=at,
        published_text=written,
        publisher=publisher,
    )
