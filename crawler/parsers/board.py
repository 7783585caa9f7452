"""A board's list or post, read by the shape that a site's file describes."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from parsel import Selector

from crawler.dates import read_date
from crawler.parsers.addresses import absolute
from crawler.parsers.html import first, lines_of, one_line, parse_html, read_count, text_of
from crawler.parsers.layouts import CLUTTER
from crawler.parsers.records import BoardRow, Post
from models.errors import ParseError

_BARE_ADDRESS = re.compile(r"https?://\S+")


@dataclass(frozen=True, slots=True)
class Address:
    """How a site's addresses name a post."""

    number: re.Pattern[str]  # the group that took part is the post's number
    keep: tuple[str, ...] = ()  # the query parameters that matter; the others are where one was

    def number_of(self, url: str) -> str:
        """Return the post's number, or ""."""
        found = self.number.search(url)
        return next((group for group in found.groups() if group), "") if found else ""

    def clean(self, url: str) -> str:
        """Return the post's one address."""
        parts = urlsplit(url)
        kept = [pair for pair in parse_qsl(parts.query) if pair[0] in self.keep]
        return urlunsplit((parts.scheme, parts.netloc, parts.path, urlencode(kept), ""))


@dataclass(frozen=True, slots=True)
class ListShape:
    """CSS queries for a list; rows finds posts only, without notices and adverts."""

    rows: str
    link: str
    title: tuple[str, ...]  # queries that end in ::attr(…) or name an element
    times: tuple[str, ...]  # queries that end in ::text or ::attr(…); () where lists show none
    comments: tuple[str, ...] = ()
    views: tuple[str, ...] = ()
    not_title: tuple[str, ...] = ()  # what stands in the title's element and is not the title
    only_if: str = ""  # a row without this is none


@dataclass(frozen=True, slots=True)
class PostShape:
    """CSS queries for a post's page."""

    title: tuple[str, ...]
    body: tuple[str, ...]
    times: tuple[str, ...]
    views: tuple[str, ...] = ()
    drop: tuple[str, ...] = ()
    not_title: tuple[str, ...] = ()


def read_list(
    text: str, url: str, fetched_at: datetime, shapes: Iterable[ListShape], address: Address
) -> list[BoardRow]:
    """Return the rows of a list, by the first shape that fits. Raises ParseError if none does."""
    page = parse_html(text, url)
    for shape in shapes:
        elements = [
            row for row in page.css(shape.rows) if not shape.only_if or row.css(shape.only_if)
        ]
        if not elements:
            continue
        rows = [_row(element, url, fetched_at, shape, address) for element in elements]
        found = {row.id: row for row in rows if row}
        if 2 * sum(row is not None for row in rows) < len(elements):
            raise ParseError(url, f"목록 {len(elements)}줄 가운데 절반 넘게 읽을 수 없습니다")
        if shape.times and not any(row.posted_at for row in found.values()):
            raise ParseError(url, "목록에서 작성 시각을 찾을 수 없습니다")
        return list(found.values())
    raise ParseError(url, "게시판 목록에서 글을 찾을 수 없습니다")


def _row(
    element: Selector, base: str, fetched_at: datetime, shape: ListShape, address: Address
) -> BoardRow | None:
    link = first(element, shape.link)
    if link is None:
        return None
    url = absolute(base, link.attrib.get("href", ""))
    number, title = address.number_of(url), _title(element, shape.title, shape.not_title)
    if not number or not title:
        return None
    return BoardRow(
        id=number,
        url=address.clean(url),
        title=title,
        posted_at=_time(element, shape.times, fetched_at),
        comments=_count(element, shape.comments),
        views=_count(element, shape.views),
    )


def read_post(
    text: str, url: str, fetched_at: datetime, shapes: Iterable[PostShape], address: Address
) -> Post:
    """Return a post, by the first shape whose body is there. Raises ParseError if none is."""
    page = parse_html(text, url)
    for shape in shapes:
        body = first(page, *shape.body)
        if body is None:
            continue
        title = _title(page, shape.title, shape.not_title)
        if not title:
            raise ParseError(url, "글 제목을 찾을 수 없습니다")
        lines = lines_of(body, (*CLUTTER, *shape.drop))
        return Post(
            id=address.number_of(url),
            url=address.clean(url),
            title=title,
            body="\n".join(line for line in lines if not _BARE_ADDRESS.fullmatch(line)),
            posted_at=_time(page, shape.times, fetched_at),
            views=_count(page, shape.views),
        )
    raise ParseError(url, "글 본문을 찾을 수 없습니다")


def _title(scope: Selector, queries: Iterable[str], without: Iterable[str]) -> str:
    for query in queries:
        found = first(scope, query)
        if found is None:
            continue
        title = text_of(found) if "::" in query else " ".join(lines_of(found, without))
        if title:
            return title
    return ""


def _time(scope: Selector, queries: Iterable[str], fetched_at: datetime) -> datetime | None:
    """Return the first time that any element found states."""
    texts = (one_line(text) for query in queries for text in scope.css(query).getall())
    return next((moment for text in texts if (moment := read_date(text, fetched_at))), None)


def _count(scope: Selector, queries: Iterable[str]) -> int | None:
    texts = (text for query in queries for text in scope.css(query).getall())
    return next((count for text in texts if (count := read_count(text)) is not None), None)
