"""What the three spiders share: each source runs on its own, and its trouble stays its own."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any, ClassVar

from scrapy import signals
from scrapy.http import Request, Response
from twisted.python.failure import Failure

from crawler.catalogue import Source, choose_sources, load_catalogue
from crawler.database_spider import DatabaseSpider
from crawler.encoding import decode
from crawler.failures import ROBOTS_FORBID as ROBOTS_FORBID
from crawler.failures import explain as explain
from crawler.failures import name_failure, status_of
from crawler.ledger import Ledger
from crawler.middlewares.blocked import HostClosed, OutOfTime, SourceBlocked, drop_waiting
from crawler.middlewares.retry_after import RestAsked
from crawler.parsers.gone import GONE_STATUSES, PageDeleted, find_deletion
from crawler.parsers.wall import WALL_STATUSES, find_wall
from crawler.rests import HostRests, show_until
from crawler.revisits import Revisits
from models import clock
from models.errors import MeoktongError, ParseError, SourceError
from models.problems import Problem, at, keys_in
from models.records import Document

if TYPE_CHECKING:
    from typing import Self

    from scrapy.crawler import Crawler

# One article may be walled off by itself (paid, for adults); this many are the site's word.
WALLED_PAGES_TO_BLOCK = 3
NOT_MODIFIED = 304
# Share of characters lost in decoding above which a page's text is not worth storing.
MOST_LOST = 0.02

Found = Iterable[Document | Request] | AsyncIterator[Document | Request]
Step = Callable[..., AsyncIterator[Document | Request]]


def content_type_of(response: Response) -> str:
    """Return a response's Content-Type as it was sent; "" where there was none."""
    return (response.headers.get("Content-Type") or b"").decode("latin-1")


class WallFound(MeoktongError):
    """A page turned out to be a wall."""


