"""Obeys Retry-After: the host that sends it is left alone, and nothing is tried again at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scrapy.exceptions import IgnoreRequest

from crawler.middlewares.blocked import drop_waiting
from crawler.rests import Closure, host_of, read_retry_after, show_until
from models import clock
from models.problems import Problem

if TYPE_CHECKING:
    from datetime import datetime

    from scrapy.crawler import Crawler
    from scrapy.http import Request, Response

# 301 may carry the header too, but then it is about the redirect (RFC 9110, section 10.2.3).
ASKING_STATUSES = frozenset({403, 429, 430, 503})


class RestAsked(IgnoreRequest):
    """An answer said until when its site wants to be left alone."""

    def __init__(self, problem: str, until: datetime) -> None:
        super().__init__(problem)
        self.problem = problem
        self.until = until


class RetryAfter:
    """Closes the host of an answer with Retry-After. It must see it before Scrapy's retries do."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> RetryAfter:
        """Build it for a crawl."""
        return cls(crawler)

    def process_response(self, request: Request, response: Response) -> Response:
        """Return the response; raise RestAsked where it asks to be left alone."""
        rests = getattr(self.crawler.spider, "rests", None)
        if rests is None or response.status not in ASKING_STATUSES:
            return response
        header = (response.headers.get("Retry-After") or b"").decode("latin-1")
        until = read_retry_after(header, clock.now())
        if until is None:
            return response
        shown = show_until(until)
        host = host_of(response.url)
        rests.close(
            response.url,
            Closure(Problem("problem.crawl.asked_to_rest", host=host, until=shown), until=until),
        )
        drop_waiting(self.crawler)
        raise RestAsked(
            Problem(
                "problem.crawl.rest_asked", url=response.url, status=response.status, until=shown
            ),
            until,
        )
