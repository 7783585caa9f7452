"""How many tell of an outage by themselves: outlets and boards, copies of one story once."""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import urlsplit

from models.records import Report

_MARKS = re.compile(r"\[[^\]]*\]|\([^)]*\)|\W")
_PORTAL_PAPER = re.compile(r"//n\.news\.naver\.com/(?:mnews/)?article/(\d{3})/")
_SUBDOMAIN = re.compile(r"^(?:www|m|n|news|mobile)\.")


class Outlets:
    """The independent sources of the reports heard so far.

    Copies are articles linked by their texts (detector.incidents.copies), and those whose titles
    are the same but for marks: a feed's summary is too short to be compared.
    """

    def __init__(self) -> None:
        self._by_text: dict[int, str] = {}
        self._by_title: dict[str, str] = {}
        self._seen: set[str] = set()

    def hear(self, report: Report) -> None:
        """Take in one more report; those of an outage are heard in order."""
        title = _MARKS.sub("", report.title) or f"{report.source}/"
        first = self._by_title.setdefault(title, outlet_of(report))
        self._seen.add(self._by_text.setdefault(report.origin or report.row, first))

    def __len__(self) -> int:
        return len(self._seen)


def independent_sources(group: Iterable[Report]) -> int:
    """Return how many outlets and boards tell of an outage by themselves."""
    outlets = Outlets()
    for report in group:
        outlets.hear(report)
    return len(outlets)


def outlet_of(report: Report) -> str:
    """Return who publishes it: the site, or on the portal the paper's number there."""
    if paper := _PORTAL_PAPER.search(report.url):
        return f"naver:{paper[1]}"
    host = urlsplit(report.url).hostname or ""
    is_named = bool(host.strip("0123456789."))  # a bare number is a test site's address
    return _SUBDOMAIN.sub("", host) if is_named else report.source
