"""Reads incidents back from their tables, a page at a time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from models.records import (
    AffectedService,
    Cause,
    Claim,
    Evidence,
    Incident,
    Kind,
    Label,
    Precision,
    Rule,
    Status,
    Step,
    SupportingDocument,
)
from models.tables import (
    ClaimRow,
    DocumentRow,
    DocumentVersionRow,
    EntityRow,
    IncidentAffectedRow,
    IncidentReportRow,
    IncidentRow,
    IncidentStepRow,
    ReportRow,
)

#: Incidents that one query of their parts covers.
PAGE = 500


def load_incidents(
    session: Session,
    *conditions: ColumnElement[bool],
    limit: int | None = None,
    with_parts: bool = True,
) -> list[Incident]:
    """Return the incidents that meet all conditions, newest first, with all their parts, or with none."""
    query = select(IncidentRow).where(*conditions)
    query = query.order_by(IncidentRow.first_seen.desc(), IncidentRow.id).limit(limit)
    rows = list(session.scalars(query))
    if not with_parts:
        return [_incident(row, (), (), (), ()) for row in rows]
    found: list[Incident] = []
    for begin in range(0, len(rows), PAGE):
        found += _with_parts(session, rows[begin : begin + PAGE])
    return found


def _with_parts(session: Session, rows: Sequence[IncidentRow]) -> list[Incident]:
    ids = [row.id for row in rows]
    evidence = _evidence(session, ids)
    affected = _affected(session, ids)
    claims = _claims(session, ids)
    steps = _steps(session, ids)
    return [
        _incident(row, affected[row.id], claims[row.id], evidence[row.id], steps[row.id])
        for row in rows
    ]


def _evidence(session: Session, ids: list[str]) -> dict[str, list[SupportingDocument]]:
    query = (
        select(
            IncidentReportRow.incident_id, DocumentRow, DocumentVersionRow.title, ReportRow.label
        )
        .join(DocumentRow, DocumentRow.id == IncidentReportRow.document_id)
        .join(ReportRow, ReportRow.document_id == DocumentRow.id)
        .join(
            DocumentVersionRow,
            (DocumentVersionRow.document_id == DocumentRow.id)
            & (DocumentVersionRow.number == ReportRow.version),
        )
        .where(IncidentReportRow.incident_id.in_(ids))
        .order_by(DocumentRow.published_at, DocumentRow.source, DocumentRow.external_id)
    )
    found: dict[str, list[SupportingDocument]] = defaultdict(list)
    for incident_id, row, title, label in session.execute(query):
        found[incident_id].append(
            SupportingDocument(
                row=row.id,
                source=row.source,
                url=row.url,
                title=title,
                published_at=row.published_at,
                kind=Kind(row.kind),
                label=Label(label),
            )
        )
    return found


def _affected(session: Session, ids: list[str]) -> dict[str, list[AffectedService]]:
    query = (
        select(IncidentAffectedRow, EntityRow.name)
        .join(EntityRow, EntityRow.id == IncidentAffectedRow.entity_id)
        .where(IncidentAffectedRow.incident_id.in_(ids))
        .order_by(IncidentAffectedRow.incident_id, IncidentAffectedRow.position)
    )
    found: dict[str, list[AffectedService]] = defaultdict(list)
    for row, name in session.execute(query):
        found[row.incident_id].append(
            AffectedService(row.entity_id, name, row.first_seen, row.reports)
        )
    return found


def _claims(session: Session, ids: list[str]) -> dict[str, list[Claim]]:
    query = (
        select(ClaimRow, DocumentRow)
        .join(DocumentRow, DocumentRow.id == ClaimRow.document_id)
        .where(ClaimRow.incident_id.in_(ids))
        .order_by(ClaimRow.incident_id, ClaimRow.position)
    )
    found: dict[str, list[Claim]] = defaultdict(list)
    for row, document in session.execute(query):
        found[row.incident_id].append(
            Claim(
                field=row.field,
                value=row.value,
                quote=_quote(row),
                said_at=document.published_at,
                row=document.id,
                source=document.source,
                url=document.url,
                kind=Kind(document.kind),
            )
        )
    return found


def _steps(session: Session, ids: list[str]) -> dict[str, list[Step]]:
    query = (
        select(IncidentStepRow)
        .where(IncidentStepRow.incident_id.in_(ids))
        .order_by(IncidentStepRow.incident_id, IncidentStepRow.position)
    )
    found: dict[str, list[Step]] = defaultdict(list)
    for row in session.scalars(query):
        step = Step(Status(row.status), row.at, Rule(row.rule), row.document_id)
        found[row.incident_id].append(step)
    return found


def _quote(row: ClaimRow) -> Evidence | None:
    if row.start is None or row.end is None or row.quote is None:
        return None
    return Evidence(row.start, row.end, row.quote)


def _incident(
    row: IncidentRow,
    affected: Sequence[AffectedService],
    claims: Sequence[Claim],
    evidence: Sequence[SupportingDocument],
    steps: Sequence[Step],
) -> Incident:
    return Incident(
        id=row.id,
        headline=row.headline,
        provider_id=row.provider_id,
        provider_name=row.provider_name,
        region=row.region,
        cause=Cause(row.cause) if row.cause else None,
        symptom=row.symptom,
        status=Status(row.status),
        confidence=row.confidence,
        severity=row.severity,
        started_at=row.started_at,
        started_precision=Precision(row.started_precision) if row.started_precision else None,
        ended_at=row.ended_at,
        ended_precision=Precision(row.ended_precision) if row.ended_precision else None,
        duration_minutes=row.duration_minutes,
        first_seen=row.first_seen,
        last_seen=row.last_seen,
        official_notice_at=row.official_notice_at,
        affected=tuple(affected),
        counts={
            Kind.NEWS: row.news_reports,
            Kind.COMMUNITY: row.community_reports,
            Kind.OFFICIAL: row.official_reports,
        },
        independent_sources=row.independent_sources,
        claims=tuple(claims),
        evidence=tuple(evidence),
        steps=tuple(steps),
    )
