"""How many facts of labelled reports are read right, counted as the benchmark counts them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from models.clock import parse_iso, to_kst
from models.records import Kind, NamedEntity, Report

WITHIN = timedelta(minutes=5)
_SIGNS = re.compile(r"[\s·\-_'\"‘’“”()]")


@dataclass(frozen=True, slots=True)
class Fact:
    """One labelled fact of one document, and whether it was read."""

    sort: str  # provider | affected | started | ended | duration | cause
    is_right: bool


def facts_of(gold: dict[str, Any], report: Report) -> Iterator[Fact]:
    """Yield each labelled fact of a document that is about an outage."""
    facts = report.reading.facts
    if report.kind is not Kind.COMMUNITY:  # a short post rarely says whose fault it is
        found = _ways(facts.provider)
        wanted = {_plain(gold["provider"])} if gold["provider"] else set()
        yield Fact("provider", bool(found & wanted) if wanted else not found)
    hit = [_ways(entity) for entity in facts.affected]
    for name in gold["affected"]:
        yield Fact("affected", any(_plain(name) in ways for ways in hit))
    for key, stated in (("started", facts.started), ("ended", facts.ended)):
        if gold[key]:
            yield Fact(key, stated is not None and _same(parse_iso(gold[key]), stated.at))
    if wanted_minutes := gold["duration_min"]:
        minutes = facts.duration_minutes
        near = max(5, 0.1 * wanted_minutes)
        yield Fact("duration", minutes is not None and abs(minutes - wanted_minutes) <= near)
    if gold["cause"] and gold["cause"] != "unknown":
        yield Fact("cause", facts.cause is not None and facts.cause.value == gold["cause"])


def wrongly_hit(gold: dict[str, Any], report: Report) -> int:
    """Return how many are said to be hit that the label does not name."""
    wanted = {_plain(name) for name in gold["affected"]}
    return sum(not _ways(entity) & wanted for entity in report.reading.facts.affected)


def _ways(entity: NamedEntity | None) -> set[str]:
    return {_plain(way) for way in (entity.name, *entity.surfaces)} if entity else set()


def _plain(name: str) -> str:
    return _SIGNS.sub("", name).lower()


def _same(wanted: datetime, found: datetime) -> bool:
    wanted, found = to_kst(wanted), to_kst(found)
    if (wanted.hour, wanted.minute) == (0, 0):  # only the day is known
        return wanted.date() == found.date()
    return abs(found - wanted) <= WITHIN
