"""What the crawler makes of one page, as JSON objects."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from crawler.parsers.page import PageReading
from crawler.parsers.records import BoardRow
from models.clock import show_iso
from models.records import Kind


def page_lines(page: PageReading) -> Iterator[dict[str, Any]]:
    """Return the objects that tell what is on a page: a list is one, a feed one an entry."""
    kind = {"kind_of_page": page.kind.value}
    if page.rows:
        yield {**kind, "url": page.url, "rows": [_row(row) for row in page.rows]}
    if found := page.article:
        yield kind | _document(
            found.url, found.url, Kind.NEWS, found.published_at, found.title, found.body
        )
    if post := page.post:
        sort = Kind.OFFICIAL if page.parser == "notice" else Kind.COMMUNITY
        yield kind | _document(post.id, post.url, sort, post.posted_at, post.title, post.body)
    for entry in page.entries:
        yield kind | _document(
            entry.id, entry.url, Kind.NEWS, entry.published_at, entry.title, entry.body
        )


def _document(
    id: str, url: str, kind: Kind, published: datetime | None, title: str, text: str
) -> dict[str, Any]:
    return {
        "id": id or title,
        "url": url,
        "source": urlsplit(url).hostname or "",
        "kind": kind.value,
        "published": show_iso(published),
        "title": title,
        "text": text,
    }


def _row(row: BoardRow) -> dict[str, Any]:
    return {
        "id": row.id,
        "url": row.url,
        "title": row.title,
        "published": show_iso(row.posted_at),
        "comments": row.comments,
        "views": row.views,
        "publisher": row.publisher,
        "summary": row.summary,
    }
