"""Puts new reports into incidents: finds who they may belong with, groups anew, stores."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import timedelta

from sqlalchemy import and_, delete, or_, select
from sqlalchemy.orm import Session

from detector.gazetteer import owners_of
from detector.incidents.building import build_incidents
from detector.incidents.grouping import (
    GroupingReport,
    group_reports,
    grouping_report,
    looks_back,
)
from models.incidents import incident_ids_of, replace_incidents
from models.records import ABOUT_AN_OUTAGE, Report
from models.reports import find_reports
from models.tables import GroupingKeyRow, IncidentReportRow

#: Added on both sides to how far grouping looks, so that the incidents do not depend on the order
#: of arrival.
_REACH = timedelta(hours=24)
_NAMELESS_KEY = "~"


def regroup(session: Session, rows: Sequence[int]) -> list[str]:
    """Group the reports of these documents and all they may belong with; return incident ids.

    What is grouped is the whole neighbourhood of reports that share names within reach of time, so
    that incidents do not depend on the order or the batches in which documents came.
    """
    old_ids = incident_ids_of(session, rows)
    fresh = find_reports(session, rows)
    _store_keys(session, fresh)
    neighbourhood, old_ids = _with_companions(session, _neighbourhood(session, fresh), old_ids)
    reports = {report.row: report for report in find_reports(session, neighbourhood)}
    groupable = [
        found for r in reports.values() if (found := grouping_report(r, owners_of)) is not None
    ]
    groups = [[reports[g.row] for g in group] for group in group_reports(groupable)]
    incidents = build_incidents(groups)
    return replace_incidents(session, old_ids, incidents)


def _with_companions(
    session: Session, neighbourhood: set[int], old_ids: set[str]
) -> tuple[set[int], set[str]]:
    """Return the neighbourhood with all that shares an incident which goes, and those incidents.

    Without it, a document that no longer reports the outage would take its incident away from the
    others.
    """
    while True:
        old_ids = old_ids | incident_ids_of(session, sorted(neighbourhood))
        query = select(IncidentReportRow.document_id).where(
            IncidentReportRow.incident_id.in_(sorted(old_ids))
        )
        members = set(session.scalars(query))
        if members <= neighbourhood:
            return neighbourhood, old_ids
        found = find_reports(session, neighbourhood | members)
        neighbourhood = _neighbourhood(session, found) | members


def _store_keys(session: Session, reports: Sequence[Report]) -> None:
    rows = [report.row for report in reports]
    session.execute(delete(GroupingKeyRow).where(GroupingKeyRow.document_id.in_(rows)))
    for report in reports:
        found = grouping_report(report, owners_of)
        for key in _keys(found) if found else ():
            session.add(
                GroupingKeyRow(
                    document_id=report.row,
                    key=key,
                    since=report.published_at - looks_back(report.reading.label),
                    published_at=report.published_at,
                )
            )
    session.flush()


def _keys(report: GroupingReport) -> Iterable[str]:
    """What a report is found by: its names; without one, the hours around it."""
    yield from report.kin
    hour = report.published_at.replace(minute=0, second=0, microsecond=0)
    if report.names:
        yield f"{_NAMELESS_KEY}{hour.isoformat()}"
    else:
        for step in (-2, -1, 0, 1, 2):
            yield f"{_NAMELESS_KEY}{(hour + timedelta(hours=step)).isoformat()}"


def _neighbourhood(session: Session, fresh: Sequence[Report]) -> set[int]:
    """Return the rows of all reports that hang together with these by key and time."""
    found: set[int] = set()
    frontier = {r.row for r in fresh if r.reading.label in ABOUT_AN_OUTAGE}
    while frontier:
        found |= frontier
        frontier = _adjacent(session, sorted(frontier)) - found
    return found


def _adjacent(session: Session, rows: Sequence[int]) -> set[int]:
    other = GroupingKeyRow.__table__.alias("other")
    mine = GroupingKeyRow.__table__.alias("mine")
    adjacent: set[int] = set()
    for begin in range(0, len(rows), 500):
        keys = session.execute(
            select(mine.c.key, mine.c.since, mine.c.published_at).where(
                mine.c.document_id.in_(rows[begin : begin + 500])
            )
        ).all()
        for chunk in range(0, len(keys), 200):
            conditions = [
                and_(
                    other.c.key == key,
                    other.c.published_at >= since - _REACH,
                    other.c.since <= at + _REACH,
                )
                for key, since, at in keys[chunk : chunk + 200]
            ]
            query = select(other.c.document_id).where(or_(*conditions)).distinct()
            adjacent.update(session.scalars(query))
    return adjacent
