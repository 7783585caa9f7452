"""Which incidents were known at a time, computed afresh from what had been published by then."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from detector.gazetteer import owners_of
from detector.incidents.building import build_incidents
from detector.incidents.following import rows_of
from detector.incidents.grouping import (
    AFTERMATH_WITHIN,
    NAMELESS_WITHIN,
    GroupingReport,
    group_reports,
    grouping_report,
    looks_back,
)
from detector.incidents.known_then import reports_then
from models.clock import KST, to_utc
from models.incidents import find_incident
from models.records import ABOUT_AN_OUTAGE, Incident, Report
from models.tables import CorrectionRow, DocumentRow, ReportRow, SignalRow

#: How much longer than its aftermath an incident may have been written about before a time asked for.
_MARGIN = timedelta(days=30)
#: As in regroup: added to how far grouping looks.
_REACH = timedelta(hours=24)
_NAMELESS = "~"
_DAY = re.compile(r"(\d{4})(\d{2})(\d{2})-")


def incidents_as_of(
    session: Session,
    moment: datetime,
    *,
    since: datetime | None = None,
    until: datetime | None = None,
) -> list[Incident]:
    """Return the incidents known at a moment as they were known then, newest first.

    Nothing is stored. since and until bound what is looked at: of an incident that was active
    between them nothing is missing, others may be there in part. Raises ModelError.
    """
    rows = _rows(session, moment, since, until)
    reports = {report.row: report for report in reports_then(session, rows, moment)}
    groupable = [
        one for r in reports.values() if (one := grouping_report(r, owners_of)) is not None
    ]
    found = [
        incident
        for neighbourhood in split_by_reach(groupable)
        for incident in _incidents(neighbourhood, reports)
    ]
    return list(_with_free_ids(found))[::-1]


def named_as_of(session: Session, id: str, moment: datetime) -> list[Incident]:
    """Return what was known at a moment of the incident that has this id now, had it, or had it then.

    That may have been told as several; the one with most of its documents comes first.
    Raises ModelError.
    """
    if day := _day_of(id):
        known = incidents_as_of(session, moment, since=day, until=day + timedelta(days=1))
        if found := [incident for incident in known if incident.id == id]:
            return found
    present = find_incident(session, id)
    if present is None:
        return []
    begin = min(filter(None, (present.started_at, present.first_seen)))
    known = incidents_as_of(session, moment, since=begin, until=present.last_seen + _REACH)
    rows = {source.row for source in present.evidence}
    sharing = [incident for incident in known if rows & rows_of(incident)]
    return sorted(sharing, key=lambda one: (-len(rows & rows_of(one)), one.first_seen, one.id))


def split_by_reach(reports: Iterable[GroupingReport]) -> list[list[GroupingReport]]:
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


def _rows(
    session: Session, moment: datetime, since: datetime | None, until: datetime | None
) -> Sequence[int]:
    """Return the documents that may have been reports then, whatever they are now."""
    query = (
        select(DocumentRow.id)
        .join(ReportRow, ReportRow.document_id == DocumentRow.id)
        .outerjoin(SignalRow, SignalRow.document_id == DocumentRow.id)
        .outerjoin(CorrectionRow, CorrectionRow.document_id == DocumentRow.id)
        .where(
            DocumentRow.published_at <= moment,
            or_(
                ReportRow.label.in_([label.value for label in ABOUT_AN_OUTAGE]),
                SignalRow.document_id.is_not(None),
                CorrectionRow.judged_at > moment,
                DocumentRow.version > 1,
            ),
        )
    )
    if since is not None:
        query = query.where(DocumentRow.published_at >= since - AFTERMATH_WITHIN - _MARGIN)
    if until is not None:
        query = query.where(DocumentRow.published_at <= until + AFTERMATH_WITHIN)
    return session.scalars(query.order_by(DocumentRow.id)).all()


def _incidents(
    neighbourhood: Sequence[GroupingReport], reports: dict[int, Report]
) -> list[Incident]:
    groups = group_reports(neighbourhood)
    return build_incidents([[reports[one.row] for one in group] for group in groups])


def _with_free_ids(incidents: Iterable[Incident]) -> Iterator[Incident]:
    """Yield the incidents, oldest first, with a number where an id is taken."""
    taken: set[str] = set()
    for incident in sorted(incidents, key=lambda one: (one.first_seen, one.id)):
        id, number = incident.id, 1
        while id in taken:
            number += 1
            id = f"{incident.id}-{number}"
        taken.add(id)
        yield replace(incident, id=id)


def _day_of(id: str) -> datetime | None:
    """Return when the day in an incident's id begins in Korea, or None where it has none."""
    found = _DAY.match(id)
    if found is None:
        return None
    try:
        return to_utc(datetime(int(found[1]), int(found[2]), int(found[3]), tzinfo=KST))
    except ValueError:
        return None
