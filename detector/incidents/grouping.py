"""Which reports tell of the same outage.

The reports are taken in order of publication, so the result does not depend on the order or the
batches in which they came. A report joins the group whose names, time and words fit best; what
names nobody joins the outage that is being reported around the same minutes.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from models.clock import to_kst
from models.records import ABOUT_AN_OUTAGE, Label, Precision, Report

#: How long after a group's last report another without a stated start may still join.
JOIN_WITHIN = timedelta(hours=30)
#: How long after a group's last report the news that service is back may come.
RECOVERY_WITHIN = timedelta(days=8)
#: How long before the first report an outage may have begun that nobody had dated until then.
UNDATED_WITHIN = timedelta(days=4)
#: How long after an outage its aftermath (compensation, inquiry) may still be written about.
AFTERMATH_WITHIN = timedelta(days=150)
#: How far the starts that two texts state may lie apart: outlets differ by hours.
STARTS_WITHIN = timedelta(hours=14)
#: How near a post without a name must be to a post or story of the outage that it joins.
NAMELESS_WITHIN = timedelta(minutes=75)
#: From which score on a report joins a group, and two groups are one.
JOIN_AT = 0.45
MERGE_AT = 0.55
#: The same while both are being reported: two outages at one hour hardly ever share names.
MERGE_AT_ONCE = 0.3
AT_ONCE = timedelta(minutes=90)
#: What nearness in time counts for beside a start that fits.
_UNDATED = 0.8
#: What a shared owner counts for beside a shared name: 카카오T 바이크 and 카카오톡.
KIN = 0.7


#: Says which companies and services one is part of.
Owners = Callable[[str], frozenset[str]]


@dataclass(frozen=True, slots=True)
class GroupingReport:
    """What grouping needs to know of one report."""

    row: int
    order: tuple[datetime, str, str]  # publication, source, id: a total order
    published_at: datetime
    label: Label
    names: frozenset[str]  # provider and affected
    kin: frozenset[str]  # those, and the companies and services that they are part of
    started_at: datetime | None
    started_to_the_day: bool
    words: frozenset[str]


@dataclass
class Group:
    """Reports of one outage, with what they say together."""

    reports: list[GroupingReport] = field(default_factory=list)
    names: Counter[str] = field(default_factory=Counter)
    kin: Counter[str] = field(default_factory=Counter)
    words: Counter[str] = field(default_factory=Counter)
    first: datetime | None = None
    is_dated: bool = False  # whether some report states when it began
    last: datetime | None = None

    def add(self, report: GroupingReport) -> None:
        """Take a report into the group."""
        self.reports.append(report)
        self.names.update(report.names)
        self.kin.update(report.kin)
        self.words.update(report.words)
        self.is_dated |= report.started_at is not None
        onset = _onset(report)
        if onset is not None:
            self.first = min(self.first or onset, onset)
        if report.label is not Label.AFTERMATH or self.last is None:
            self.last = max(self.last or report.published_at, report.published_at)

    def absorb(self, other: Group) -> None:
        """Take all reports of another group."""
        for report in other.reports:
            self.add(report)


def grouping_report(report: Report, owners: Owners) -> GroupingReport | None:
    """Return what grouping needs of a report, or None when it is about no outage.

    owners tells which companies and services each one is part of.
    """
    if report.reading.label not in ABOUT_AN_OUTAGE:
        return None
    facts = report.reading.facts
    named = [*facts.affected, *((facts.provider,) if facts.provider else ())]
    names = frozenset(entity.id for entity in named)
    return GroupingReport(
        row=report.row,
        order=(report.published_at, report.source, report.external_id),
        published_at=report.published_at,
        label=report.reading.label,
        names=names,
        kin=names.union(*(owners(name) for name in names)),
        started_at=facts.started.at if facts.started else None,
        started_to_the_day=bool(facts.started and facts.started.precision is Precision.DAY),
        words=frozenset(report.reading.words),
    )


def looks_back(label: Label) -> timedelta:
    """Return how long before its publication the outage of a report may have been told of."""
    return {Label.AFTERMATH: AFTERMATH_WITHIN, Label.RECOVERY: RECOVERY_WITHIN}.get(
        label, JOIN_WITHIN
    )


def group_reports(reports: Sequence[GroupingReport]) -> list[list[GroupingReport]]:
    """Return the reports by outage, each in order, the groups by their first report."""
    ordered = sorted(reports, key=lambda report: report.order)
    groups: list[Group] = []
    for report in ordered:
        if report.names and report.label is not Label.AFTERMATH:
            _join_or_open(groups, report)
    groups = _merged(groups)
    for report in ordered:
        if not report.names and report.label is not Label.AFTERMATH:
            _join_nameless(groups, report)
    for report in ordered:
        if report.label is Label.AFTERMATH:
            _join_or_open(groups, report)
    found = [sorted(group.reports, key=lambda report: report.order) for group in groups]
    return sorted(found, key=lambda group: group[0].order)


def _join_or_open(groups: list[Group], report: GroupingReport) -> None:
    scored = [(fit(group, report), index) for index, group in enumerate(groups)]
    best = max(scored, key=lambda pair: (pair[0], pair[1]), default=(0.0, 0))
    if best[0] >= JOIN_AT:
        groups[best[1]].add(report)
    else:
        groups.append(Group())
        groups[-1].add(report)


def fit(group: Group, report: GroupingReport) -> float:
    """Return from 0 to 1 how well a report fits a group: names times time, helped by words."""
    when = _time_fit(group, report)
    if when == 0.0:
        return 0.0
    who = _kin_fit(group, report.names, report.kin)
    what = _cosine(group.words, report.words)
    if report.names and group.names and who == 0.0:
        return when * what if what > 0.6 else 0.0
    return when * min(1.0, 0.8 * who + 0.5 * what)


def _time_fit(group: Group, report: GroupingReport) -> float:
    if group.last is None:
        return 0.0
    first = group.first or group.last
    gap = report.published_at - group.last
    if report.label is Label.AFTERMATH:
        # what it dates is often the inquiry or the apology, so its start helps but does not decide
        by_start = _start_fit(group, report, first, group.last)
        return max(by_start, _UNDATED * _decay(gap, AFTERMATH_WITHIN))
    if report.started_at is not None:
        return _start_fit(group, report, first, group.last)
    if report.label is Label.RECOVERY:
        return _decay(gap, RECOVERY_WITHIN)
    return _decay(abs(gap), JOIN_WITHIN) if report.published_at >= first - JOIN_WITHIN else 0.0


def _start_fit(group: Group, report: GroupingReport, first: datetime, last: datetime) -> float:
    """How well the start that a report states fits what a group has of its outage's times."""
    started = report.started_at
    if started is None:
        return 0.0
    if not group.is_dated and timedelta(0) <= first - started <= UNDATED_WITHIN:
        return 0.9
    if report.started_to_the_day:
        days = (to_kst(first).date() - to_kst(started).date()).days
        return {0: 1.0, 1: 0.7, -1: 0.7}.get(days, 0.0)
    if abs(started - first) <= STARTS_WITHIN:
        return 1.0
    return 0.6 if first <= started <= last + timedelta(hours=1) else 0.0


