"""Feeds: each entry, and the article's page where the feed gives only a summary."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable
from typing import Any

from scrapy.http import Request, Response

from crawler.catalogue import Source
from crawler.parsers.addresses import without_tracking
from crawler.parsers.article import parse_article
from crawler.parsers.feed import parse_feed
from crawler.parsers.naver import article_key
from crawler.parsers.records import FeedEntry
from crawler.source_spider import ROBOTS_FORBID, SourceSpider
from models import clock
from models.errors import ParseError
from models.records import Document

# Korean feeds give 100 to 500 characters of an article; more than this is its whole text.
WHOLE_TEXT = 800


class FeedSpider(SourceSpider):
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
        for number, entry in entries.items():
            if number in settled:
                continue
            if source.parser == "article" and entry.url and len(entry.body) < WHOLE_TEXT:
                yield self.ask(source, entry.url, self.read_article, entry=entry)
            elif entry.published_at:
                yield from_entry(source, entry)
            else:
                problem = f"시각을 읽을 수 없습니다 ({entry.published_text})"
                self.ledger.fail(source.id, f"{entry.url or entry.id}: {problem}")

    async def read_article(
        self, response: Response, text: str, source: Source, entry: FeedEntry
    ) -> AsyncIterator[Document | Request]:
        """Yield the article's document."""
        now = clock.now()
        article = parse_article(text, response.url, now)
        published = article.published_at or entry.published_at
        if published is None:
            raise ParseError(response.url, "기사 시각을 찾을 수 없습니다")
        extra: dict[str, Any] = {"publisher": article.publisher} if article.publisher else {}
        if article.modified_at:
            extra["modified"] = article.modified_at.isoformat()
        yield Document(
            source=source.id,
            external_id=identify(entry),
            url=article.url,
            kind=source.kind,
            published_at=published,
            title=article.title,
            body=article.body,
            fetched_at=now,
            extra=extra,
        )

    def give_up(
        self, source: Source, known: dict[str, Any], problem: str
    ) -> Iterable[Document | Request]:
        """Try the feed's next address, or make do with what the feed says of an article."""
        attempt = known.get("attempt")
        if attempt is not None and attempt + 1 < len(source.urls):
            self.ledger.note(source.id, problem)
            return (self._ask_feed(source, attempt + 1),)
        entry = known.get("entry")
        if entry is None or entry.published_at is None:
            self.ledger.fail(source.id, problem)
            return ()
        if ROBOTS_FORBID in problem:  # the site's wish, not its fault; the feed is ours to read
            self.ledger.note(source.id, problem)
        else:
            self.ledger.fail(source.id, problem)
        return (from_entry(source, entry),)


def identify(entry: FeedEntry) -> str:
    """Return what identifies an entry within its source."""
    return article_key(entry.url) or without_tracking(entry.url) or entry.id


def from_entry(source: Source, entry: FeedEntry) -> Document:
    """Return a document of what the feed itself says; the entry has its time."""
    assert entry.published_at is not None
    return Document(
        source=source.id,
        external_id=identify(entry),
        url=entry.url or source.urls[0],
        kind=source.kind,
        published_at=entry.published_at,
        title=entry.title,
        body=entry.body,
        fetched_at=clock.now(),
        extra={"from": "feed"},
    )
