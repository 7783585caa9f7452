"""Which hosts are left alone for the rest of a crawl, and how long a site asks for."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from urllib.parse import urlsplit

from models.clock import to_kst
from models.problems import Problem

# What a site may ask for; beyond it a typing error would silence a source for good.
LONGEST = timedelta(hours=24)
# A host that fails so often in a row is down; the delay has grown to a minute by then.
MOST_FAILURES_IN_A_ROW = 5
_SECONDS = re.compile(r"\d{1,9}(?:\.\d+)?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Closure:
    """Why nothing more is sent to a host in this crawl."""

    problem: str  # one line, for the user
    until: datetime | None = None  # as the site asked; None where it is merely broken


class HostRests:
    """The hosts that are left alone, as every spider of one crawl knows them."""

    def __init__(self) -> None:
        self.closed: dict[str, Closure] = {}
        self.unread_robots: dict[str, str] = {}  # why a host's robots.txt could not be had
        self.is_over = False  # the crawl's time is up: nothing more is sent to anybody
        self._failures: Counter[str] = Counter()

    def close(self, url: str, closure: Closure) -> None:
        """Leave the URL's host alone; a closure that says until when replaces one that does not."""
        standing = self.closed.get(host_of(url))
        if standing is None or (standing.until is None and closure.until):
            self.closed[host_of(url)] = closure

    def closure_of(self, url: str) -> Closure | None:
        """Return why the URL's host is left alone; None where it is not."""
        return self.closed.get(host_of(url))

    def count(self, url: str, *, failed: bool) -> None:
        """Count an answer of the URL's host, and leave it alone after too many failures."""
        host = host_of(url)
        self._failures[host] = self._failures[host] + 1 if failed else 0
        if self._failures[host] >= MOST_FAILURES_IN_A_ROW:
            problem = Problem("problem.crawl.failing_host", host=host, count=MOST_FAILURES_IN_A_ROW)
            self.close(url, Closure(problem))


def host_of(url: str) -> str:
    """Return a URL's host with its port: what one robots.txt speaks for."""
    return urlsplit(url).netloc.rpartition("@")[2].lower()


def read_retry_after(value: str, now: datetime) -> datetime | None:
    """Return until when a Retry-After header asks to wait (RFC 9110, section 10.2.3).

    Seconds or an HTTP date, at most 24 hours from now; None where it is neither or is over.
    """
    value = value.strip()
    try:
        if _SECONDS.fullmatch(value):
            until = now + timedelta(seconds=float(value))
        else:
            until = parsedate_to_datetime(value)
            # "-0000" says that the zone is not known; HTTP dates are GMT.
            until = until.replace(tzinfo=UTC) if until.tzinfo is None else until.astimezone(UTC)
    except (ValueError, TypeError, OverflowError):
        return None
    return min(until, now + LONGEST) if until > now else None


def show_until(until: datetime) -> str:
    """Return a time as an error line tells it: to the minute, in Korean time."""
    return f"{to_kst(until):%Y-%m-%d %H:%M} KST"
