"""How well a report fits a group, and how alike two groups are: names, time, words."""

from __future__ import annotations

import math
from collections import Counter
from datetime import datetime, timedelta

from detector.incidents.groups import Group, GroupingReport, Rank, kst_days_between
from models.records import Label

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
#: Starts this near, with a name in common, are of one outage.
SAME_START = timedelta(hours=1)
#: How far the publication of what looks back may lie before the first report of its group.
EARLY = timedelta(hours=3)
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
#: What the same root counts for at least: each outlet lists other victims of one cloud.
SAME_ROOT = 0.7


def fit(group: Group, report: GroupingReport) -> float:
    """Return from 0 to 1 how well a report fits a group: names times time, helped by words."""
    who = _kin_fit(group, report.names, report.kin)
    if who == 0.0:
        return 0.0
    if report.provider in group.names:
        who = max(who, SAME_ROOT)
    when = _time_fit(group, report)
    if when == 0.0:
        return 0.0
    return when * min(1.0, 0.8 * who + 0.5 * _cosine(group.words, report.words))


def likeness(one: Group, other: Group) -> float:
    """Return how alike two groups are, as a multiple of what makes them one."""
    if one.onset is None or other.onset is None or other.first is None or other.last is None:
        return 0.0
    apart = gap_between(one, other.first, other.last)
    if apart > timedelta(hours=6):
        return 0.0
    if min(apart, AT_ONCE) < AT_ONCE and abs(one.onset - other.onset) <= AT_ONCE:
        return _either_way(one, other) / MERGE_AT_ONCE
    return mutual(one, other) / MERGE_AT


def mutual(one: Group, other: Group) -> float:
    """Return from 0 to 1 how much two groups are of the same names, an owner's counting less."""
    return max(
        _overlap(one.names, other.names, one.size, other.size),
        KIN * _overlap(one.kin, other.kin, one.size, other.size),
    )


def _overlap(one: Counter[str], other: Counter[str], size: int, others: int) -> float:
    """Return in what share of the reports of both the name most said in both stands."""
    return max((min(one[n] / size, other[n] / others) for n in one if n in other), default=0.0)


def _either_way(one: Group, other: Group) -> float:
    return max(
        _kin_fit(one, frozenset(other.names), frozenset(other.kin)),
        _kin_fit(other, frozenset(one.names), frozenset(one.kin)),
    )


def words_alike(group: Group, words: frozenset[str]) -> float:
    """Return from 0 to 1 how much a report's words are those of a group."""
    return _cosine(group.words, words)


def _time_fit(group: Group, report: GroupingReport) -> float:
    if group.last is None or group.first is None:
        return 0.0
    gap = gap_between(group, report.published_at, report.published_at)
    is_early = report.published_at < group.first
    if report.rank is Rank.LATER:
        within = AFTERMATH_WITHIN if report.label is Label.AFTERMATH else RECOVERY_WITHIN
        by_time = 0.0 if is_early and gap > EARLY else _recency(gap, within)
        # what it dates is often the inquiry or the apology, so its start helps but does not decide
        return max(_start_fit(group, report), _UNDATED * by_time)
    if report.started_at is not None:
        return _start_fit(group, report)
    return _decay(gap, JOIN_WITHIN)


def _start_fit(group: Group, report: GroupingReport) -> float:
    """How well the start that a report states fits what a group has of its outage's times."""
    started, first, last = report.started_at, group.onset, group.last
    if started is None or first is None or last is None:
        return 0.0
    if not group.is_dated and timedelta(0) <= first - started <= UNDATED_WITHIN:
        return 0.9
    if report.started_to_the_day:
        return {0: 1.0, 1: 0.7, -1: 0.7}.get(kst_days_between(first, started), 0.0)
    if abs(started - first) <= STARTS_WITHIN:
        return 1.0
    return 0.6 if first <= started <= last + timedelta(hours=1) else 0.0


def _decay(gap: timedelta, within: timedelta) -> float:
    """Return 1 at no gap, 0.7 at the limit, 0 beyond it."""
    return 1.0 - 0.3 * (gap / within) if gap <= within else 0.0


def _recency(gap: timedelta, within: timedelta) -> float:
    """Return 1 at no gap, 0.8 a day later, 0.7 at the limit, 0 beyond it: the latest is meant."""
    if gap > within:
        return 0.0
    return 1.0 - 0.2 * min(1.0, gap / timedelta(days=1)) - 0.1 * (gap / within)


def _kin_fit(group: Group, names: frozenset[str], kin: frozenset[str]) -> float:
    return max(
        _name_fit(group.names, group.size, names), KIN * _name_fit(group.kin, group.size, kin)
    )


def _name_fit(group: Counter[str], size: int, names: frozenset[str]) -> float:
    """Return how much the names are the group's: the share it has, or how often it says one."""
    common = [name for name in names if name in group]
    if not common:
        return 0.0
    share = len(common) / min(len(names), len(group))
    support = max(group[name] for name in common) / size
    return max(share * (0.6 + 0.4 * support), 0.9 * support)


def _cosine(group: Counter[str], words: frozenset[str]) -> float:
    if not group or not words:
        return 0.0
    dot = sum(group[word] for word in words)
    norm = math.sqrt(sum(count * count for count in group.values())) * math.sqrt(len(words))
    return dot / norm if norm else 0.0


def gap_between(one: Group, first: datetime, last: datetime) -> timedelta:
    """Return how much time lies between a group's reports and a span; nothing where they meet."""
    if one.first is None or one.last is None:
        return timedelta.max
    return max(first - one.last, one.first - last, timedelta(0))


def group_fit(one: Group, other: Group) -> float:
    """Return from 0 to 1 how well two groups fit by names and words, whenever they are of."""
    who = _either_way(one, other)
    return min(1.0, 0.8 * who + 0.5 * _cosine(one.words, frozenset(other.words))) if who else 0.0
