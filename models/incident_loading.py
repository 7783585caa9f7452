"""Reads incidents back from their tables, a page at a time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

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
    claims = _claims(session, ids, evidence)
    steps = _steps(session, ids)
    return [
        _incident(row, affected[row.id], claims[row.id], evidence[row.id], steps[row.id])
        for row in rows
    ]


def _evidence(session: Session, ids: list[str]) -> dict[str, list[SupportingDocument]]:
    query = (
        select(
            IncidentReportRow.incident_id,
            DocumentRow.id,
            DocumentRow.source,
            DocumentRow.url,
            DocumentVersionRow.title,
            DocumentRow.published_at,
            DocumentRow.kind,
            ReportRow.label,
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
    for id, row, source, url, title, at, kind, label in session.execute(query):
        one = SupportingDocument(row, source, url, title, at, Kind(kind), Label(label))
        found[id].append(one)
    return found


def _affected(session: Session, ids: list[str]) -> dict[str, list[AffectedService]]:
    query = (
        select(
            IncidentAffectedRow.incident_id,
            EntityRow.id,
            EntityRow.name,
            IncidentAffectedRow.first_seen,
            IncidentAffectedRow.reports,
        )
        .join(EntityRow, EntityRow.id == IncidentAffectedRow.entity_id)
        .where(IncidentAffectedRow.incident_id.in_(ids))
        .order_by(IncidentAffectedRow.incident_id, IncidentAffectedRow.position)
    )
    found: dict[str, list[AffectedService]] = defaultdict(list)
    for incident_id, id, name, first_seen, reports in session.execute(query):
        found[incident_id].append(AffectedService(id, name, first_seen, reports))
    return found


def _claims(
    session: Session, ids: list[str], evidence: Mapping[str, Sequence[SupportingDocument]]
) -> dict[str, list[Claim]]:
    """Return the claims by incident; the documents that state them are among its evidence."""
    query = (
        select(
            ClaimRow.incident_id,
            ClaimRow.document_id,
            ClaimRow.field,
            ClaimRow.value,
            ClaimRow.start,
            ClaimRow.end,
            ClaimRow.quote,
        )
        .where(ClaimRow.incident_id.in_(ids))
        .order_by(ClaimRow.incident_id, ClaimRow.position)
    )
    documents = {one.row: one for some in evidence.values() for one in some}
    found: dict[str, list[Claim]] = defaultdict(list)
    for id, row, field, value, start, end, quote in session.execute(query):
        said, by = _quote(start, end, quote), documents[row]
        claim = Claim(field, value, said, by.published_at, row, by.source, by.url, by.kind)
        found[id].append(claim)
    return found


def _steps(session: Session, ids: list[str]) -> dict[str, list[Step]]:
    query = (
        select(
            IncidentStepRow.incident_id,
            IncidentStepRow.status,
            IncidentStepRow.at,
            IncidentStepRow.rule,
            IncidentStepRow.document_id,
        )
        .where(IncidentStepRow.incident_id.in_(ids))
        .order_by(IncidentStepRow.incident_id, IncidentStepRow.position)
    )
    found: dict[str, list[Step]] = defaultdict(list)
    for incident_id, status, at, rule, document_id in session.execute(query):
        found[incident_id].append(Step(Status(status), at, Rule(rule), document_id))
    return found


def _quote(start: int | None, end: int | None, text: str | None) -> Evidence | None:
    return None if start is None or end is None or text is None else Evidence(start, end, text)


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
