"""Keeps what the last digest of each day said."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.pages import in_pages
from models.said_tables import CorrectionRow, DigestDayRow
from models.tables import IncidentReportRow, ReportRow


@dataclass(frozen=True, slots=True)
class KeptDigest:
    """What the last digest of a KST day said of its incidents, as JSON."""

    day: date
    said_at: datetime
    incidents: list[Any]


def keep_digest(session: Session, kept: KeptDigest) -> None:
    """Keep what a digest said, in place of what an earlier one of its day did."""
    session.merge(DigestDayRow(day=kept.day, said_at=kept.said_at, incidents=kept.incidents))


def kept_digests(session: Session, first: date, last: date) -> dict[date, KeptDigest]:
    """Return the last digest of each day from first to last that had one."""
    query = select(DigestDayRow).where(DigestDayRow.day >= first, DigestDayRow.day <= last)
    rows = session.scalars(query.order_by(DigestDayRow.day))
    return {row.day: KeptDigest(row.day, row.said_at, row.incidents) for row in rows}


def texts_read(session: Session, rows: Iterable[int]) -> dict[int, tuple[int, str]]:
    """Return which version of each document was read, and by which model."""
    found: dict[int, tuple[int, str]] = {}
    for page in in_pages(rows):
        query = select(ReportRow.document_id, ReportRow.version, ReportRow.model)
        for row, version, model in session.execute(query.where(ReportRow.document_id.in_(page))):
            found[row] = (version, model)
    return found


def judged_at(session: Session, rows: Iterable[int]) -> dict[int, datetime]:
    """Return when a person last said what each of these documents is, of those it was said of."""
    found: dict[int, datetime] = {}
    for page in in_pages(rows):
        query = select(CorrectionRow.document_id, CorrectionRow.judged_at)
        found.update(
            (row, moment)
            for row, moment in session.execute(query.where(CorrectionRow.document_id.in_(page)))
        )
    return found


def homes_of(session: Session, rows: Iterable[int]) -> dict[int, str]:
    """Return of which incident each document is now; of several, the first by id."""
    found: dict[int, str] = {}
    for page in in_pages(rows):
        query = (
            select(IncidentReportRow.document_id, IncidentReportRow.incident_id)
            .where(IncidentReportRow.document_id.in_(page))
            .order_by(IncidentReportRow.incident_id.desc())
        )
        found.update((row, id) for row, id in session.execute(query))
    return found
