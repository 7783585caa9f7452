"""What every request passes on its way out: the address guard, blocked sources, Crawl-delay."""

from __future__ import annotations

import asyncio
import time
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from scrapy import signals
from scrapy.exceptions import IgnoreRequest, NotConfigured

from crawler.resolver import is_allowed, literal_address

if TYPE_CHECKING:
    from scrapy.crawler import Crawler
    from scrapy.http import Request

# A site that asks for more is read less often than any interval of ours; it gets this much.
LONGEST_DELAY = 60.0


class AddressRefused(IgnoreRequest):
    """A request led to an address that is not on the public internet."""


class SourceBlocked(IgnoreRequest):
    """A request of a source that met a wall in this crawl was not sent."""


class AddressGuard:
    """Refuses IP addresses that are not public, as the resolver does for names."""

    def __init__(self, *, allow_loopback: bool) -> None:
        self.allow_loopback = allow_loopback

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> AddressGuard:
        """Build the guard from the settings."""
        return cls(allow_loopback=crawler.settings.getbool("MEOKTONG_ALLOW_LOOPBACK"))

    def process_request(self, request: Request) -> None:
        """Raise AddressRefused for what must not be fetched."""
        parts = urlsplit(request.url)
        address = literal_address(parts.hostname or "")
        if parts.scheme not in {"http", "https"} or not parts.hostname:
            raise AddressRefused(f"http(s) 주소가 아닙니다: {request.url[:100]}")
        if address and not is_allowed(address, allow_loopback=self.allow_loopback):
            raise AddressRefused(f"공개 인터넷 주소가 아닙니다: {parts.hostname}")


class BlockedSources:
    """Sends nothing more to a source once it has shown a wall."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> BlockedSources:
        """Build it for a crawl."""
        return cls(crawler)

    def process_request(self, request: Request) -> None:
        """Raise SourceBlocked for a request of a blocked source."""
        ledger = getattr(self.crawler.spider, "ledger", None)
        if ledger is not None and ledger.is_blocked(request.meta.get("source", "")):
            raise SourceBlocked("차단된 출처에는 더 요청하지 않습니다")


class CrawlDelay:
    """Waits between requests to a site as long as its robots.txt asks."""

    def __init__(self, user_agent: str) -> None:
        self.user_agent = user_agent
        self.delays: dict[str, float] = {}
        self.next_at: dict[str, float] = {}

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> CrawlDelay:
        """Build it for a crawl and listen for parsed robots.txt files (Scrapy 2.18 and later)."""
        parsed = getattr(signals, "robots_parsed", None)
        if parsed is None or not crawler.settings.getbool("ROBOTSTXT_OBEY"):
            raise NotConfigured
        name = crawler.settings["ROBOTSTXT_USER_AGENT"] or crawler.settings["USER_AGENT"]
        middleware = cls(name)
        crawler.signals.connect(middleware.note, signal=parsed)
        return middleware

    def note(self, robotparser: Any, request: Request) -> None:
        """Keep the delay that a site's robots.txt states for us."""
        delay = robotparser.crawl_delay(self.user_agent)
        if delay:
            self.delays[urlsplit(request.url).netloc] = min(float(delay), LONGEST_DELAY)

    async def process_request(self, request: Request) -> None:
        """Wait for the site's next turn."""
        site = urlsplit(request.url).netloc
        delay = self.delays.get(site)
        if delay is None or request.meta.get("dont_obey_robotstxt"):
            return
        now = time.monotonic()
        turn = max(now, self.next_at.get(site, now))
        self.next_at[site] = turn + delay
        await asyncio.sleep(turn - now)
