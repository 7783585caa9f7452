"""Waits between requests to a site as long as its robots.txt asks."""

from __future__ import annotations

import asyncio
import time
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from scrapy import signals
from scrapy.exceptions import NotConfigured

if TYPE_CHECKING:
    from scrapy.crawler import Crawler
    from scrapy.http import Request

# A site that asks for more is read less often than any interval of ours; it gets this much.
LONGEST_DELAY = 60.0


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
            site = urlsplit(request.url).netloc
            self.delays[site] = min(float(delay), LONGEST_DELAY)
            # robots.txt itself was the last request: the first page waits for its turn as well.
            self.next_at[site] = time.monotonic() + self.delays[site]

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
