"""Feeds with one entry an update: AWS (one feed a service and region) and Fastly (StatusCast).

Neither gives an incident a number of its own in the entry's text. AWS's guid is
"#ec2-ap-northeast-2_1787025679", the service and the entry's own time, so entries of one service are
one event until one says it is over or AWS_GAP passes; within an event AWS posts every 1 to 7 hours
(measured on the live feed, jtprogru/weekly-incident). Fastly's guid is "/incident/post".
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from crawler.parsers.feed import parse_feed
from crawler.parsers.records import FeedEntry
from crawler.parsers.status.entries import told_time
from crawler.parsers.status.incident import (
    OVER,
    Phase,
    StatusIncident,
    StatusUpdate,
    in_order,
    phase_told,
)
from models.errors import ParseError
from models.problems import Problem

AWS_GAP = timedelta(hours=24)
_AWS_GUID = re.compile(r"#(?P<service>[\w.-]+)_\d{9,11}$")
_AWS_REGION = re.compile(r"-(?P<region>[a-z]{2}(?:-[a-z]+)+-\d)$")
_AWS_PREFIX = re.compile(
    r"^(?:Service is operating normally|Informational message|Service (?:disruption|degradation"
    r"|impact)|Performance issues?)\s*:\s*",
    re.IGNORECASE,
)
_AWS_IMPACT = (
    ("informational message", "none"),
    ("performance issue", "minor"),
    ("service degradation", "minor"),
    ("service disruption", "major"),
)
_TAG = re.compile(r"^\[[A-Za-z ]+\]\s*")


def parse_aws_feed(text: str, url: str, fetched_at: datetime) -> list[StatusIncident]:
    """Return the events of an AWS service's feed. Raises ParseError where the text is no such."""
    by_service = _grouped(parse_feed(text, url, fetched_at, may_be_empty=True), url, _aws_service)
    return [
        _aws_event(service, chain, url)
        for service, entries in by_service.items()
        for chain in _chains(entries, url)
    ]


def parse_fastly_feed(text: str, url: str, fetched_at: datetime) -> list[StatusIncident]:
    """Return the incidents of Fastly's feed. Raises ParseError where the text is no feed."""
    by_incident = _grouped(
        parse_feed(text, url, fetched_at, may_be_empty=True), url, _fastly_incident
    )
    return [_fastly(number, entries, url) for number, entries in by_incident.items()]


def _grouped(
    entries: Iterable[FeedEntry], url: str, key: Callable[[FeedEntry, str], str]
) -> dict[str, list[FeedEntry]]:
    """Return the entries by their key, oldest first."""
    found: dict[str, list[FeedEntry]] = defaultdict(list)
    for entry in sorted(entries, key=lambda entry: told_time(entry, url)):
        found[key(entry, url)].append(entry)
    return found


def _aws_service(entry: FeedEntry, url: str) -> str:
    found = _AWS_GUID.search(entry.id)
    if found is None:
        raise ParseError(url, Problem("problem.status.no_service", guid=repr(entry.id[:60])))
    return found["service"]


def _fastly_incident(entry: FeedEntry, url: str) -> str:
    parts = urlsplit(entry.id).path.strip("/").split("/")
    return parts[0] or entry.id


def _chains(entries: list[FeedEntry], url: str) -> list[list[FeedEntry]]:
    """Cut a service's entries where one says that all is well, or a day passes without any."""
    chains: list[list[FeedEntry]] = []
    before: FeedEntry | None = None
    for entry in entries:
        is_new = (
            before is None
            or _aws_is_over(before)
            or told_time(entry, url) - told_time(before, url) > AWS_GAP
        )
        if is_new:
            chains.append([])
        chains[-1].append(entry)
        before = entry
    return chains


def _aws_is_over(entry: FeedEntry) -> bool:
    title = entry.title.lower()
    return "[resolved]" in title or title.startswith("service is operating normally")


def _aws_event(service: str, chain: list[FeedEntry], url: str) -> StatusIncident:
    begun = told_time(chain[0], url)
    last = chain[-1]
    over = _aws_is_over(last)
    updates = in_order(
        StatusUpdate(
            told_time(entry, url),
            Phase.RESOLVED if _aws_is_over(entry) else None,
            entry.body or entry.title,
        )
        for entry in chain
    )
    told = phase_told(updates[-1].text)
    region = _AWS_REGION.search(service)
    return StatusIncident(
        id=f"{service}_{begun:%Y%m%d%H%M%S}",
        url="https://health.aws.amazon.com/health/status",
        title=_TAG.sub("", _AWS_PREFIX.sub("", last.title)),
        phase=Phase.RESOLVED if over else Phase.MONITORING if told in OVER else told,
        told_at=begun,
        started_at=begun,
        resolved_at=told_time(last, url) if over else None,
        impact=_aws_impact(chain),
        components=(_AWS_REGION.sub("", service),),
        regions=(region["region"],) if region else (),
        updates=updates,
    )


def _aws_impact(chain: Iterable[FeedEntry]) -> str:
    """Return the heaviest impact that a headline of the event gives."""
    titles = " ".join(entry.title.lower() for entry in chain)
    return next((impact for word, impact in reversed(_AWS_IMPACT) if word in titles), "")


def _fastly(number: str, entries: list[FeedEntry], url: str) -> StatusIncident:
    updates = in_order(
        StatusUpdate(told_time(entry, url), None, entry.body or entry.title) for entry in entries
    )
    last = entries[-1]
    phase = phase_told(updates[-1].text, last.title)
    begun = updates[0].at
    return StatusIncident(
        id=number,
        url=last.url or url,
        title=last.title,
        phase=phase,
        told_at=begun,
        started_at=begun,
        resolved_at=updates[-1].at if phase in OVER and len(updates) > 1 else None,
        impact="",
        components=(),
        regions=(),
        updates=updates,
    )
