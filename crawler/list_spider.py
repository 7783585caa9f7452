"""Lists and their pages: what boards and notice boards have in common."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterable
from datetime import datetime, timedelta
from typing import Any

from scrapy.http import Request, Response

from crawler.catalogue import Source
from crawler.known import DueDocument
from crawler.list_walk import MOST_PAGES, ListWalk, most_pages
from crawler.parsers.gone import read_standing
from crawler.parsers.records import BoardRow, Post
from crawler.parsers.registry import BOARD_PARSERS
from crawler.source_spider import SourceSpider
from models import clock
from models.errors import ParseError
from models.problems import Problem
from models.records import Document


class ListSpider(SourceSpider):
    """Reads a source's lists back to what is known, then the pages of their rows, oldest first."""

    custom_settings = {"DEPTH_LIMIT": MOST_PAGES + 2}  # noqa: RUF012 - as Scrapy declares it

    def first_requests(self, source: Source) -> Iterable[Request]:
        """Return a request for the first page of each list."""
        return [
            self.ask(source, url, self.read_list, is_list=True, walk=ListWalk())
            for url in source.urls
        ]

    async def read_list(
        self, response: Response, text: str, source: Source, walk: ListWalk, **_known: Any
    ) -> AsyncIterator[Document | Request]:
        """Yield the request for the list's next page, or at the walk's end for its rows' pages."""
        now = clock.now()
        rows = BOARD_PARSERS[source.parser].parse_list(text, response.url, now)
        known = await self.known(source, [row.id for row in rows], now)
        if walk.pages == 0:
            last = await asyncio.to_thread(self.last_success, source.id)
            interval = timedelta(minutes=source.interval_minutes)
            walk.most_pages, walk.is_first = most_pages(last, interval, now), last is None
            for request in await self.due(source, now):
                yield request
        following = BOARD_PARSERS[source.parser].next_page(response.url)
        goes_on = walk.take(rows, known) and following not in source.urls
        if goes_on and following and walk.may_go_on:
            # Not as is_list: a wall or an error there must not cost what the pages before it gave.
            yield self.ask(source, following, self.read_list, walk=walk)
            return
        if goes_on and walk.leaves_gap:
            self._note_gap(source, walk)
        for request in self._posts(source, walk):
            yield request

    def _posts(self, source: Source, walk: ListWalk) -> Iterable[Request]:
        for place, row in enumerate(walk.oldest_first()):
            request = self.ask(source, row.url, self.read_page, row=row)
            yield request.replace(priority=-place)  # Scrapy's queue gives out the last one first

    def _note_gap(self, source: Source, walk: ListWalk) -> None:
        self.ledger.note(source.id, Problem("problem.crawl.gap", pages=walk.pages))

    def reread(self, source: Source, due: DueDocument) -> Request | None:
        """Return the request for a stored post's page."""
        row = BoardRow(due.external_id, due.url, "", due.published_at)
        return self.ask(source, due.url, self.read_page, row=row, again=True)

    async def read_page(
        self, response: Response, text: str, source: Source, row: BoardRow, **_known: Any
    ) -> AsyncIterator[Document | Request]:
        """Yield the page's document."""
        now = clock.now()
        post = self._parse_post(text, response.url, source, now)
        posted = post.posted_at or row.posted_at
        if posted is None:
            raise ParseError(response.url, Problem("problem.parse.no_time"))
        counts = {"comments": row.comments, "views": row.views, "publisher": row.publisher}
        yield Document(
            source=source.id,
            external_id=row.id,
            url=row.url,
            kind=source.kind,
            published_at=posted,
            title=post.title,
            body=post.body,
            fetched_at=now,
            extra={name: value for name, value in counts.items() if value is not None},
        )

    def _parse_post(self, text: str, url: str, source: Source, now: datetime) -> Post:
        """Return the page's post, and count what was found on the page. Raises ParseError."""
        try:
            post = read_standing(BOARD_PARSERS[source.parser].parse_post, text, url, now)
        except ParseError:
            self.ledger.cover(source.id, title=False, time=False, body=False)
            raise
        has_time = post.posted_at is not None
        self.ledger.cover(source.id, title=bool(post.title), time=has_time, body=bool(post.body))
        return post

    def identify_known(self, known: dict[str, Any]) -> str | None:
        """Return the id of the document that a request was for."""
        return known["row"].id if "row" in known else None

    def give_up(
        self, source: Source, known: dict[str, Any], problem: str
    ) -> Iterable[Document | Request]:
        """Record the failure; where a further page of a list failed, go on with those before it."""
        walk: ListWalk | None = known.get("walk")
        if walk is None or walk.pages == 0:
            return super().give_up(source, known, problem)
        self.ledger.note(source.id, problem)
        if walk.leaves_gap:
            self._note_gap(source, walk)
        return self._posts(source, walk)

    def page_gone(
        self, source: Source, known: dict[str, Any], problem: str
    ) -> Iterable[Document | Request]:
        """Mark the post; a list's further page that is not there is the list's end."""
        walk: ListWalk | None = known.get("walk")
        if walk is None:
            return super().page_gone(source, known, problem)
        return self._posts(source, walk)
