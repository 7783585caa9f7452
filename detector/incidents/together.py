"""Reports by outage, all in memory: the groups that storing them in order would have made."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta

from detector.gazetteer import owners_of
from detector.incidents.grouping import (
    NAMELESS_WITHIN,
    GroupingReport,
    group_reports,
    grouping_report,
    looks_back,
)
from models.records import Report

#: As in regroup: added to how far grouping looks.
_REACH = timedelta(hours=24)
_NAMELESS = "~"


def group_together(reports: Sequence[Report]) -> list[list[list[Report]]]:
    """Return the reports by neighbourhood and there by outage, each in order of publication."""
    by_row = {report.row: report for report in reports}
    groupable = [
        one for report in reports if (one := grouping_report(report, owners_of)) is not None
    ]
    return [
        [[by_row[one.row] for one in group] for group in group_reports(neighbourhood)]
        for neighbourhood in _split_by_reach(groupable)
    ]


def _split_by_reach(reports: Iterable[GroupingReport]) -> list[list[GroupingReport]]:
    """Return the reports by what hangs together by names and time, as they are grouped together.

    A report hangs together with an earlier one of its names if it looks back so far.
    """
    ordered = sorted(reports, key=lambda report: report.order)
    parts = _Parts(len(ordered))
    recent: dict[str, list[tuple[datetime, int]]] = {}  # by key: each part's last time and a member
    for place, report in enumerate(ordered):
        earliest = report.published_at - looks_back(report.label) - _REACH
        for key in _keys(report):
            apart = []
            for last, other in recent.get(key, ()):
                if last >= earliest:
                    parts.join(place, other)
                else:
                    apart.append((last, other))
            recent[key] = [*apart, (report.published_at, place)]
    groups: dict[int, list[GroupingReport]] = {}
    for place, report in enumerate(ordered):
        groups.setdefault(parts.first(place), []).append(report)
    return list(groups.values())


class _Parts:
    """Which of some places hang together: a disjoint-set forest."""

    def __init__(self, size: int) -> None:
        self._parents = list(range(size))

    def first(self, place: int) -> int:
        """Return the first place of the part that this one is in."""
        while self._parents[place] != place:
            self._parents[place] = self._parents[self._parents[place]]
            place = self._parents[place]
        return place

    def join(self, one: int, other: int) -> None:
        """Make two parts one."""
        low, high = sorted((self.first(one), self.first(other)))
        self._parents[high] = low


def _keys(report: GroupingReport) -> Iterator[str]:
    """Yield what a report hangs together with others by: names, or for the nameless the hours."""
    yield from report.kin
    hour = report.published_at.replace(minute=0, second=0, microsecond=0)
    reach = 0 if report.names else -(-NAMELESS_WITHIN // timedelta(hours=1))
    for step in range(-reach, reach + 1):
        yield f"{_NAMELESS}{(hour + timedelta(hours=step)).isoformat()}"
