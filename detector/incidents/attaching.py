"""Which group what is written later, or says little, belongs to: aftermath, news of recovery.

Groups are finished before; what attaches never changes whom another joins, so that a year of
stories on what came of an outage glues nothing together.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta

from detector.incidents.groups import Group, GroupingReport, Rank
from detector.incidents.likeness import (
    AFTERMATH_WITHIN,
    JOIN_AT,
    JOIN_WITHIN,
    RECOVERY_WITHIN,
    UNDATED_WITHIN,
    fit,
    gap_between,
    group_fit,
    words_alike,
)
from models.clock import to_kst
from models.records import Label

#: So many of a name's latest groups are considered: who failed more often since is meant.
LATEST = 30
#: How near a post without a name must be to a post or story of the outage that it joins.
NAMELESS_WITHIN = timedelta(minutes=75)
#: How far before and after a group's first report a start may be stated that still means it.
STATED_BEFORE, STATED_AFTER = UNDATED_WITHIN + timedelta(days=1), timedelta(days=2)
#: Who posts does so because it fails now: so many posts after such a pause are of a new outage.
BURST, BURST_WITHIN = 3, timedelta(hours=6)
#: How long before a group that states its start another of the same names may have been written.
BEFORE_START = timedelta(hours=3)
#: A long outage may be told of by nobody for so long; one or two texts after that are still of it.
LONG_PAUSE = timedelta(hours=72)
#: What a group counts for whose stated start must be wrong if it continues another.
_MISDATED = 0.7


def looks_back(report: GroupingReport) -> timedelta:
    """Return how long before its publication the group of a report may have been last told of."""
    return {Label.AFTERMATH: AFTERMATH_WITHIN, Label.RECOVERY: RECOVERY_WITHIN}.get(
        report.label, JOIN_WITHIN
    )


def home_of(report: GroupingReport, candidates: Iterable[Group]) -> Group | None:
    """Return the group that a report that looks back belongs to, or None when none fits."""
    scored = [(fit(group, report), group.onset, group.id, group) for group in candidates]
    fitting = [found for found in scored if found[0] >= JOIN_AT]
    return max(fitting, key=lambda found: found[:3])[3] if fitting else None


def parent_of(group: Group, candidates: Iterable[Group]) -> Group | None:
    """Return the group that one which is unsure of its start is the continuation of, or None.

    A long outage is told of for days; what is written the next morning often states no start, or
    another. No chain is longer than two: undated to dated by one text, that to one dated by more.
    """
    if not may_continue(group):
        return None
    firm = [one for one in candidates if one.is_dated and one.id != group.id]
    if group.is_dated:
        firm = [one for one in firm if not one.is_doubtful]
    scored = [(_continues(one, group), one.id, one) for one in firm]
    fitting = [found for found in scored if found[0] >= JOIN_AT]
    return max(fitting, key=lambda found: found[:2])[2] if fitting else None


def may_continue(group: Group) -> bool:
    """Return whether a group is unsure of when its outage began."""
    return not group.is_dated or group.is_doubtful


def _continues(one: Group, group: Group) -> float:
    if group.first is None or group.last is None or one.first is None:
        return 0.0
    # what misdates its outage was still published while it was told of
    first = group.last if group.is_doubtful else group.first
    gap = gap_between(one, first, group.last)
    within = BEFORE_START if group.last < one.first else _longest_pause(group)
    if gap > within:
        return 0.0
    trust = _MISDATED if group.is_doubtful else 1.0
    return trust * (1.0 - 0.3 * (gap / within)) * group_fit(one, group)


def _longest_pause(group: Group) -> timedelta:
    if group.posts == group.size >= BURST:
        return BURST_WITHIN
    return LONG_PAUSE if group.size < BURST else JOIN_WITHIN


def nameless_home(
    report: GroupingReport, near: Sequence[tuple[Group, Sequence[datetime]]]
) -> Group | None:
    """Return the group most reported around the time of a report that names nobody, or None.

    near has groups with the times of publication of what they were made of.
    """
    scored = [(_bustle(report, group, times), group.id, group) for group, times in near]
    fitting = [found for found in scored if found[0] > 0]
    return max(fitting, key=lambda found: found[:2])[2] if fitting else None


def _bustle(report: GroupingReport, group: Group, times: Iterable[datetime]) -> float:
    """Return how much of a group was written around a report's time, and how alike it is."""
    near = sum(
        1.0 - abs(at - report.published_at) / NAMELESS_WITHIN
        for at in times
        if abs(at - report.published_at) < NAMELESS_WITHIN
    )
    return near * (0.5 + words_alike(group, report.words))


def leftover_id(report: GroupingReport) -> str | None:
    """Return the id of the group of what finds none: those of one day on the same name.

    Nothing makes a group of reports that name nobody.
    """
    if report.rank is Rank.NAMELESS:
        return None
    whose = report.provider or min(report.names)
    return f"{report.rank.value}:{leftover_day(report).isoformat()}:{whose}"


def leftover_day(report: GroupingReport) -> date:
    """Return the day in Korea that a report which looks back speaks of."""
    return to_kst(report.started_at or report.published_at).date()