class SourceSpider(DatabaseSpider):
    """Crawls sources of one reader; a subclass says how a list is read and what follows."""

    reader: ClassVar[str]

    def __init__(
        self,
        source: str = "",
        sources: Sequence[Source] | None = None,
        rests: HostRests | None = None,
        **kwargs: Any,
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
        self.rests = rests or HostRests()
        self.revisits = Revisits(s.id for s in self.sources)
        self.walled: dict[str, int] = {}
        self.stored = {}

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:
        """Build the spider of a crawl, which says at its end how to ask again."""
        spider = super().from_crawler(crawler, *args, **kwargs)
        # Sent once the pipelines have stored everything.
        crawler.signals.connect(spider.keep_validators, signal=signals.spider_closed)
        return spider

    async def start(self) -> AsyncIterator[Any]:
        """Yield the first request of each source that does not rest."""
        look_back = self.revisits.look_back
        resting = await asyncio.to_thread(self._ask_database, look_back, clock.now()) or {}
        if seconds := self.settings.getfloat("CLOSESPIDER_TIMEOUT"):
            asyncio.get_running_loop().call_later(seconds, self._run_out_of_time)
        for source in self.sources:
            if until := resting.get(source.id):
                problem = Problem("problem.crawl.resting", until=show_until(until))
                self.ledger.skip(source.id, problem, until)
                continue
            for request in self.first_requests(source):
                yield request

    def _run_out_of_time(self) -> None:
        """Take back what still waits for its turn: Scrapy would wait for it before it closes."""
        self.rests.is_over = True
        drop_waiting(self.crawler)

    async def keep_validators(self, reason: str) -> None:
        """Store by what each source's lists can be asked again, once all they named is stored."""
        whole = {s.id for s in self.sources if reason == "finished" and self.ledger.is_whole(s.id)}
        try:
            await asyncio.to_thread(self._ask_database, self.revisits.store, whole, clock.now())
        except MeoktongError as error:  # the lists are read in full again, that is all
            self.logger.error("%s", error)

    def first_requests(self, source: Source) -> Iterable[Request]:
        """Return the requests that a source begins with."""
        raise NotImplementedError

    def ask(self, source: Source, url: str, step: Step, /, **known: Any) -> Request:
        """Return a request whose answer goes to step, and whose trouble goes to the ledger."""
        is_list = "is_list" in known
        self.revisits.ask(source.id, url if is_list else None)
        conditions = self.revisits.conditions(source.id, url) if is_list else {}
        statuses = WALL_STATUSES | {NOT_MODIFIED} if is_list else WALL_STATUSES
        return Request(
            url,
            callback=self._answered,
            errback=self._failed,
            headers=conditions,
            dont_filter=is_list,
            meta={"source": source.id, "handle_httpstatus_list": sorted(statuses), "asked": url},
            cb_kwargs={"source": source, "step": step, "known": known},
        )

    async def _answered(
        self, response: Response, source: Source, step: Step, known: dict[str, Any]
    ) -> AsyncIterator[Document | Request]:
        try:
            async for found in self._read(response, source, step, known):
                yield found
        except MeoktongError as error:
            for found in self._met(error, response, source, known):
                yield found
        # One source's programming error must not stop the others; its traceback is logged.
        except Exception as error:
            self.logger.exception("%s: %s", source.id, response.url)
            for found in self._gave_up(source, known, at(response.url, type(error).__name__)):
                yield found
        self.revisits.answer(source.id)  # not reached where the crawl is stopped on the way

    async def _read(
        self, response: Response, source: Source, step: Step, known: dict[str, Any]
    ) -> AsyncIterator[Document | Request]:
        """Yield what the step makes of the page; of a list that has not changed, nothing."""
        if response.status == NOT_MODIFIED:
            self._keep(response, source)
            for request in await self.due(source, clock.now()):
                yield request
            return
        text = self._text(response)
        async for found in step(response, text, source, **known):
            yield found
        if "is_list" in known:
            self.revisits.note(source.id, response.meta["asked"], response)

    def _keep(self, response: Response, source: Source) -> None:
        """Count a list that has not changed; a 304 that was not asked for tells nothing."""
        if not self.revisits.keep(source.id, response.meta["asked"]):
            raise ParseError(response.url, Problem("problem.crawl.unasked_304"))
        self.ledger.keep(source.id)

    def _text(self, response: Response) -> str:
        decoded = decode(response.body, content_type_of(response))
        if wall := find_wall(decoded.text, response.status):
            raise WallFound(at(response.url, Problem("problem.wall.met", wall=wall)))
        if decoded.replaced > MOST_LOST * len(decoded.text):
            raise ParseError(
                response.url, Problem("problem.parse.broken_characters", encoding=decoded.encoding)
            )
        return decoded.text

    def _met(
        self, error: MeoktongError, response: Response, source: Source, known: dict[str, Any]
    ) -> Iterable[Document | Request]:
        """Record what a page turned out to be; return what to do instead."""
        is_deleted = isinstance(error, PageDeleted) or (
            # A short page that says so beside a login box is no wall.
            isinstance(error, WallFound)
            and "is_list" not in known
            and response.status == 200
            and find_deletion(decode(response.body).text)
        )
        if is_deleted:
            return self.page_gone(source, known, error.said)
        if isinstance(error, WallFound):
            return self._met_wall(response, source, known, error.said)
        return self._gave_up(source, known, error.said)

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
            drop_waiting(self.crawler)
            return ()
        return self._gave_up(source, known, problem)

    def _failed(self, failure: Failure) -> Iterable[Document | Request]:
        """Record why a request had no answer."""
        request: Request = failure.request  # type: ignore[attr-defined]
        source, known = request.cb_kwargs["source"], request.cb_kwargs["known"]
        error = failure.value
        found: Iterable[Document | Request] = ()
        if isinstance(error, RestAsked):
            self.ledger.rest(source.id, error.until)
            self.ledger.block(source.id, error.problem)
            drop_waiting(self.crawler)
        elif isinstance(error, OutOfTime):
            self.ledger.note(source.id, error.problem)
        elif isinstance(error, HostClosed) and error.closure.until and "is_list" in known:
            self.ledger.skip(source.id, error.closure.problem, error.closure.until)
        elif "is_list" not in known and status_of(error) in GONE_STATUSES:
            found = list(self.page_gone(source, known, at(request.url, name_failure(error))))
        elif not isinstance(error, SourceBlocked):
            found = list(
                self._gave_up(source, known, at(request.url, explain(failure, self.rests)))
            )
        self.revisits.answer(source.id)
        return found

    def _gave_up(
        self, source: Source, known: dict[str, Any], problem: str
    ) -> Iterable[Document | Request]:
        """Have a page given up; what its list named is to be asked for again, unless it is barred."""
        if "is_list" not in known and ROBOTS_FORBID not in keys_in(problem):
            self.revisits.spoil(source.id)
        return self.give_up(source, known, problem)

    def give_up(
        self, source: Source, known: dict[str, Any], problem: str
    ) -> Iterable[Document | Request]:
        """Record that a page could not be read; return what to do instead."""
        if "again" in known:  # what was read a day ago is no sign of how the source is today
            self.ledger.note(source.id, problem)
        else:
            self.ledger.fail(source.id, problem)
        return ()

    def page_gone(
        self, source: Source, known: dict[str, Any], problem: str
    ) -> Iterable[Document | Request]:
        """Record that a document's page is deleted; return what to do instead."""
        number = self.identify_known(known)
        if number is None:
            return self.give_up(source, known, problem)
        self.ledger.lose(source.id, number)
        if number not in self.stored.get(source.id, ()):
            self.ledger.note(source.id, problem)
        return ()

    def identify_known(self, known: dict[str, Any]) -> str | None:
        """Return the id of the document that a request was for; None where it was for none."""
        return None
