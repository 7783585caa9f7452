"""Lists and their pages: what boards and notice boards have in common."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable
from typing import Any

from scrapy.http import Request, Response

from crawler.catalogue import Source
from crawler.parsers.records import BoardRow
from crawler.parsers.registry import BOARD_PARSERS
from crawler.source_spider import SourceSpider
from models import clock
from models.errors import ParseError
from models.records import Document


class ListSpider(SourceSpider):
    """Reads every list page of a source, then the page of each row."""

    def first_requests(self, source: Source) -> Iterable[Request]:
        """Return a request for each list page."""
        return [self.ask(source, url, self.read_list, is_list=True) for url in source.urls]

    async def read_list(
        self, response: Response, text: str, source: Source, **_known: Any
    ) -> AsyncIterator[Document | Request]:
        """Yield a request for each row's page that is not settled."""
        now = clock.now()
        found = BOARD_PARSERS[source.parser].parse_list(text, response.url, now)
        rows = {row.id: row for row in found}  # new posts push rows on to the next page
        settled = await self.settled(source, rows, now)
        for number, row in rows.items():
            if number not in settled:
                yield self.ask(source, row.url, self.read_page, row=row)

    async def read_page(
        self, response: Response, text: str, source: Source, row: BoardRow
    ) -> AsyncIterator[Document | Request]:
        """Yield the page's document."""
        now = clock.now()
        post = BOARD_PARSERS[source.parser].parse_post(text, response.url, now)
        posted = post.posted_at or row.posted_at
        if posted is None:
            raise ParseError(response.url, "작성 시각을 찾을 수 없습니다")
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
