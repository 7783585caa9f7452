"""Articles whose lists say a little of them: what feeds and searches have in common."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable
from datetime import datetime
from typing import Any

from scrapy.http import Request, Response

from crawler.catalogue import Source
from crawler.known import DueDocument
from crawler.parsers.addresses import without_tracking
from crawler.parsers.article import parse_article
from crawler.parsers.gone import read_standing
from crawler.parsers.naver import article_key
from crawler.parsers.records import Article, FeedEntry
from crawler.parsers.search.google_news import is_redirect
from crawler.source_spider import ROBOTS_FORBID, SourceSpider
from models import clock
from models.errors import ParseError
from models.problems import Problem
from models.records import Document


class ArticleSpider(SourceSpider):
    """Reads an entry's article, and makes do with the entry where its page cannot be read."""

    async def read_article(
        self,
        response: Response,
        text: str,
        source: Source,
        entry: FeedEntry,
        number: str = "",
        **_known: Any,
    ) -> AsyncIterator[Document | Request]:
        """Yield the article's document."""
        now = clock.now()
        article = self._parse_article(text, response.url, source, now)
        published = article.published_at or entry.published_at
        if published is None:
            raise ParseError(response.url, Problem("problem.parse.no_article_time"))
        publisher = article.publisher or entry.publisher
        extra: dict[str, Any] = {"publisher": publisher} if publisher else {}
        if article.modified_at:
            extra["modified"] = article.modified_at.isoformat()
        yield Document(
            source=source.id,
            external_id=number or identify(entry),
            url=article.url,
            kind=source.kind,
            published_at=published,
            title=article.title,
            body=article.body,
            fetched_at=now,
            extra=extra,
        )

    def _parse_article(self, text: str, url: str, source: Source, now: datetime) -> Article:
        """Return the page's article, and count what was found on the page. Raises ParseError."""
        try:
            article = read_standing(parse_article, text, url, now)
        except ParseError:
            self.ledger.cover(source.id, title=False, time=False, body=False)
            raise
        has_time = article.published_at is not None
        self.ledger.cover(source.id, title=True, time=has_time, body=bool(article.body))
        return article

    def reread(self, source: Source, due: DueDocument) -> Request | None:
        """Return the request for a stored article's page."""
        if not self.has_page(source, due.url):
            return None
        entry = FeedEntry(due.external_id, due.url, "", "", due.published_at, "")
        known = {"entry": entry, "number": due.external_id, "again": True}
        return self.ask(source, due.url, self.read_article, **known)

    def has_page(self, source: Source, url: str) -> bool:
        """Tell whether an entry's address leads to an article that is to be read."""
        return source.parser == "article"

    def identify_known(self, known: dict[str, Any]) -> str | None:
        """Return the id of the article that a request was for."""
        return known.get("number") or (identify(known["entry"]) if "entry" in known else None)

    def give_up(
        self, source: Source, known: dict[str, Any], problem: str
    ) -> Iterable[Document | Request]:
        """Make do with what the list says of an article; of a list there is nothing.

        An article that is stored already keeps the text it has.
        """
        entry = known.get("entry")
        if entry is not None and ROBOTS_FORBID in problem:
            # The site's wish, not its fault; the list is ours to read.
            self.ledger.note(source.id, problem)
        else:
            super().give_up(source, known, problem)
        return self._make_do(source, known)

    def page_gone(
        self, source: Source, known: dict[str, Any], problem: str
    ) -> Iterable[Document | Request]:
        """Mark the article; of one that was never read, what the list said stays."""
        super().page_gone(source, known, problem)
        return self._make_do(source, known)

    def _make_do(self, source: Source, known: dict[str, Any]) -> Iterable[Document | Request]:
        entry: FeedEntry | None = known.get("entry")
        is_stored = self.identify_known(known) in self.stored.get(source.id, ())
        if entry is None or entry.published_at is None or is_stored:
            return ()
        return (from_entry(source, entry),)


def identify(entry: FeedEntry) -> str:
    """Return what identifies an entry within its source."""
    if is_redirect(entry.url):
        return entry.id
    return article_key(entry.url) or without_tracking(entry.url) or entry.id


def from_entry(source: Source, entry: FeedEntry) -> Document:
    """Return a document of what the list itself says; the entry has its time."""
    assert entry.published_at is not None
    extra = {"from": source.reader}
    if entry.publisher:
        extra["publisher"] = entry.publisher
    return Document(
        source=source.id,
        external_id=identify(entry),
        url=entry.url or source.urls[0],
        kind=source.kind,
        published_at=entry.published_at,
        title=entry.title,
        body=entry.body,
        fetched_at=clock.now(),
        extra=extra,
    )
