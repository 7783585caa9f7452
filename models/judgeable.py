"""Which reports a person could judge, with what decides which of them first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.corrections import Correction, as_correction
from models.records import Kind, Label, Status
from models.said_tables import CorrectionRow
from models.tables import DocumentRow, IncidentReportRow, IncidentRow, ReportRow

#: An incident is confirmed by two independent sources; with no more, each of them confirms it.
_CONFIRMING_SOURCES = 2


@dataclass(frozen=True, slots=True)
class Judgeable:
    """A report on a document's newest text, and what a person said of it."""

    row: int
    source: str
    external_id: str
    kind: Kind
    published_at: datetime
    label: Label
    probability: float
    story: int  # row of the document that it is a copy of, else its own
    opens: bool = False  # it is the first of its incident
    confirms: bool = False  # without it, its incident might not be confirmed
    correction: Correction | None = None  # of this text
    is_stale: bool = False  # there is a correction, but of an earlier text


def judgeable_reports(session: Session, since: datetime) -> list[Judgeable]:
    """Return the reports on documents published since then, in order of row."""
    query = (
        select(ReportRow, DocumentRow, CorrectionRow)
        .join(DocumentRow, DocumentRow.id == ReportRow.document_id)
        .outerjoin(CorrectionRow, CorrectionRow.document_id == ReportRow.document_id)
        .where(DocumentRow.published_at >= since, DocumentRow.version == ReportRow.version)
        .order_by(DocumentRow.id)
    )
    opening, confirming = _parts_played(session, since)
    return [
        _judgeable(report, document, row, opening, confirming)
        for report, document, row in session.execute(query)
    ]


def _judgeable(
    report: ReportRow,
    document: DocumentRow,
    row: CorrectionRow | None,
    opening: set[int],
    confirming: set[int],
) -> Judgeable:
    holds = row is not None and row.version == report.version
    return Judgeable(
        row=document.id,
        source=document.source,
        external_id=document.external_id,
        kind=Kind(document.kind),
        published_at=document.published_at,
        label=Label(report.label),
        probability=report.probability,
        story=document.origin_id or document.id,
        opens=document.id in opening,
        confirms=document.id in confirming,
        correction=as_correction(row) if row is not None and holds else None,
        is_stale=row is not None and not holds,
    )


def _parts_played(session: Session, since: datetime) -> tuple[set[int], set[int]]:
    """Return the rows of the documents that open an incident, and of those that confirm one."""
    query = (
        select(
            DocumentRow.id,
            DocumentRow.published_at,
            IncidentRow.first_seen,
            IncidentRow.status,
            IncidentRow.independent_sources,
        )
        .join(IncidentReportRow, IncidentReportRow.document_id == DocumentRow.id)
        .join(IncidentRow, IncidentRow.id == IncidentReportRow.incident_id)
        .where(DocumentRow.published_at >= since)
    )
    opening: set[int] = set()
    confirming: set[int] = set()
    for row, published_at, first_seen, status, sources in session.execute(query):
        if published_at == first_seen:
            opening.add(row)
        if status != Status.SUSPECTED.value and sources <= _CONFIRMING_SOURCES:
            confirming.add(row)
    return opening, confirming
