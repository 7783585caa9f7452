"""What the three spiders share: each source runs on its own, and its trouble stays its own."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Iterable, Sequence
from datetime import datetime
from typing import Any, ClassVar

import scrapy
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Request, Response
from scrapy.spidermiddlewares.httperror import HttpError
from twisted.internet.error import DNSLookupError
from twisted.python.failure import Failure

from crawler.catalogue import Source, choose_sources, load_catalogue
from crawler.encoding import decode
from crawler.known import settled_documents
from crawler.ledger import Ledger
from crawler.middlewares import SourceBlocked
from crawler.parsers.wall import WALL_STATUSES, find_wall
from models import clock
from models.database import open_database
from models.errors import MeoktongError, ParseError, SourceError
from models.records import Document

# One article may be walled off by itself (paid, for adults); this many are the site's word.
WALLED_PAGES_TO_BLOCK = 3
ROBOTS_FORBID = "robots.txt가 금지합니다"
# Share of characters lost in decoding above which a page's text is not worth storing.
MOST_LOST = 0.02

Found = Iterable[Document | Request] | AsyncIterator[Document | Request]
Step = Callable[..., AsyncIterator[Document | Request]]


class WallFound(MeoktongError):
    """A page turned out to be a wall."""


class SourceSpider(scrapy.Spider):
    """Crawls sources of one reader; a subclass says how a list is read and what follows."""

    reader: ClassVar[str]

    def __init__(
        self, source: str = "", sources: Sequence[Source] | None = None, **kwargs: Any
    ) -> None:
        super().__init__(**kwargs)
        if sources is None:
            names = [name.strip() for name in source.split(",") if name.strip()]
            try:
                sources = choose_sources(load_catalogue(), names, self.reader)
            except SourceError as error:
                raise SystemExit(str(error)) from None  # `scrapy crawl` with a wrong name
        self.sources = list(sources)
        self.ledger = Ledger((s.id for s in self.sources), clock.now())
        self.walled: dict[str, int] = {}

    async def start(self) -> AsyncIterator[Any]:
        """Yield the first request of each source."""
        for source in self.sources:
            for request in self.first_requests(source):
                yield request

    def first_requests(self, source: Source) -> Iterable[Request]:
        """Return the requests that a source begins with."""
        raise NotImplementedError

    def ask(self, source: Source, url: str, step: Step, **known: Any) -> Request:
        """Return a request whose answer goes to step, and whose trouble goes to the ledger."""
        return Request(
            url,
            callback=self._answered,
            errback=self._failed,
            dont_filter="is_list" in known,
            meta={"source": source.id, "handle_httpstatus_list": sorted(WALL_STATUSES)},
            cb_kwargs={"source": source, "step": step, "known": known},
        )

    async def _answered(
        self, response: Response, source: Source, step: Step, known: dict[str, Any]
    ) -> AsyncIterator[Document | Request]:
        try:
            text = self._text(response)
            async for found in step(response, text, source, **known):
                yield found
        except WallFound as wall:
            for found in self._met_wall(response, source, known, str(wall)):
                yield found
        except MeoktongError as error:
            for found in self.give_up(source, known, str(error)):
                yield found
        # One source's programming error must not stop the others; its traceback is logged.
        except Exception as error:
            self.logger.exception("%s: %s", source.id, response.url)
            for found in self.give_up(source, known, f"{response.url}: {type(error).__name__}"):
                yield found

    def _text(self, response: Response) -> str:
        header = (response.headers.get("Content-Type") or b"").decode("latin-1")
        decoded = decode(response.body, header)
        if wall := find_wall(decoded.text, response.status):
            raise WallFound(f"{response.url}: 막혔습니다 - {wall}")
        if decoded.replaced > MOST_LOST * len(decoded.text):
            raise ParseError(response.url, f"글자가 깨져 있습니다 ({decoded.encoding})")
        return decoded.text

    def _met_wall(
        self, response: Response, source: Source, known: dict[str, Any], problem: str
    ) -> Iterable[Document | Request]:
        """Block the source where its list is walled, or where the site says so plainly."""
        self.walled[source.id] = self.walled.get(source.id, 0) + 1
        if (
            "is_list" in known
            or response.status in {429, 430}
            or self.walled[source.id] >= WALLED_PAGES_TO_BLOCK
        ):
            self.ledger.block(source.id, problem)
            return ()
        return self.give_up(source, known, problem)

    def _failed(self, failure: Failure) -> Iterable[Document | Request]:
        """Record why a request had no answer."""
        request: Request = failure.request  # type: ignore[attr-defined]
        if isinstance(failure.value, SourceBlocked):
            return ()
        source, known = request.cb_kwargs["source"], request.cb_kwargs["known"]
        return list(self.give_up(source, known, f"{request.url}: {explain(failure)}"))

    def give_up(
        self, source: Source, known: dict[str, Any], problem: str
    ) -> Iterable[Document | Request]:
        """Record that a page could not be read; return what to do instead."""
        self.ledger.fail(source.id, problem)
        return ()

    async def settled(self, source: Source, ids: Iterable[str], now: datetime) -> frozenset[str]:
        """Return the documents that need not be fetched again, and count them as met."""
        wanted = list(ids)
        found = await asyncio.to_thread(self._look_up, source.id, wanted, now)
        self.ledger.see(source.id, len(found))
        return found

    def _look_up(self, source: str, ids: Sequence[str], now: datetime) -> frozenset[str]:
        url = self.settings.get("MEOKTONG_DB")
        if not url:
            return frozenset()
        database = open_database(url)
        try:
            return settled_documents(database, source, ids, now)
        finally:
            database.close()


def explain(failure: Failure) -> str:
    """Return in a few words why a request failed."""
    error = failure.value
    if isinstance(error, HttpError):
        return f"HTTP {error.response.status}"
    if isinstance(error, IgnoreRequest) and "robots.txt" in str(error):
        return ROBOTS_FORBID
    if isinstance(error, DNSLookupError):
        return "이름을 찾을 수 없거나 공개 인터넷 주소가 아닙니다"
    return f"{type(error).__name__} {error}".split("\n")[0].strip()[:200]
