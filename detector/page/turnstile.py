"""Lets each reader say so much in a while, without knowing who it is."""

from __future__ import annotations

import ipaddress
import secrets
import threading
from collections import Counter
from datetime import datetime, timedelta
from hashlib import blake2b

WINDOW = timedelta(minutes=10)
#: What one address may send in a window, and all together: a small newsroom behind one address
#: reports one incident, and a person reads all that comes.
EACH, ALL = 5, 60
#: Who has IPv6 has a whole network of addresses.
_NETWORK = 64


class Turnstile:
    """Counts by a hash of the address whose key lives for one window, in memory alone."""

    def __init__(self, each: int = EACH, everybody: int = ALL, window: timedelta = WINDOW) -> None:
        self._each, self._everybody, self._window = each, everybody, window
        self._number = -1  # of the window
        self._key = b""
        self._counts: Counter[bytes] = Counter()
        self._lock = threading.Lock()

    def wait(self, address: str, now: datetime) -> timedelta | None:
        """Count one more from an address; return how long it has to wait where that is too many."""
        number, passed = divmod(now.timestamp(), self._window.total_seconds())
        with self._lock:
            if number != self._number:  # what was counted before means nothing without its key
                self._number, self._key = int(number), secrets.token_bytes(32)
                self._counts.clear()
            who = blake2b(_network(address).encode(), key=self._key, digest_size=16).digest()
            if self._counts[who] < self._each and self._counts.total() < self._everybody:
                self._counts[who] += 1
                return None
            if not self._counts[who]:
                del self._counts[who]
        return self._window - timedelta(seconds=int(passed))


def _network(address: str) -> str:
    """Return an IPv4 address, the network of an IPv6 one, or what else stands there."""
    try:
        found = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return "unknown"
    if isinstance(found, ipaddress.IPv4Address):
        return str(found)
    if found.ipv4_mapped:
        return str(found.ipv4_mapped)
    return str(ipaddress.ip_network((found, _NETWORK), strict=False))
