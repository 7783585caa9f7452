"""카카오(다음) 검색 API: web, blog and cafe, as developers.kakao.com/docs (daum-search) has them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, time
from typing import Any
from urllib.parse import urlencode

from crawler.dates import read_date
from crawler.parsers.addresses import absolute, without_tracking
from crawler.parsers.records import FeedEntry
from crawler.parsers.search.answers import end_of_day, plain, read_items
from models.clock import KST

PAGE_SIZE = 50  # the most that `size` takes; `page` takes up to 50


def page_address(url: str, query: str, page: int) -> str:
    """Return the address of a page of results, newest first; pages count from 1."""
    parameters = {"query": query, "sort": "recency", "page": page, "size": PAGE_SIZE}
    return f"{url}?{urlencode(parameters)}"


def parse_documents(text: str, url: str, fetched_at: datetime) -> list[FeedEntry]:
    """Return the documents of an answer. Raises ParseError where it is none."""
    found = (_entry(item, url, fetched_at) for item in read_items(text, url, "documents"))
    return [entry for entry in found if entry]


def _entry(item: Mapping[str, Any], url: str, fetched_at: datetime) -> FeedEntry | None:
    link = absolute("", str(item.get("url") or ""))
    title, summary = plain(item.get("title"), url), plain(item.get("contents"), url)
    if not link or not (title or summary):
        return None
    written = str(item.get("datetime") or "")
    return FeedEntry(
        id=without_tracking(link),
        url=link,
        title=title,
        body=summary,
        published_at=_moment(written, fetched_at),
        published_text=written,
        publisher=plain(item.get("cafename") or item.get("blogname"), url),
    )


def _moment(written: str, fetched_at: datetime) -> datetime | None:
    """Return the stated time; midnight to the second is how the service writes a mere day."""
    at = read_date(written, fetched_at) if written else None
    if at and at.astimezone(KST).time() == time():
        return end_of_day(at, fetched_at)
    return at
