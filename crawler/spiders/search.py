"""Searches: Naver's and Kakao's APIs and Google News, asked for the words of outages."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from scrapy.http import Request, Response

from crawler.article_spider import ArticleSpider, from_entry, identify
from crawler.catalogue import Source
from crawler.encoding import decode
from crawler.keys import Access, find_access, missing_key
from crawler.looks import compare_looks
from crawler.parsers.records import FeedEntry
from crawler.parsers.search.answers import find_refusal, next_midnight
from crawler.parsers.search.registry import SEARCH_PARSERS
from crawler.rests import Closure, host_of
from crawler.source_spider import WallFound, content_type_of
from crawler.stories import KnownStories, known_stories
from models import clock
from models.errors import ParseError
from models.problems import Problem, at
from models.records import Document, Kind

# An older hit is read without asking whether another source brought it: that would be a large query.
COMPARED_WITHIN = timedelta(days=2)
MARGIN = timedelta(hours=2)  # an article's copies differ by minutes in time, so by an hour at most


class SearchSpider(ArticleSpider):
    """Reads searches: `scrapy crawl search -a source=naver-api-news`."""

    name = "search"
    reader = "search"

    def __init__(
        self, source: str = "", sources: Sequence[Source] | None = None, **kwargs: Any
    ) -> None:
        super().__init__(source, sources, **kwargs)
        self.met: dict[str, set[str]] = {one.id: set() for one in self.sources}

    def first_requests(self, source: Source) -> Iterable[Request]:
        """Return the request for each query's first page; none where the source's key is not set."""
        access = find_access(source)
        if access is None:
            self.ledger.fail(source.id, missing_key(source) or "")
            return []
        return [self._ask_page(source, access, query, 1) for query in source.queries or ("",)]

    def _ask_page(self, source: Source, access: Access, query: str, page: int) -> Request:
        url = SEARCH_PARSERS[source.parser].address(access.url, query, page)
        known = {"is_list": True, "query": query, "page": page}
        request = self.ask(source, url, self.read_results, **known)
        if access.headers:
            # Scrapy 2.19 would send such headers on to whatever host a redirect names (measured).
            request.meta.update(dont_redirect=True, handle_httpstatus_all=True, keyed=True)
            # robots.txt speaks to crawlers; who calls an API with a key is bound by its terms.
            # openapi.naver.com forbids every path there, also to those it gave a key for it.
            request.meta["dont_obey_robotstxt"] = True
            for name, value in access.headers.items():
                request.headers[name] = value
        return request

    def _text(self, response: Response) -> str:
        """Return an answer's text; of an API, words about walls in it are what was searched for."""
        if not response.meta.get("keyed"):
            return super()._text(response)
        text = decode(response.body, content_type_of(response)).text
        refusal = find_refusal(text, response.status)
        if refusal is None:
            return text
        if refusal.is_quota:
            until = next_midnight(clock.now())
            self.ledger.rest(response.meta["source"], until)
            # The quota is one for all of the service's searches, so the others need not ask.
            closure = Closure(at(host_of(response.url), refusal.problem), until=until)
            self.rests.close(response.url, closure)
        if refusal.is_final:
            raise WallFound(refusal.problem)
        raise ParseError(response.url, refusal.problem)

    async def read_results(
        self, response: Response, text: str, source: Source, query: str, page: int, **_known: Any
    ) -> AsyncIterator[Document | Request]:
        """Yield what is new on a page of results, and the next page where anything was."""
        now = clock.now()
        parser = SEARCH_PARSERS[source.parser]
        found = parser.parse(text, response.url, now)
        if not found and page == 1:
            self._found_nothing(source, response.url)
        entries = {identify(entry): entry for entry in found}
        if not parser.is_dated:
            entries = await self._dated(source, response.url, entries, now)
        fresh, stored = await self._fresh(source, entries, now)
        wanted = await self._not_held(source, fresh)
        for entry in wanted.values():
            if one := self._document_of(source, entry):
                yield one
        if page == 1 and query == (source.queries or ("",))[0]:
            for request in await self.due(source, now):
                yield request
        has_new = not stored.issuperset(wanted)
        is_full = len(found) >= parser.page_size
        access = find_access(source)
        if access and has_new and is_full and page < parser.most_pages:
            yield self._ask_page(source, access, query, page + 1)

    def _found_nothing(self, source: Source, url: str) -> None:
        """Accept an empty search where one may be. Raises ParseError elsewhere."""
        if source.least_documents_a_day:  # words as common as these are always found
            raise ParseError(url, Problem("problem.search.nothing"))
        self.ledger.accept_empty(source.id)

    def has_page(self, source: Source, url: str) -> bool:
        """Tell whether a hit's address leads to an article that is to be read."""
        return SEARCH_PARSERS[source.parser].has_page(url)

    def _document_of(self, source: Source, entry: FeedEntry) -> Document | Request | None:
        """Return the request for an entry's page, or its document where that is all there is."""
        if self.has_page(source, entry.url):
            return self.ask(source, entry.url, self.read_article, entry=entry)
        if SEARCH_PARSERS[source.parser].has_summaries:
            found = {"title": entry.title, "time": entry.published_at, "body": entry.body}
            self.ledger.cover(source.id, **{name: bool(value) for name, value in found.items()})
        if entry.published_at:
            return from_entry(source, entry)
        problem = Problem("problem.parse.unreadable_time", time=entry.published_text)
        self.ledger.fail(source.id, at(entry.url, problem))
        return None

    async def _fresh(
        self, source: Source, entries: dict[str, FeedEntry], now: datetime
    ) -> tuple[dict[str, FeedEntry], frozenset[str]]:
        """Return the entries to read, and the ids of those that are stored."""
        unmet = [number for number in entries if number not in self.met[source.id]]
        self.met[source.id].update(unmet)
        known = await self.known(source, unmet, now)
        done = known.settled
        if not any(self.has_page(source, entries[number].url) for number in unmet):
            # Without a page there is nothing that may have been mended.
            self.ledger.see(source.id, len(known.stored - known.settled))
            done = known.stored
        fresh = {number: entries[number] for number in unmet if number not in done}
        return fresh, known.stored

    async def _not_held(
        self, source: Source, entries: dict[str, FeedEntry]
    ) -> dict[str, FeedEntry]:
        """Return the entries that no other source has brought; count the others as met."""
        stories = await self._stories(source, entries.values())
        held = {
            number
            for number, entry in entries.items()
            if stories.holds(
                entry.title, entry.url, entry.publisher_url or entry.url, entry.published_at
            )
        }
        self.ledger.see(source.id, len(held))
        return {number: entry for number, entry in entries.items() if number not in held}

    async def _dated(
        self, source: Source, url: str, entries: dict[str, FeedEntry], now: datetime
    ) -> dict[str, FeedEntry]:
        """Return the entries that have just appeared, with the time at which they did."""
        appeared = await asyncio.to_thread(
            self._ask_database, compare_looks, source.id, url, entries, now
        )
        self.ledger.see(source.id, len(entries) - len(appeared or ()))
        return {
            number: replace(entry, published_at=now)
            for number, entry in entries.items()
            if number in (appeared or ())
        }

    async def _stories(self, source: Source, entries: Iterable[FeedEntry]) -> KnownStories:
        """Return the articles that other sources brought from the time of these."""
        times = [entry.published_at for entry in entries if entry.published_at]
        if source.kind is not Kind.NEWS or not times:
            return KnownStories()
        since, until = max(min(times), max(times) - COMPARED_WITHIN) - MARGIN, max(times) + MARGIN
        found: KnownStories | None = await asyncio.to_thread(
            self._ask_database, known_stories, source.id, since, until
        )
        return found or KnownStories()
