"""Which addresses a crawl may reach: the public internet, and nothing of the operator's own."""

from __future__ import annotations

import ipaddress
from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from scrapy.resolver import CachingThreadedResolver
from twisted.internet.error import DNSLookupError

if TYPE_CHECKING:
    from scrapy.crawler import Crawler
    from twisted.internet.base import ReactorBase
    from twisted.internet.defer import Deferred

Address = ipaddress.IPv4Address | ipaddress.IPv6Address

# Global by the book (Python 3.11 says is_global), yet not somebody's web site.
_REFUSED = tuple(
    ipaddress.ip_network(network)
    for network in ("192.0.0.0/24", "168.63.129.16/32", "169.254.0.0/16", "::/96", "64:ff9b:1::/48")
)
_NAT64 = ipaddress.ip_network("64:ff9b::/96")


@lru_cache(maxsize=4096)
def is_allowed(address: str, *, allow_loopback: bool = False) -> bool:
    """Tell whether an IP address may be fetched from; loopback only where it was opened."""
    try:
        found = _unwrap(ipaddress.ip_address(address))
    except ValueError:
        return False
    if found.is_loopback:
        return allow_loopback
    if any(found.version == network.version and found in network for network in _REFUSED):
        return False
    return found.is_global and not found.is_multicast


def _unwrap(address: Address) -> Address:
    """Return the IPv4 address inside an IPv6 one (mapped, 6to4, NAT64, compatible)."""
    if isinstance(address, ipaddress.IPv4Address):
        return address
    inner = address.ipv4_mapped or address.sixtofour
    if inner is None and (address in _NAT64 or 1 < int(address) < 2**32):
        inner = ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    return inner or address


@lru_cache(maxsize=4096)  # the same few hosts, for every request of a crawl
def literal_address(host: str) -> str | None:
    """Return the IP address that a host is written as; None where it is a name."""
    try:
        return str(ipaddress.ip_address(host.strip("[]")))
    except ValueError:
        return None


class GuardedResolver(CachingThreadedResolver):
    """Resolves names as Scrapy does and refuses what they must not lead to.

    Odd spellings such as 2130706433 or 0x7f000001 come here too and are seen as what they mean.
    """

    def __init__(
        self, reactor: ReactorBase, cache_size: int, timeout: float, *, allow_loopback: bool = False
    ) -> None:
        super().__init__(reactor, cache_size, timeout)
        self.allow_loopback = allow_loopback

    @classmethod
    def from_crawler(cls, crawler: Crawler, reactor: ReactorBase) -> GuardedResolver:
        """Build the resolver from the settings; MEOKTONG_ALLOW_LOOPBACK opens loopback."""
        settings = crawler.settings
        return cls(
            reactor,
            settings.getint("DNSCACHE_SIZE") if settings.getbool("DNSCACHE_ENABLED") else 0,
            settings.getfloat("DNS_TIMEOUT"),
            allow_loopback=settings.getbool("MEOKTONG_ALLOW_LOOPBACK"),
        )

    def getHostByName(self, name: str, timeout: Sequence[int] = ()) -> Deferred[str]:
        """Return the address of a name; fail where it is not on the public internet."""
        found: Deferred[Any] = super().getHostByName(name, timeout)
        found.addCallback(self._check, name)
        return found

    def _check(self, address: str, name: str) -> str:
        if not is_allowed(address, allow_loopback=self.allow_loopback):
            raise DNSLookupError(f"{name}: {address} is not a public address")
        return address
