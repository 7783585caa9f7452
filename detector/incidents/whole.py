"""All incidents of a set of reports at once: what regroup.py does bit by bit, in plain sight."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

from detector.incidents.attaching import (
    LATEST,
    STATED_AFTER,
    STATED_BEFORE,
    home_of,
    leftover_id,
    looks_back,
    nameless_home,
    parent_of,
)
from detector.incidents.grouping import components, core_of, group_component
from detector.incidents.groups import Group, GroupingReport, Rank
from detector.incidents.likeness import EARLY

BEGINNING = datetime.min.replace(tzinfo=UTC)


def group_reports(reports: Sequence[GroupingReport]) -> list[list[GroupingReport]]:
    """Return the reports by outage, each in order, the groups by their first report.

    A report that finds no group and names nobody is left alone.
    """
    core = [g for part in components(core_of(reports)) for g in group_component(part)]
    parent = {g.id: found.id for g in core if (found := parent_of(g, core))}
    root = {g.id: root_of(g.id, parent) for g in core}
    members = {group.id: list(group.reports) for group in core}
    for report, id in _placed([r for r in reports if r.rank is Rank.LATER], core):
        root.setdefault(id, id)
        members.setdefault(id, []).append(report)
    alone: list[list[GroupingReport]] = []
    for report in (r for r in reports if r.rank is Rank.NAMELESS):
        near = [(g, [r.published_at for r in g.reports]) for g in core]
        found = nameless_home(report, near)
        if found is None:
            alone.append([report])
        else:
            members[found.id].append(report)
    return _in_order(members, root, alone)


def root_of(id: str, parent: Mapping[str, str]) -> str:
    """Return the group at whose head a group stands or that it continues."""
    while id in parent:
        id = parent[id]
    return id


def latest_of(groups: Sequence[Group], report: GroupingReport) -> dict[str, Group]:
    """Return the groups that a report which looks back may belong to, by id."""
    found: dict[str, Group] = {}
    since = report.published_at - looks_back(report)
    for key in report.kin:
        having = [g for g in groups if key in g.kin]
        recent = [
            g
            for g in having
            if g.first and g.last and g.first <= report.published_at + EARLY and g.last >= since
        ]
        recent.sort(key=lambda g: (g.last or BEGINNING, g.id), reverse=True)
        found |= {g.id: g for g in recent[:LATEST]}
        if report.started_at is not None:
            begin, end = report.started_at - STATED_AFTER, report.started_at + STATED_BEFORE
            found |= {g.id: g for g in having if g.first and begin <= g.first <= end}
    return found


def _placed(
    reports: Sequence[GroupingReport], groups: Sequence[Group]
) -> list[tuple[GroupingReport, str]]:
    placed = []
    for report in sorted(reports, key=lambda report: report.order):
        home = home_of(report, latest_of(groups, report).values())
        id = home.id if home else leftover_id(report)
        if id is not None:
            placed.append((report, id))
    return placed


def _in_order(
    members: dict[str, list[GroupingReport]],
    root: dict[str, str],
    alone: list[list[GroupingReport]],
) -> list[list[GroupingReport]]:
    together: dict[str, dict[tuple[int, int], GroupingReport]] = defaultdict(dict)
    for id, reports in members.items():
        together[root[id]] |= {(r.row, r.part): r for r in reports}
    found = [sorted(one.values(), key=lambda r: r.order) for one in together.values()] + alone
    return sorted(found, key=lambda group: group[0].order)
