"""Finds and places what follows groups: later reports, those that name nobody, continuations."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import datetime

from sqlalchemy.orm import Session

from detector.incidents.attaching import (
    BEFORE_START,
    LATEST,
    LONG_PAUSE,
    STATED_AFTER,
    STATED_BEFORE,
    home_of,
    leftover_id,
    looks_back,
    may_continue,
    nameless_home,
    parent_of,
)
from detector.incidents.cores import Change
from detector.incidents.groups import Group, GroupingReport, Rank
from detector.incidents.keys import later_places, named_near, nameless_near, stated_places
from detector.incidents.likeness import AFTERMATH_WITHIN, EARLY
from detector.incidents.shelf import Shelf
from detector.incidents.told import Told, tell
from models.groups import (
    Place,
    groups_begun,
    groups_between,
    groups_of,
    latest_groups,
    members_of,
    put_members,
    rows_at,
    time_of_later,
)


def set_parents(shelf: Shelf, change: Change) -> set[str]:
    """Find anew which groups continue which, of all that a change touches.

    Return the ids of the groups for which that is new, and of those they continue or continued.
    """
    moved: set[str] = set()
    near = groups_between(shelf.session, _spans(change.groups))
    for id, group in shelf.find(near | set(change.after)).items():
        candidates = (
            shelf.find(groups_between(shelf.session, _spans([group])))
            if may_continue(group)
            else {}
        )
        parent = parent_of(group, candidates.values())
        before = shelf.parent(id)
        if shelf.continues(id, parent.id if parent else None):
            moved |= {id} | {one for one in (before, parent.id if parent else None) if one}
    return moved


def _spans(groups: Iterable[Group]) -> Iterator[Place]:
    """Yield where groups are found that one of these may continue, or that may continue it."""
    reach = max(LONG_PAUSE, BEFORE_START)
    for group in groups:
        if group.first and group.last:
            yield from ((key, group.first - reach, group.last + reach) for key in group.kin)


def followers_of(shelf: Shelf, change: Change, told: Told) -> list[GroupingReport]:
    """Return the reports that may have another group now: new ones, and those near a change."""
    session = shelf.session
    rows = {row for row, _ in members_of(session, change.ids)}
    rows |= rows_at(session, nameless_near(change.reports))
    rows |= rows_at(session, _looking_back_on(session, change.groups))
    rows |= {report.row for report in told.reports}
    return [report for report in tell(session, rows) if report.rank is not Rank.CORE]


def _looking_back_on(session: Session, groups: Iterable[Group]) -> Iterator[Place]:
    """Yield where later reports are found that consider one of these groups."""
    for group in groups:
        if group.first is None or group.last is None:
            continue
        begin = group.first
        yield from stated_places(group.kin, begin - STATED_BEFORE, begin + STATED_AFTER)
        for key in group.kin:
            until = group.last + AFTERMATH_WITHIN
            passed = time_of_later(session, key, group.last, LATEST)
            yield from later_places([key], begin - EARLY, min(until, passed) if passed else until)


def place_followers(shelf: Shelf, reports: Iterable[GroupingReport]) -> set[str]:
    """Put each of these reports where it belongs; return the ids of groups it left or joined."""
    found = list(reports)
    before = groups_of(shelf.session, {report.row for report in found})
    homes: dict[tuple[int, int], str | None] = {}
    for report in found:
        home = _nameless(shelf, report) if report.rank is Rank.NAMELESS else _later(shelf, report)
        homes[report.row, report.part] = home.id if home else leftover_id(report)
    moved = {place: id for place, id in homes.items() if before.get(place) != id}
    put_members(shelf.session, moved)
    return {id for place, id in moved.items() if id} | {
        before[place] for place in moved if place in before
    }


def _later(shelf: Shelf, report: GroupingReport) -> Group | None:
    session = shelf.session
    since, until = report.published_at - looks_back(report), report.published_at + EARLY
    ids = {
        id
        for key in sorted(report.kin)
        for id in latest_groups(session, (key, since, until), LATEST)
    }
    if report.started_at is not None:
        begin, end = report.started_at - STATED_AFTER, report.started_at + STATED_BEFORE
        ids |= groups_begun(session, ((key, begin, end) for key in report.kin))
    return home_of(report, shelf.find(ids).values())


def _nameless(shelf: Shelf, report: GroupingReport) -> Group | None:
    session = shelf.session
    near = tell(session, rows_at(session, [named_near(report)]))
    core = [one for one in near if one.rank is Rank.CORE]
    places = groups_of(session, {one.row for one in core})
    times: dict[str, list[datetime]] = defaultdict(list)
    for one in core:
        if (one.row, one.part) in places:
            times[places[one.row, one.part]].append(one.published_at)
    groups = shelf.find(times)
    return nameless_home(report, [(group, times[id]) for id, group in groups.items()])
