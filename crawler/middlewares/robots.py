"""Takes a robots.txt that cannot be had for one that forbids everything."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from scrapy.exceptions import IgnoreRequest
from scrapy.http import TextResponse

from crawler.failures import name_failure
from crawler.rests import host_of

if TYPE_CHECKING:
    from scrapy.crawler import Crawler
    from scrapy.http import Request, Response

_FORBID_ALL = b"User-agent: *\nDisallow: /\n"
# RFC 9309, section 2.5: at least so much is to be read; 4 MB of rules would cost half a second.
MOST_BYTES = 512 * 1024


class UnreachableRobots:
    """Forbids a host whose robots.txt answers with an error of the server, or not at all.

    RFC 9309, section 2.3.1.4: then a crawler must assume that all is disallowed. Scrapy allows all
    (it reads the error page for rules, and takes no answer for no rules). Walls (429, 430) count as
    errors, as they do for large crawlers; other 4xx mean that there are no rules (2.3.1.3).
    """

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> UnreachableRobots:
        """Build it for a crawl."""
        return cls(crawler)

    def process_response(self, request: Request, response: Response) -> Response:
        """Return the robots.txt to go by; any other response as it is."""
        if not is_for_robots(request):
            return response
        if response.status >= 500 or response.status in {429, 430}:
            return self._forbid(request, f"HTTP {response.status}")
        return response.replace(body=response.body[:MOST_BYTES])

    def process_exception(self, request: Request, exception: Exception) -> Response | None:
        """Return a robots.txt that forbids all for one that could not be fetched."""
        # A host that is left alone or refused is not asked for its pages either.
        if not is_for_robots(request) or isinstance(exception, IgnoreRequest):
            return None
        return self._forbid(request, name_failure(exception))

    def _forbid(self, request: Request, reason: str) -> Response:
        rests = getattr(self.crawler.spider, "rests", None)
        first = asked_url(request)
        if rests is not None:
            rests.unread_robots[host_of(first)] = reason
        return TextResponse(first, body=_FORBID_ALL, request=request)


def is_for_robots(request: Request) -> bool:
    """Tell whether Scrapy asks for a robots.txt on its own account."""
    is_its_own = bool(request.meta.get("dont_obey_robotstxt"))
    return is_its_own and urlsplit(asked_url(request)).path == "/robots.txt"


def asked_url(request: Request) -> str:
    """Return what was asked for before any redirect."""
    return str(request.meta.get("redirect_urls", [request.url])[0])
