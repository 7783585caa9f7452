"""Which reports tell of one outage as it happens: outages and recoveries of one day, by names.

Reports hang together by shared names within hours; what hangs together is grouped by itself, in
order of publication, so that the result depends neither on the order nor on the batches in which
they came. What is written later or says little finds its group afterwards (attaching.py).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

from detector.incidents.groups import Group, GroupingReport, Rank
from detector.incidents.likeness import JOIN_AT, fit, likeness
from models.clock import to_kst

#: At this hour in Korea fewest people write: an outage's day ends there.
DAY_ENDS = timedelta(hours=5)
#: Over the end of a day, reports that share a name hang together when they are this near.
OVER_NIGHT = timedelta(hours=3)


def day_of(at: datetime) -> date:
    """Return the day from 05:00 to 05:00 in Korea that a time falls on."""
    return (to_kst(at) - DAY_ENDS).date()


def core_of(reports: Iterable[GroupingReport]) -> list[GroupingReport]:
    """Return the reports that make groups, in order: those that tell of an outage going on."""
    return sorted((r for r in reports if r.rank is Rank.CORE), key=lambda report: report.order)


def hangs_together(one: GroupingReport, other: GroupingReport) -> bool:
    """Return whether two reports may be of one outage: a name in common, within the same day.

    Over the end of the day, and where only the date is known, they need the name itself in common,
    not an owner.
    """
    if day_of(one.at) == day_of(other.at):
        return bool(one.kin & other.kin)
    if abs(one.at - other.at) > OVER_NIGHT and not _is_of_date(one, other):
        return False
    return bool(one.names & other.names)


def _is_of_date(one: GroupingReport, other: GroupingReport) -> bool:
    """Return whether one states no more than the date on which the other's outage was."""
    is_bare = one.started_to_the_day or other.started_to_the_day
    return is_bare and to_kst(one.at).date() == to_kst(other.at).date()


def components(core: Sequence[GroupingReport]) -> list[list[GroupingReport]]:
    """Return the reports by what hangs together, near and far."""
    by_key: dict[str, list[int]] = defaultdict(list)
    for index, report in enumerate(core):
        for key in report.kin:
            by_key[key].append(index)
    found: list[list[GroupingReport]] = []
    met: set[int] = set()
    for begin in range(len(core)):
        if begin in met:
            continue
        waiting, inside = [begin], {begin}
        while waiting:
            one = core[waiting.pop()]
            near = {i for key in one.kin for i in by_key[key]} - inside
            fresh = [i for i in near if hangs_together(one, core[i])]
            inside.update(fresh)
            waiting += fresh
        met |= inside
        found.append([core[i] for i in sorted(inside)])
    return found


def group_component(component: Sequence[GroupingReport]) -> list[Group]:
    """Return the groups of reports that hang together."""
    groups: list[Group] = []
    for report in sorted(component, key=lambda report: report.order):
        _join_or_open(groups, report)
    return [_named(group) for group in _merged(groups)]


def _named(group: Group) -> Group:
    """Give a group the id that its first report makes: the same reports, the same id."""
    first = min(group.reports, key=lambda report: report.order)
    return replace(group, id=f"{first.row}.{first.part}")


def _join_or_open(groups: list[Group], report: GroupingReport) -> None:
    scored = [(fit(group, report), index) for index, group in enumerate(groups)]
    best = max(scored, default=(0.0, 0))
    if best[0] >= JOIN_AT:
        groups[best[1]].add(report)
    else:
        groups.append(Group())
        groups[-1].add(report)


def _merged(groups: list[Group]) -> list[Group]:
    """Join groups that turn out to be one: early stories blame another root than later ones."""
    kept: list[Group] = []
    for group in groups:
        while (home := _home(kept, group)) is not None:
            kept.remove(home)  # what it became may now fit a further group
            home.absorb(group)
            group = home
        kept.append(group)
    return kept


def _home(kept: Sequence[Group], group: Group) -> Group | None:
    """Return the group that this one is most surely the same outage as, if any is."""
    sure = [(like, i) for i, one in enumerate(kept) if (like := likeness(one, group)) >= 1]
    return kept[max(sure)[1]] if sure else None
