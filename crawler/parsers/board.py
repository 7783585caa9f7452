"""A board's list or post, read by the shapes that a site's file describes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from parsel import Selector

from crawler.parsers.addresses import absolute
from crawler.parsers.board_shapes import (
    Address,
    ListShape,
    PostShape,
    is_at,
    leads_elsewhere,
)
from crawler.parsers.html import (
    attribute,
    first,
    lines_of,
    one_line,
    parse_html,
    read_count,
    text_of,
)
from crawler.parsers.layouts import CLUTTER
from crawler.parsers.link_rows import find_linked_rows
from crawler.parsers.notice_rows import is_notice
from crawler.parsers.own_address import original, own_addresses
from crawler.parsers.records import BoardRow, Post
from crawler.parsers.stated_time import first_stated, read_stated, texts_of
from models.errors import ParseError
from models.problems import Problem

# How many times the rows of a shape the page's dated links to posts may be.
MOST_ROWS_MISSED = 3
_BARE_ADDRESS = re.compile(r"https?://\S+")
# "제목 - 어느 게시판 - 어느 사이트": what a page's own title says after the post's.
_AFTER_TITLE = re.compile(r"\s+(?:[-|:<>»ㅣ–—]|::)\s+")


@dataclass(frozen=True, slots=True)
class Board:
    """A site's boards: where they are and how their pages look, newest look first."""

    name: str  # as the site writes it, for page titles
    domain: str
    home: str  # what its links are relative to, for a page saved without its address
    address: Address
    lists: tuple[ListShape, ...]
    posts: tuple[PostShape, ...]
    board_field: str = ""  # a query for the board's id, where the page does not give its address
    board_url: str = ""  # the address of the board with that id in place of {}
    is_tried_anywhere: bool = True  # False where its shapes fit pages of other sites too

    def parse_list(self, text: str, url: str, fetched_at: datetime) -> list[BoardRow]:
        """Return the posts of a list. Raises ParseError."""
        return self.rows_in(parse_html(text, url), url, fetched_at)

    def parse_post(self, text: str, url: str, fetched_at: datetime) -> Post:
        """Return the post of a page. Raises ParseError."""
        return self.post_in(parse_html(text, url), url, fetched_at)

    def base_of(self, page: Selector) -> str:
        """Return the address to read a page's links by where nobody knows its own."""
        found = page.css(self.board_field).get("") if self.board_field else ""
        return self.board_url.format(found) if found else self.home

    def rows_in(
        self, page: Selector, url: str, fetched_at: datetime, *, is_own: bool = True
    ) -> list[BoardRow]:
        """Return the posts of a list by the first shape that fits, else by its links to posts.

        Links tell only on the site's own pages: is_own is False where nobody knows whose page
        it is. Raises ParseError.
        """
        problem: ParseError | None = None
        try:
            rows = self._rows_by_shape(page, url, fetched_at)
        except ParseError as error:
            rows, problem = [], error
        if is_own and is_at(url, self.domain):
            linked = find_linked_rows(page, url, fetched_at, self.address, self.domain)
            # A shape that finds so few has found what stands beside the list.
            if len(linked) > MOST_ROWS_MISSED * len(rows):
                return linked
        if problem:
            raise problem
        return rows

    def _rows_by_shape(self, page: Selector, url: str, fetched_at: datetime) -> list[BoardRow]:
        """Return the rows of the first shape that fits; raise what was wrong with the first."""
        problem: ParseError | None = None
        for shape in self.lists:
            elements = _row_elements(page, shape)
            if not elements:
                continue
            try:
                return self._read_rows(elements, url, fetched_at, shape)
            except ParseError as error:
                problem = problem or error
        raise problem or ParseError(url, Problem("problem.parse.no_rows"))

    def _read_rows(
        self, elements: list[Selector], url: str, fetched_at: datetime, shape: ListShape
    ) -> list[BoardRow]:
        found: dict[str, BoardRow] = {}
        unread = 0
        for element in elements:
            target = self._target(element, url, shape)
            if target is not None and self._is_no_post(target, url):
                continue
            row = self._row(element, target or "", fetched_at, shape)
            if row is None:
                unread += 1
            else:
                found.setdefault(row.url, row)
        if unread > len(found):
            raise ParseError(url, Problem("problem.parse.most_rows_unread", rows=len(elements)))
        if not found:
            raise ParseError(url, Problem("problem.parse.no_rows"))
        if shape.times and not any(row.posted_at for row in found.values()):
            raise ParseError(url, Problem("problem.parse.no_row_times"))
        return list(found.values())

    def _target(self, element: Selector, base: str, shape: ListShape) -> str | None:
        """Return where a row's link leads, the one to a post first; None for a row without any."""
        links = element.css(shape.link) if shape.link else [element]
        targets = [original(absolute(base, link.attrib.get("href", ""))) for link in links]
        return next(filter(self.address.number_of, targets), targets[0] if targets else None)

    def _is_no_post(self, target: str, base: str) -> bool:
        """Tell whether a row leads off the site, or to a post of another board than the list's."""
        return leads_elsewhere(target, base, self.domain) or self.address.is_of_another_board(
            target, base
        )

    def _row(
        self, element: Selector, target: str, fetched_at: datetime, shape: ListShape
    ) -> BoardRow | None:
        number = self.address.number_of(target)
        title = _title(element, shape.title, shape.not_title)
        if not number or not title:
            return None
        return BoardRow(
            id=number,
            url=self.address.clean(target),
            title=title,
            posted_at=_time(element, shape.times, fetched_at),
            comments=_count(element, shape.comments),
            views=_count(element, shape.views),
        )

    def post_in(self, page: Selector, url: str, fetched_at: datetime) -> Post:
        """Return a post, by the first shape whose body is there. Raises ParseError."""
        for shape in self.posts:
            body = first(page, *shape.body)
            if body is None or (shape.only_if and not page.css(shape.only_if)):
                continue
            title = _title(page, shape.title, shape.not_title) or _page_title(page, self.name)
            if not title:
                raise ParseError(url, Problem("problem.parse.no_post_title"))
            return self._post(page, body, title, url, fetched_at, shape)
        raise ParseError(url, Problem("problem.parse.no_post_body"))

    def _post(
        self,
        page: Selector,
        body: Selector,
        title: str,
        url: str,
        fetched_at: datetime,
        shape: PostShape,
    ) -> Post:
        named = (known for known in (url, *own_addresses(page)) if self.address.number_of(known))
        address = next(named, url)
        lines = lines_of(body, (*CLUTTER, *shape.drop))
        return Post(
            id=self.address.number_of(address),
            url=self.address.clean(address),
            title=title,
            body="\n".join(line for line in lines if not _BARE_ADDRESS.fullmatch(line)),
            posted_at=_time(page, shape.times, fetched_at) or first_stated(page, fetched_at),
            views=_count(page, shape.views),
        )


