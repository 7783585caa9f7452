"""What a report is found by, and where others are looked for that may hang together with it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time, timedelta

from detector.incidents.attaching import NAMELESS_WITHIN
from detector.incidents.grouping import DAY_ENDS, day_of
from detector.incidents.groups import Group, GroupingReport, Rank
from models.clock import KST
from models.groups import Place

# A name of a core report has no sign; what it is only a part of, and later reports' names, do.
_OWNER = "^"
_LATER, _STATED = "<", "@"
_NAMELESS, _NAMED = "~", "~+"


def keys_for(report: GroupingReport) -> Iterator[tuple[str, datetime]]:
    """Yield what a report is found by, each with a time."""
    if report.rank is Rank.NAMELESS:
        yield _NAMELESS, report.published_at
        return
    if report.rank is Rank.CORE:
        yield _NAMED, report.published_at
        for name in report.kin:
            yield (name if name in report.names else _OWNER + name), report.at
        return
    for name in report.kin:
        yield _LATER + name, report.published_at
        if report.started_at is not None:
            yield _STATED + name, report.started_at


def is_core(key: str) -> bool:
    """Return whether a key is one of a report that makes a group."""
    return key == _NAMED


def core_places(report: GroupingReport) -> Iterator[Place]:
    """Yield where all core reports are found that hang together with this, and few others."""
    day = day_of(report.at)
    begin, end = _at(day, DAY_ENDS), _at(day + timedelta(days=1), DAY_ENDS)
    for name in report.kin:
        yield _OWNER + name, begin, end
        if name in report.names:  # over the night, or by the date alone
            yield name, _at(day, timedelta(0)), _at(day + timedelta(days=2), timedelta(0))
        else:
            yield name, begin, end


def places_once(keys: Iterable[tuple[str, datetime]]) -> Iterator[Place]:
    """Yield where core reports are found that may have hung together with one of these keys."""
    for key, at in keys:
        if key[0] in (_LATER, _STATED, _NAMELESS):
            continue
        name = key.removeprefix(_OWNER)
        span = at - timedelta(days=2), at + timedelta(days=2)
        yield name, *span
        yield _OWNER + name, *span


def later_places(names: Iterable[str], since: datetime, until: datetime) -> Iterator[Place]:
    """Yield where later reports with these names are found that were published then."""
    return ((_LATER + name, since, until) for name in names)


def stated_places(names: Iterable[str], since: datetime, until: datetime) -> Iterator[Place]:
    """Yield where later reports with these names are found that state such a start."""
    return ((_STATED + name, since, until) for name in names)


def nameless_near(reports: Iterable[GroupingReport]) -> set[Place]:
    """Return where reports that name nobody are found that may belong to one of these."""
    return {(_NAMELESS, *_around(report.published_at)) for report in reports}


def named_near(report: GroupingReport) -> Place:
    """Return where the core reports are found near which a report was published."""
    return _NAMED, report.published_at - NAMELESS_WITHIN, report.published_at + NAMELESS_WITHIN


def _around(at: datetime) -> tuple[datetime, datetime]:
    """Return the hours around a time, on the hour, so that many times share one span."""
    hour = at.replace(minute=0, second=0, microsecond=0)
    return hour - 2 * timedelta(hours=1), hour + 3 * timedelta(hours=1)


def group_keys(group: Group) -> frozenset[str]:
    """Return the names by which a group is found."""
    return frozenset(group.kin)


def _at(day: date, hours: timedelta) -> datetime:
    return (datetime.combine(day, time(0), KST) + hours).astimezone(UTC)