def _decay(gap: timedelta, within: timedelta) -> float:
    """Return 1 at no gap, 0.7 at the limit, 0 beyond it."""
    if gap > within or gap < -timedelta(days=1):
        return 0.0
    return 1.0 - 0.3 * max(0.0, gap / within)


def _kin_fit(group: Group, names: frozenset[str], kin: frozenset[str]) -> float:
    return max(_name_fit(group.names, names), KIN * _name_fit(group.kin, kin))


def _name_fit(group: Counter[str], names: frozenset[str]) -> float:
    """Return the share of the names that the group has, those it has often counting more."""
    if not names or not group:
        return 0.0
    common = [name for name in names if name in group]
    if not common:
        return 0.0
    share = len(common) / min(len(names), len(group))
    support = max(group[name] for name in common) / max(group.values())
    return min(1.0, share) * (0.6 + 0.4 * support)


def _cosine(group: Counter[str], words: frozenset[str]) -> float:
    if not group or not words:
        return 0.0
    dot = sum(group[word] for word in words)
    norm = math.sqrt(sum(count * count for count in group.values())) * math.sqrt(len(words))
    return dot / norm if norm else 0.0


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
    sure = [(likeness, i) for i, one in enumerate(kept) if (likeness := _likeness(one, group)) >= 1]
    return kept[max(sure)[1]] if sure else None


def _likeness(one: Group, other: Group) -> float:
    """Return how alike two groups are, as a multiple of what makes them one."""
    if one.first is None or other.first is None or one.last is None or other.last is None:
        return 0.0
    apart = max(other.first - one.last, one.first - other.last, timedelta(0))
    if apart > timedelta(hours=6):
        return 0.0
    who = max(
        _kin_fit(one, frozenset(other.names), frozenset(other.kin)),
        _kin_fit(other, frozenset(one.names), frozenset(one.kin)),
    )
    if not who:
        return _cosine(one.words, frozenset(other.words)) * 0.8 / MERGE_AT
    return who / (MERGE_AT_ONCE if apart <= AT_ONCE else MERGE_AT)


def _join_nameless(groups: list[Group], report: GroupingReport) -> None:
    """Put a report that names nobody to the outage most reported around its time."""
    near = [(_bustle(group, report), index) for index, group in enumerate(groups)]
    best = max(near, key=lambda pair: (pair[0], -pair[1]), default=(0.0, 0))
    if best[0] > 0:
        groups[best[1]].add(report)
    else:
        groups.append(Group())
        groups[-1].add(report)


def _bustle(group: Group, report: GroupingReport) -> float:
    """Return how much of a group was written around a report's time, and how alike it is."""
    near = sum(
        1.0 - abs(other.published_at - report.published_at) / NAMELESS_WITHIN
        for other in group.reports
        if abs(other.published_at - report.published_at) < NAMELESS_WITHIN
    )
    alike = _cosine(group.words, report.words)
    if near == 0.0:
        return alike if alike > 0.3 and _time_fit(group, report) else 0.0
    return near * (0.5 + alike)


def _onset(report: GroupingReport) -> datetime | None:
    if report.started_at is not None:
        return None if report.started_to_the_day else report.started_at
    return None if report.label is Label.AFTERMATH else report.published_at
