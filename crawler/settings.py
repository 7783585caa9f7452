"""How the crawler behaves on the web: politely, and closed to whoever might answer."""

from __future__ import annotations

import typing  # not the name alone: capitals here are settings
from collections.abc import Mapping
from typing import Any

from models import config

if typing.TYPE_CHECKING:
    from scrapy.settings import Settings

BOT_NAME = "meoktong"
SPIDER_MODULES = ["crawler.spiders"]

# A header takes ASCII only, and a line end in it would begin another header.
_CONTACT = "".join(c for c in config.contact() or "" if " " <= c <= "~").strip()
_WHO = _CONTACT or "outage research crawler; contact set by its operator"
USER_AGENT = f"meoktong/0.1 ({_WHO})"
ROBOTSTXT_OBEY = True
ROBOTSTXT_USER_AGENT = "meoktong"

CONCURRENT_REQUESTS = 64  # over all sites; requests that wait for a site's Crawl-delay count too
CONCURRENT_REQUESTS_PER_DOMAIN = 1
# Scrapy 2.19 starts so many tasks for every answer, whatever it yields: 100 by default, and with
# them a quarter of a crawl's time (measured).
CONCURRENT_ITEMS = 2
DOWNLOAD_DELAY = 2.0
AUTOTHROTTLE_ENABLED = True
AUTOTHROTTLE_START_DELAY = 2.0
AUTOTHROTTLE_TARGET_CONCURRENCY = 0.5
AUTOTHROTTLE_MAX_DELAY = 60.0
DOWNLOAD_TIMEOUT = 20
DOWNLOAD_MAXSIZE = 4 * 1024 * 1024
DOWNLOAD_WARNSIZE = 2 * 1024 * 1024
RETRY_TIMES = 1
RETRY_HTTP_CODES = [500, 502, 503, 504, 522, 524, 408]  # never 403, 429 or 430: those are walls
DEPTH_LIMIT = 3
REDIRECT_MAX_TIMES = 5
METAREFRESH_ENABLED = False
COOKIES_ENABLED = False
REFERER_ENABLED = False  # a Referrer-Policy header was once run as code (GHSA-cwxj-rr6w-m6w7)

# Scrapy verifies no certificate by default: a forged "all is well" would be believed.
DOWNLOAD_VERIFY_CERTIFICATES = True
# Both listen on a port and run what they are sent.
REMOTE_CONTROL_ENABLED = False
TELNETCONSOLE_ENABLED = False
DOWNLOAD_HANDLERS: dict[str, str | None] = {
    "http": "crawler.download_handler.LastDoor",
    "https": "crawler.download_handler.LastDoor",
    **dict.fromkeys(("data", "file", "ftp", "s3")),
}
# A proxy would look names up itself, past the guard.
HTTPPROXY_ENABLED = False
TWISTED_DNS_RESOLVER = "crawler.resolver.GuardedResolver"
MEOKTONG_ALLOW_LOOPBACK = False

MEMUSAGE_ENABLED = True
MEMUSAGE_LIMIT_MB = 512
MEMUSAGE_CHECK_INTERVAL_SECONDS = 5.0  # in a minute, the default, much can be filled
CLOSESPIDER_TIMEOUT = 1800

DOWNLOADER_MIDDLEWARES: dict[str, int | None] = {
    "crawler.middlewares.AddressGuard": 50,
    "crawler.middlewares.BlockedSources": 60,
    "scrapy.downloadermiddlewares.robotstxt.RobotsTxtMiddleware": None,
    "crawler.middlewares.robots_txt.RobotsTxt": 100,
    "crawler.middlewares.CrawlDelay": 110,  # after robots.txt, which states it
    "crawler.middlewares.UnreachableRobots": 545,  # its answers come after the retries (550)
    "crawler.middlewares.RetryAfter": 555,  # its answers come before the retries
}
ITEM_PIPELINES = {
    "crawler.pipelines.validate.ValidatePipeline": 100,
    "crawler.pipelines.dedupe.DedupePipeline": 200,
    "crawler.pipelines.store.StorePipeline": 300,
}
MEOKTONG_DB = config.database_url()

TWISTED_REACTOR = "twisted.internet.asyncioreactor.AsyncioSelectorReactor"
LOG_LEVEL = "INFO"
STATS_DUMP = False
DEFAULT_DROPITEM_LOG_LEVEL = "INFO"


def as_dict() -> dict[str, Any]:
    """Return these settings, for a crawl that is started from a program."""
    return {name: value for name, value in globals().items() if name.isupper() and name[0] != "_"}


def with_own(own: Mapping[str, Any]) -> Settings:
    """Return these settings for a process of ours, with its own ones above them."""
    from scrapy.settings import Settings  # whoever only looks at a limit need not load Scrapy

    settings = Settings()
    settings.setdict(as_dict(), priority="project")
    settings.setdict(dict(own), priority="cmdline")
    return settings
