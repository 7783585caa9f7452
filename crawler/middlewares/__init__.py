"""What every request passes on its way out, and every answer on its way in."""

from crawler.middlewares.addresses import AddressGuard, AddressRefused
from crawler.middlewares.blocked import BlockedSources, HostClosed, SourceBlocked
from crawler.middlewares.crawl_delay import CrawlDelay
from crawler.middlewares.retry_after import RestAsked, RetryAfter
from crawler.middlewares.robots import UnreachableRobots

__all__ = [
    "AddressGuard",
    "AddressRefused",
    "BlockedSources",
    "CrawlDelay",
    "HostClosed",
    "RestAsked",
    "RetryAfter",
    "SourceBlocked",
    "UnreachableRobots",
]
