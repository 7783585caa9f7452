"""Groups anew the reports that make groups, of the components that new ones touch."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from sqlalchemy.orm import Session

from detector.incidents.grouping import components, core_of, group_component, hangs_together
from detector.incidents.groups import Group, GroupingReport, Rank
from detector.incidents.keys import core_places, places_once
from detector.incidents.shelf import Shelf, summary_of
from detector.incidents.told import Told, tell
from models.groups import Place, groups_of, members_of, put_members, rows_at


@dataclass(frozen=True, slots=True)
class Change:
    """Groups that are new, gone or otherwise made up, as they were and as they are."""

    before: Mapping[str, Group] = field(default_factory=dict)
    after: Mapping[str, Group] = field(default_factory=dict)  # with their reports
    reports: tuple[GroupingReport, ...] = ()  # of all of them, before and after

    @property
    def ids(self) -> set[str]:
        """The ids of all of them."""
        return {*self.before, *self.after}

    @property
    def groups(self) -> list[Group]:
        """All of them, as they were and as they are."""
        return [*self.before.values(), *self.after.values()]


def regroup_core(shelf: Shelf, told: Told) -> Change:
    """Group anew all that hangs together with what these documents tell, and store the groups."""
    session = shelf.session
    seeds = {report.row for report in told.reports if report.rank is Rank.CORE}
    seeds |= rows_at(session, places_once(told.former_keys))
    core = _closure(session, seeds)
    now = {group.id: group for part in components(core_of(core)) for group in group_component(part)}
    places = {(r.row, r.part): group.id for group in now.values() for r in group.reports}
    stored = groups_of(session, {row for row, _ in places})
    old = {stored[place] for place in places.keys() & stored.keys() - told.fresh} | told.left
    before = shelf.find(old)
    members = members_of(session, before)
    core_rows = {place for place in members if place in places}
    changed = {
        id
        for id, group in now.items()
        if id not in before
        or summary_of(before[id]) != summary_of(group)
        or {p for p in core_rows if members[p] == id} != {(r.row, r.part) for r in group.reports}
    }
    gone = before.keys() - now.keys()
    after = {id: now[id] for id in sorted(changed)}
    was = {id: before[id] for id in sorted(gone | (changed & before.keys()))}
    shelf.replace(was, after)
    put_members(session, {p: id for p, id in places.items() if id in changed})
    moved = tuple(
        r for r in core if places.get((r.row, r.part)) in changed or _was_in(r, members, was)
    )
    return Change(was, after, moved)


def _was_in(
    report: GroupingReport, members: Mapping[tuple[int, int], str], groups: Mapping[str, Group]
) -> bool:
    return members.get((report.row, report.part)) in groups


def _closure(session: Session, seeds: Iterable[int]) -> list[GroupingReport]:
    """Return all core reports that hang together with those of these documents, near and far."""
    found: dict[tuple[int, int], GroupingReport] = {}
    aside: dict[tuple[int, int], GroupingReport] = {}
    known: set[int] = set()
    asked: set[Place] = set()
    frontier = _core_reports(session, seeds, known)
    while frontier:
        found |= {(r.row, r.part): r for r in frontier}
        places = {place for report in frontier for place in core_places(report)} - asked
        asked |= places
        met = _core_reports(session, rows_at(session, places), known)
        aside |= {(r.row, r.part): r for r in met}
        frontier = [
            one for one in aside.values() if any(hangs_together(one, other) for other in frontier)
        ]
        for one in frontier:
            del aside[(one.row, one.part)]
    return list(found.values())


def _core_reports(session: Session, rows: Iterable[int], known: set[int]) -> list[GroupingReport]:
    fresh = set(rows) - known
    known |= fresh
    return [report for report in tell(session, fresh) if report.rank is Rank.CORE]
