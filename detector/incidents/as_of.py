"""Which incidents were known at a time, computed afresh from what had been published by then."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from detector.incidents.building import build_incidents
from detector.incidents.chatter import Chatter
from detector.incidents.following import rows_of
from detector.incidents.known_then import reports_then
from detector.incidents.silence import with_silence
from detector.incidents.together import group_together
from detector.incidents.told import outages_in
from models.clock import KST, to_utc
from models.documents import find_documents
from models.grouping_tables import SignalRow
from models.incidents import find_incident, list_incidents
from models.records import ABOUT_AN_OUTAGE, Incident, Report, Status
from models.report_parts import OutageTold
from models.said_tables import CorrectionRow
from models.tables import DocumentRow, IncidentRow, ReportRow

#: How long before a time asked for an incident may have been written about that goes on then: for as
#: long as an aftermath joins its outage, and some weeks.
_BEFORE = timedelta(days=180)
#: How long after a time asked for the aftermath of what was then may be written.
_AFTER = timedelta(days=150)
_A_DAY = timedelta(days=1)
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
    reports = reports_then(session, _rows(session, moment, since, until), moment)
    groups = group_together(reports, _outages(session, reports))
    built = build_incidents(groups, Chatter(session).usual)
    found = [with_silence(incident, moment) for incident in built]
    found += _retracted(session, moment, {incident.id for incident in found})
    named = sorted(found, key=lambda incident: incident.id)
    return sorted(named, key=lambda incident: incident.first_seen, reverse=True)


def _retracted(session: Session, moment: datetime, known: Collection[str]) -> list[Incident]:
    """Return the incidents that had been known and retracted by then."""
    stored = list_incidents(
        session,
        IncidentRow.status == Status.RETRACTED.value,
        IncidentRow.first_seen <= moment,
    )
    return [one for one in stored if one.id not in known and one.steps[-1].at <= moment]


def _outages(session: Session, reports: Sequence[Report]) -> dict[int, tuple[OutageTold, ...]]:
    """Return the outages of each report that tells two, by row."""
    several = {report.row: report for report in reports if len(report.reading.facts.affected) > 1}
    texts = {stored.row: stored.document.text for stored in find_documents(session, several)}
    told = {row: outages_in(report, texts[row]) for row, report in several.items()}
    return {row: outages for row, outages in told.items() if outages}


def named_as_of(session: Session, id: str, moment: datetime) -> list[Incident]:
    """Return what was known at a moment of the incident that has this id now, had it, or had it then.

    That may have been told as several; the one with most of its documents comes first.
    Raises ModelError.
    """
    if day := _day_of(id):
        known = incidents_as_of(session, moment, since=day, until=day + _A_DAY)
        if found := [incident for incident in known if incident.id == id]:
            return found
    present = find_incident(session, id)
    if present is None:
        return []
    begin = min(filter(None, (present.started_at, present.first_seen)))
    known = incidents_as_of(session, moment, since=begin, until=present.last_seen + _A_DAY)
    rows = {source.row for source in present.evidence}
    sharing = [incident for incident in known if rows & rows_of(incident)]
    return sorted(sharing, key=lambda one: (-len(rows & rows_of(one)), one.first_seen, one.id))


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
        query = query.where(DocumentRow.published_at >= since - _BEFORE)
    if until is not None:
        query = query.where(DocumentRow.published_at <= until + _AFTER)
    return session.scalars(query.order_by(DocumentRow.id)).all()


def _day_of(id: str) -> datetime | None:
    """Return when the day in an incident's id begins in Korea, or None where it has none."""
    found = _DAY.match(id)
    if found is None:
        return None
    try:
        return to_utc(datetime(int(found[1]), int(found[2]), int(found[3]), tzinfo=KST))
    except ValueError:
        return None
