"""Keeps incidents, with their reports, affected services and claims."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from sqlalchemy import ColumnElement, delete, select, update
from sqlalchemy.orm import Session

from models.incident_ids import numbered
from models.incident_loading import load_incidents
from models.pages import in_pages
from models.records import ABOUT_AN_OUTAGE, Incident, Kind, Rule, Status, Step
from models.tables import (
    ClaimRow,
    EntityRow,
    IncidentAffectedRow,
    IncidentRedirectRow,
    IncidentReportRow,
    IncidentRow,
    IncidentStepRow,
)

if TYPE_CHECKING:
    from models.said_tables import CorrectionRow


def replace_incidents(
    session: Session, old_ids: Iterable[str], incidents: Sequence[Incident]
) -> list[str]:
    """Put incidents in the place of the old ones and return the ids under which they are kept.

    An id that went points to its successor; one that has none because a person judged its documents
    to report no outage stays, retracted. Those of one day and name are numbered by their first
    reports, for which one outside old_ids may get another number.
    """
    old = sorted(set(old_ids))
    before = {id: _rows_of(session, id) for id in old}
    incidents = [*incidents, *_retracted(session, before, incidents)]
    session.execute(delete(IncidentRow).where(IncidentRow.id.in_(old)))
    incidents, displaced = numbered(session, incidents, old)
    before |= {id: _rows_of(session, id) for id in displaced}
    session.execute(delete(IncidentRow).where(IncidentRow.id.in_(displaced)))
    new_ids = [incident.id for incident in incidents]
    session.execute(delete(IncidentRedirectRow).where(IncidentRedirectRow.old_id.in_(new_ids)))
    _name_entities(session, incidents)
    for incident in incidents:
        session.add(_incident_row(incident))
        session.flush()
        session.add_all(_parts(incident))
    session.flush()
    _redirect(session, before, incidents)
    return new_ids


def set_steps(session: Session, incidents: Iterable[Incident]) -> None:
    """Store the status and the steps of stored incidents as these have them."""
    for incident in incidents:
        session.execute(
            update(IncidentRow)
            .where(IncidentRow.id == incident.id)
            .values(status=incident.status.value)
        )
        session.execute(delete(IncidentStepRow).where(IncidentStepRow.incident_id == incident.id))
        session.add_all(_steps(incident))
    session.flush()


def find_incident(session: Session, id: str) -> Incident | None:
    """Return the incident of this id, or of the id that replaced it, or None."""
    for _ in range(10):  # redirects are rewritten when their goal goes, so chains stay short
        found = load_incidents(session, IncidentRow.id == id)
        if found:
            return found[0]
        redirect = session.get(IncidentRedirectRow, id)
        if redirect is None:
            return None
        id = redirect.new_id
    return None


def list_incidents(
    session: Session, *conditions: ColumnElement[bool], limit: int | None = None
) -> list[Incident]:
    """Return the incidents that meet all conditions, newest first."""
    return load_incidents(session, *conditions, limit=limit)


def incident_ids_of(session: Session, rows: Sequence[int]) -> set[str]:
    """Return the ids of the incidents that these documents belong to."""
    found: set[str] = set()
    for page in in_pages(rows):
        found.update(
            session.scalars(
                select(IncidentReportRow.incident_id).where(IncidentReportRow.document_id.in_(page))
            )
        )
    return found


def rows_of_incidents(session: Session, ids: Iterable[str]) -> set[int]:
    """Return the documents of these incidents."""
    found: set[int] = set()
    for some in in_pages(ids):
        query = select(IncidentReportRow.document_id)
        found.update(session.scalars(query.where(IncidentReportRow.incident_id.in_(some))))
    return found


def affects(*names_or_ids: str) -> ColumnElement[bool]:
    """Return the condition that an incident hit a service of one of these ids or names."""
    hit = (
        select(IncidentAffectedRow.incident_id)
        .join(EntityRow, EntityRow.id == IncidentAffectedRow.entity_id)
        .where(EntityRow.id.in_(names_or_ids) | EntityRow.name.in_(names_or_ids))
    )
    return IncidentRow.id.in_(hit)


def _retracted(
    session: Session, before: dict[str, set[int]], incidents: Sequence[Incident]
) -> list[Incident]:
    """Return the incidents that go, with no successor, since a person judged their documents."""
    told = {source.row for incident in incidents for source in incident.evidence}
    found = []
    for id, rows in before.items():
        if rows & told or (judged := _judged_away(session, rows)) is None:
            continue
        (old,) = load_incidents(session, IncidentRow.id == id)
        if old.status is not Status.RETRACTED:
            step = Step(Status.RETRACTED, judged.judged_at, Rule.CORRECTED, judged.document_id)
            old = replace(old, status=Status.RETRACTED, steps=(*old.steps, step))
        found.append(old)
    return found


def _judged_away(session: Session, rows: Iterable[int]) -> CorrectionRow | None:
    """Return the last judgement of a person that one of these documents reports no outage."""
    from models.said_tables import CorrectionRow  # those who only read incidents need none

    about = [label.value for label in ABOUT_AN_OUTAGE]
    found: list[CorrectionRow] = []
    for page in in_pages(rows):
        query = select(CorrectionRow).where(CorrectionRow.document_id.in_(page))
        found += session.scalars(query.where(CorrectionRow.label.not_in(about)))
    return max(found, key=lambda one: (one.judged_at, one.document_id), default=None)


def _rows_of(session: Session, id: str) -> set[int]:
    query = select(IncidentReportRow.document_id).where(IncidentReportRow.incident_id == id)
    return set(session.scalars(query))


def _redirect(session: Session, before: dict[str, set[int]], incidents: Sequence[Incident]) -> None:
    """Point each id that went to the incident that took most of its documents."""
    now = {incident.id: {source.row for source in incident.evidence} for incident in incidents}
    for old, rows in before.items():
        if old in now or not now:
            continue
        heir = max(now, key=lambda id: (len(rows & now[id]), id))
        if rows & now[heir]:
            session.execute(
                update(IncidentRedirectRow)
                .where(IncidentRedirectRow.new_id == old)
                .values(new_id=heir)
            )
            session.merge(IncidentRedirectRow(old_id=old, new_id=heir))


def _name_entities(session: Session, incidents: Sequence[Incident]) -> None:
    names = {hit.id: hit.name for incident in incidents for hit in incident.affected}
    known = set(session.scalars(select(EntityRow.id).where(EntityRow.id.in_(list(names)))))
    session.add_all(EntityRow(id=id, name=name) for id, name in names.items() if id not in known)
    session.flush()


def _incident_row(incident: Incident) -> IncidentRow:
    return IncidentRow(
        id=incident.id,
        headline=incident.headline,
        provider_id=incident.provider_id,
        provider_name=incident.provider_name,
        region=incident.region,
        cause=incident.cause.value if incident.cause else None,
        symptom=incident.symptom,
        status=incident.status.value,
        confidence=incident.confidence,
        severity=incident.severity,
        started_at=incident.started_at,
        started_precision=incident.started_precision.value if incident.started_precision else None,
        ended_at=incident.ended_at,
        ended_precision=incident.ended_precision.value if incident.ended_precision else None,
        duration_minutes=incident.duration_minutes,
        first_seen=incident.first_seen,
        last_seen=incident.last_seen,
        official_notice_at=incident.official_notice_at,
        news_reports=incident.counts.get(Kind.NEWS, 0),
        community_reports=incident.counts.get(Kind.COMMUNITY, 0),
        official_reports=incident.counts.get(Kind.OFFICIAL, 0),
        independent_sources=incident.independent_sources,
    )


def _steps(incident: Incident) -> Iterable[IncidentStepRow]:
    for position, step in enumerate(incident.steps):
        yield IncidentStepRow(
            incident_id=incident.id,
            position=position,
            status=step.status.value,
            at=step.at,
            rule=step.rule.value,
            document_id=step.row,
        )


def _parts(
    incident: Incident,
) -> Iterable[IncidentReportRow | IncidentAffectedRow | IncidentStepRow | ClaimRow]:
    yield from _steps(incident)
    for source in incident.evidence:
        yield IncidentReportRow(incident_id=incident.id, document_id=source.row)
    for position, hit in enumerate(incident.affected):
        yield IncidentAffectedRow(
            incident_id=incident.id,
            entity_id=hit.id,
            position=position,
            first_seen=hit.first_seen,
            reports=hit.reports,
        )
    for position, claim in enumerate(incident.claims):
        yield ClaimRow(
            incident_id=incident.id,
            position=position,
            document_id=claim.row,
            field=claim.field,
            value=claim.value,
            start=claim.quote.start if claim.quote else None,
            end=claim.quote.end if claim.quote else None,
            quote=claim.quote.text if claim.quote else None,
        )
