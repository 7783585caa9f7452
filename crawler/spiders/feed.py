"""Feeds: each entry, and the article's page where the feed gives only a summary."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable
from typing import Any

from scrapy.http import Request, Response

from crawler.article_spider import ArticleSpider, from_entry, identify
from crawler.catalogue import Source
from crawler.parsers.feed import parse_feed
from crawler.parsers.records import FeedEntry
from models import clock
from models.problems import Problem, at
from models.records import Document

# Korean feeds give 100 to 500 characters of an article; more than this is its whole text.
WHOLE_TEXT = 800


class FeedSpider(ArticleSpider):
    """Reads feeds: `scrapy crawl feed -a source=yna`."""

    name = "feed"
    reader = "feed"

    def first_requests(self, source: Source) -> Iterable[Request]:
        """Return the request for the first of the feed's addresses."""
        yield self._ask_feed(source, 0)

    def _ask_feed(self, source: Source, attempt: int) -> Request:
        return self.ask(source, source.urls[attempt], self.read_feed, is_list=True, attempt=attempt)

    async def read_feed(
        self, response: Response, text: str, source: Source, **_known: Any
    ) -> AsyncIterator[Document | Request]:
        """Yield each entry's document, or the request for its page."""
        now = clock.now()
        may_be_empty = source.least_documents_a_day == 0
        found = parse_feed(text, response.url, now, may_be_empty=may_be_empty)
        entries = {identify(entry): entry for entry in found}
        if may_be_empty:
            self.ledger.accept_empty(source.id)
        settled = await self.settled(source, entries, now)
        for request in await self.due(source, now):
            yield request
        for number, entry in entries.items():
            if number in settled:
                continue
            if source.parser == "article" and entry.url and len(entry.body) < WHOLE_TEXT:
                yield self.ask(source, entry.url, self.read_article, entry=entry)
            else:
                for document in self._read_entry(source, entry):
                    yield document

    def _read_entry(self, source: Source, entry: FeedEntry) -> Iterable[Document]:
        """Return the document that the feed itself holds, where it says when it is from."""
        has_time = entry.published_at is not None
        self.ledger.cover(source.id, title=bool(entry.title), time=has_time, body=bool(entry.body))
        if has_time:
            return (from_entry(source, entry),)
        problem = Problem("problem.parse.unreadable_time", time=entry.published_text)
        self.ledger.fail(source.id, at(entry.url or entry.id, problem))
        return ()

    def give_up(
        self, source: Source, known: dict[str, Any], problem: str
    ) -> Iterable[Document | Request]:
        """Try the feed's next address, or make do with what the feed says of an article."""
        attempt = known.get("attempt")
        if attempt is not None and attempt + 1 < len(source.urls):
            self.ledger.note(source.id, problem)
            return (self._ask_feed(source, attempt + 1),)
        return super().give_up(source, known, problem)
