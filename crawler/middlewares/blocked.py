"""Sends nothing more to a source that showed a wall, nor to a host that is left alone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from scrapy.exceptions import IgnoreRequest
from twisted.python.failure import Failure

from crawler.rests import Closure
from models.problems import Problem

if TYPE_CHECKING:
    from scrapy.crawler import Crawler
    from scrapy.http import Request


class SourceBlocked(IgnoreRequest):
    """A request of a source that met a wall in this crawl was not sent."""

    def __init__(self, problem: str) -> None:
        super().__init__(problem)
        self.problem = problem


class OutOfTime(SourceBlocked):
    """A request was not sent because the crawl's time is up."""


class HostClosed(IgnoreRequest):
    """A request was not sent because its host is left alone in this crawl."""

    def __init__(self, closure: Closure) -> None:
        super().__init__(closure.problem)
        self.closure = closure


def find_refusal(spider: Any, request: Request) -> IgnoreRequest | None:
    """Return why a spider's request must not be sent; None where it may."""
    ledger, rests = getattr(spider, "ledger", None), getattr(spider, "rests", None)
    if ledger is not None and ledger.is_blocked(request.meta.get("source", "")):
        return SourceBlocked(Problem("problem.crawl.blocked"))
    if rests is not None and rests.is_over:
        return OutOfTime(Problem("problem.crawl.out_of_time"))
    closure = rests.closure_of(request.url) if rests is not None else None
    return HostClosed(closure) if closure else None


class BlockedSources:
    """Stops the requests of blocked sources and to closed hosts before they do anything."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> BlockedSources:
        """Build it for a crawl."""
        return cls(crawler)

    def process_request(self, request: Request) -> None:
        """Raise SourceBlocked or HostClosed for what must not be sent."""
        if refusal := find_refusal(self.crawler.spider, request):
            raise refusal


def drop_waiting(crawler: Crawler) -> None:
    """Take back the requests that wait in the downloader and must not be sent any more.

    Without this each of up to 64 would wait for its turn, only to be refused there.
    """
    if crawler.engine is None:
        return
    for slot in crawler.engine.downloader.slots.values():
        for waiting in list(slot.queue):
            request, answered = waiting
            if refusal := find_refusal(crawler.spider, request):
                slot.queue.remove(waiting)
                answered.errback(Failure(refusal))  # type: ignore[no-untyped-call]