def _row_elements(page: Selector, shape: ListShape) -> list[Selector]:
    return [
        row
        for row in page.css(shape.rows)
        if (not shape.only_if or row.css(shape.only_if)) and not is_notice(row, shape.number)
    ]


def _title(scope: Selector, queries: Iterable[str], without: Iterable[str]) -> str:
    for query in queries:
        found = first(scope, query)
        if found is None:
            continue
        title = text_of(found) if "::" in query else " ".join(lines_of(found, without))
        if title:
            return title
    return ""


def _page_title(page: Selector, site: str) -> str:
    """Return what the page calls itself, without the site's and the board's names after it."""
    whole = attribute(page, 'meta[property="og:title"]', "content")
    whole = whole or text_of(first(page, "title"))
    parts = _AFTER_TITLE.split(whole)
    return (
        parts[0] if len(parts) > 1 and site in whole.replace(parts[0], "", 1) else one_line(whole)
    )


def _time(scope: Selector, queries: Iterable[str], fetched_at: datetime) -> datetime | None:
    """Return the first time that any element found states."""
    moments = (read_stated(text, fetched_at) for text in _texts(scope, queries))
    return next((moment for moment in moments if moment), None)


def _texts(scope: Selector, queries: Iterable[str]) -> Iterator[str]:
    for query in queries:
        yield from texts_of(scope, query)


def _count(scope: Selector, queries: Iterable[str]) -> int | None:
    counts = (read_count(text) for text in _texts(scope, queries))
    return next((count for count in counts if count is not None), None)
