"""Holds every request to its site's robots.txt, also those that waited for it together."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from scrapy.downloadermiddlewares.robotstxt import RobotsTxtMiddleware
from twisted.internet.defer import Deferred

if TYPE_CHECKING:
    from scrapy.http import Request
    from scrapy.robotstxt import RobotParser


class RobotsTxt(RobotsTxtMiddleware):
    """Scrapy's, with its answer given to each request that waits.

    Scrapy 2.19 has them await one Deferred. Deferred.asFuture hands the result to the first and
    None to the others, and no parser means that all is allowed: of the requests that reach a site
    before its robots.txt does, the third and all later ones went out unchecked (measured).
    """

    async def robot_parser(self, request: Request) -> RobotParser | None:
        """Return the rules of the request's site; None where there are none."""
        found = await super().robot_parser(request)
        # By now the rules have taken the Deferred's place.
        kept = self._parsers.get(urlsplit(request.url).netloc)
        return found if isinstance(kept, Deferred) else kept
