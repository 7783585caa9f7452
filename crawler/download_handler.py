"""The last door before the wire: what must not be sent, how fast, and how long a head may be."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from scrapy.core.downloader.handlers.http11 import HTTP11DownloadHandler
from twisted.python.failure import Failure

from crawler.middlewares.blocked import drop_waiting, find_refusal
from models.problems import Problem

if TYPE_CHECKING:
    from scrapy.crawler import Crawler
    from scrapy.http import Request, Response

# Twisted sets no limit: a server that sends headers for 20 s took 540 MB (measured), and the
# crawl's limit of memory would end every other source's part as well.
MOST_HEAD_BYTES = 256 * 1024
# What says that a server is in trouble or does not want us; a missing page says neither.
TROUBLED = frozenset({401, 403, 407, 408, 429, 430, 451})


class HeadTooLong(Exception):
    """A response's status line and headers are longer than MOST_HEAD_BYTES."""

    def __init__(self) -> None:
        super().__init__(Problem("problem.fetch.long_head"))


class LastDoor(HTTP11DownloadHandler):
    """Downloads as Scrapy does, after a last look at whether it may.

    A request that waited for its turn has passed every middleware, perhaps before the wall was met.
    """

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._crawler = crawler
        self._longest_delay = crawler.settings.getfloat("AUTOTHROTTLE_MAX_DELAY")
        self._pool._factory = _limit_heads(self._pool._factory)

    async def download_request(self, request: Request) -> Response:
        """Return the response; raise SourceBlocked or HostClosed for what must not be sent."""
        if refusal := find_refusal(self._crawler.spider, request):
            raise refusal
        try:
            response = await super().download_request(request)
        except Exception:
            self._judge(request, failed=True)
            raise
        self._judge(request, failed=response.status >= 500 or response.status in TROUBLED)
        return response

    def _judge(self, request: Request, *, failed: bool) -> None:
        """Slow down after a failure, and leave the host alone after too many in a row."""
        if failed:
            self._slow_down(request)
        rests = getattr(self._crawler.spider, "rests", None)
        if rests is not None:
            rests.count(request.url, failed=failed)
            if failed:
                drop_waiting(self._crawler)

    def _slow_down(self, request: Request) -> None:
        """Double the host's delay. AutoThrottle goes by latency, and a refusal is quick."""
        engine = self._crawler.engine
        slot = (
            engine.downloader.slots.get(request.meta.get("download_slot", "")) if engine else None
        )
        if slot is not None:
            slot.delay = slower(slot.delay, self._longest_delay)


def slower(delay: float, longest: float) -> float:
    """Return the delay to go on with after a failure, in seconds."""
    return max(delay, min(2 * delay, longest))


def _limit_heads(factory: Any) -> Any:
    """Return a factory of the same connections, which give up on a head that is too long."""

    class LimitedFactory(factory):  # type: ignore[misc]
        def buildProtocol(self, addr: Any) -> Any:
            protocol = super().buildProtocol(addr)
            protocol.dataReceived = _HeadCounter(protocol)
            return protocol

    return LimitedFactory


class _HeadCounter:
    """Takes a connection's bytes in its place and counts those that belong to a head."""

    def __init__(self, protocol: Any) -> None:
        self._protocol = protocol
        self._receive = protocol.dataReceived
        self._parser: object = None  # each response of a connection has a new one
        self._received = 0

    def __call__(self, data: bytes) -> None:
        parser = self._protocol._parser
        if parser is not self._parser:
            self._parser, self._received = parser, 0
        if parser is not None and parser.state in {"STATUS", "HEADER"}:
            self._received += len(data)
            if self._received > MOST_HEAD_BYTES:
                failure = Failure(HeadTooLong())  # type: ignore[no-untyped-call]
                self._protocol._giveUp(failure)
                return
        self._receive(data)
