"""Refuses IP addresses that are not on the public internet."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from scrapy.exceptions import IgnoreRequest

from crawler.resolver import is_allowed, literal_address
from models.problems import Problem

if TYPE_CHECKING:
    from scrapy.crawler import Crawler
    from scrapy.http import Request


class AddressRefused(IgnoreRequest):
    """A request led to an address that is not on the public internet."""


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
            raise AddressRefused(Problem("problem.fetch.not_http", url=request.url[:100]))
        if address and not is_allowed(address, allow_loopback=self.allow_loopback):
            raise AddressRefused(Problem("problem.fetch.not_public", host=parts.hostname))
