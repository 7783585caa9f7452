"""What stored reports attest of who stands on whom: a root and a hit named by one document."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVarTuple

from sqlalchemy import Select, and_, exists, func, or_, select, union
from sqlalchemy.orm import Session, aliased

from models.pages import in_pages
from models.records import Status
from models.tables import (
    DocumentRow,
    DocumentVersionRow,
    EntityRow,
    IncidentAffectedRow,
    IncidentReportRow,
    IncidentRow,
    MentionRow,
    ReportRow,
)

#: Incidents that one query covers.
PAGE = 500
#: A lone or withdrawn story teaches nothing.
_SURE = (Status.CONFIRMED.value, Status.RECOVERING.value, Status.RESOLVED.value)
_PROVIDER = aliased(MentionRow)
_HIT = aliased(MentionRow)
_PROVIDER_NAME = aliased(EntityRow)
_HIT_NAME = aliased(EntityRow)
_IS_SURE = IncidentRow.status.in_(_SURE)
#: When an incident began, and what it came down to.
_ROOT = (
    func.coalesce(IncidentRow.started_at, IncidentRow.first_seen),
    IncidentRow.provider_id,
    IncidentRow.provider_name,
)
#: Whom a document blames, whom else it names, and as what.
_BOTH = (_PROVIDER.entity_id, _HIT.entity_id, _HIT.role)
_NAMES = select(EntityRow.id, EntityRow.name)
_Columns = TypeVarTuple("_Columns")


@dataclass(frozen=True, slots=True)
class Pair:
    """In one incident, one document or more blame a root and name what it took along."""

    incident_id: str
    began: datetime
    root_id: str | None  # whom the whole incident is laid to
    root_name: str | None
    named_id: str  # whom the documents blame
    named_name: str
    hit_id: str
    hit_name: str
    is_hit: bool  # or only named, as a building is


@dataclass(frozen=True, slots=True)
class Attestation:
    """One document that attests a pair, with both quotes."""

    pair: Pair
    row: int
    source: str
    url: str
    title: str
    published_at: datetime
    named_quote: str
    hit_quote: str
    hit_start: int  # where in the text that stands


def incidents_of(
    session: Session, ids: Collection[str], before: datetime | None = None
) -> list[str]:
    """Return the incidents in which these failed, were blamed or were hit, the oldest first.

    before: only those that were first told of before then.
    """
    wanted = sorted(ids)
    blamed = (
        select(IncidentReportRow.incident_id)
        .join(MentionRow, MentionRow.document_id == IncidentReportRow.document_id)
        .where(MentionRow.role == "provider", MentionRow.entity_id.in_(wanted))
    )
    hit = select(IncidentAffectedRow.incident_id).where(IncidentAffectedRow.entity_id.in_(wanted))
    failed = select(IncidentRow.id).where(IncidentRow.provider_id.in_(wanted))
    found = union(blamed, hit, failed).subquery()
    query = select(IncidentRow.id).join(found, found.c[0] == IncidentRow.id)
    if before is not None:
        query = query.where(IncidentRow.first_seen < before)
    return list(session.scalars(query.order_by(IncidentRow.first_seen, IncidentRow.id)))


def pairs_of(
    session: Session, places: Collection[str], incidents: Sequence[str] | None = None
) -> Iterator[Pair]:
    """Yield each pair of these incidents (of all, if None) once; places count where only named."""
    if incidents is None:
        incidents = list(session.scalars(select(IncidentRow.id).where(_IS_SURE)))
    for begin in range(0, len(incidents), PAGE):
        yield from _pairs_of_page(session, places, incidents[begin : begin + PAGE])


def _pairs_of_page(
    session: Session, places: Collection[str], incidents: Sequence[str]
) -> Iterator[Pair]:
    """Yield the pairs; what an incident and a name are is asked once each, not with every document."""
    roots = select(IncidentRow.id, *_ROOT).where(_IS_SURE, IncidentRow.id.in_(incidents))
    known = {row[0]: row[1:] for row in session.execute(roots)}
    told = _told_in(select(IncidentReportRow.incident_id, *_BOTH), places)
    told = told.where(IncidentReportRow.incident_id.in_(list(known))).distinct()
    rows = list(session.execute(told))
    ids = {id for _, named, hit, _ in rows for id in (named, hit)}
    names = dict(
        row
        for page in in_pages(ids)
        for row in session.execute(_NAMES.where(EntityRow.id.in_(page)))
    )
    for incident, named, hit, role in rows:
        began, root, root_name = known[incident]
        is_hit = role == "affected"
        yield Pair(incident, began, root, root_name, named, names[named], hit, names[hit], is_hit)


def attestations_of(
    session: Session, places: Collection[str], incidents: Sequence[str]
) -> Iterator[Attestation]:
    """Yield the documents that attest the pairs of these incidents, in order of publication."""
    query = (
        _pairs(places)
        .add_columns(
            DocumentRow.id,
            DocumentRow.source,
            DocumentRow.url,
            DocumentVersionRow.title,
            DocumentRow.published_at,
            _PROVIDER.quote,
            _HIT.quote,
            _HIT.start,
        )
        .join(DocumentRow, DocumentRow.id == IncidentReportRow.document_id)
        .join(ReportRow, ReportRow.document_id == DocumentRow.id)
        .join(
            DocumentVersionRow,
            (DocumentVersionRow.document_id == DocumentRow.id)
            & (DocumentVersionRow.number == ReportRow.version),
        )
        .order_by(DocumentRow.published_at, DocumentRow.id)
    )
    for begin in range(0, len(incidents), PAGE):
        page = query.where(IncidentRow.id.in_(incidents[begin : begin + PAGE]))
        for row in session.execute(page):
            yield Attestation(_pair(row), *row[9:])


def failures_of(
    session: Session, ids: Collection[str], before: datetime | None = None
) -> dict[str, int]:
    """Return in how many sure incidents, first told of before then, each failed at the root."""
    query = select(IncidentRow.provider_id, func.count()).where(
        IncidentRow.provider_id.in_(sorted(ids)), IncidentRow.status.in_(_SURE)
    )
    if before is not None:
        query = query.where(IncidentRow.first_seen < before)
    found = session.execute(query.group_by(IncidentRow.provider_id))
    return {str(id): count for id, count in found}


def shared_failures(session: Session, before: datetime) -> int:
    """Return how many sure incidents before then hit two or more."""
    several = (
        select(IncidentAffectedRow.incident_id)
        .join(IncidentRow, IncidentRow.id == IncidentAffectedRow.incident_id)
        .where(IncidentRow.first_seen < before, IncidentRow.status.in_(_SURE))
        .group_by(IncidentAffectedRow.incident_id)
        .having(func.count() >= 2)
        .subquery()
    )
    return session.scalar(select(func.count()).select_from(several)) or 0


def watched_since(session: Session) -> datetime | None:
    """Return when the first incident of all was first told of."""
    oldest = select(IncidentRow.first_seen).order_by(IncidentRow.first_seen).limit(1)
    return session.scalar(oldest)


def blamed_in(session: Session, incident_id: str) -> frozenset[str]:
    """Return the ids of all whom some document of an incident blames."""
    query = (
        select(MentionRow.entity_id)
        .join(IncidentReportRow, IncidentReportRow.document_id == MentionRow.document_id)
        .where(IncidentReportRow.incident_id == incident_id, MentionRow.role == "provider")
    )
    return frozenset(session.scalars(query))


def parties_called(session: Session, name: str) -> list[tuple[str, str]]:
    """Return id and name of those that documents named and that are called so, by id or name."""
    query = select(EntityRow.id, EntityRow.name)
    query = query.where((EntityRow.id == name) | (EntityRow.name == name)).order_by(EntityRow.id)
    return [(id, called) for id, called in session.execute(query)]


def _pairs(
    places: Collection[str],
) -> Select[str, datetime, str | None, str | None, str, str, str, str, str]:
    """Select the pairs: nine columns, one row for each document that attests one."""
    columns = select(
        IncidentRow.id,
        *_ROOT,
        _PROVIDER.entity_id,
        _PROVIDER_NAME.name,
        _HIT.entity_id,
        _HIT_NAME.name,
        _HIT.role,
    )
    return (
        _told_in(columns, places)
        .join(IncidentRow, IncidentRow.id == IncidentReportRow.incident_id)
        .join(_PROVIDER_NAME, _PROVIDER_NAME.id == _PROVIDER.entity_id)
        .join(_HIT_NAME, _HIT_NAME.id == _HIT.entity_id)
        .where(_IS_SURE)
    )


def _told_in(columns: Select[*_Columns], places: Collection[str]) -> Select[*_Columns]:
    """Return these columns of the documents that blame one and name another that it took along."""
    is_counted = exists().where(
        IncidentAffectedRow.incident_id == IncidentReportRow.incident_id,
        IncidentAffectedRow.entity_id == _HIT.entity_id,
    )
    return (
        columns.select_from(IncidentReportRow)
        .join(_PROVIDER, _PROVIDER.document_id == IncidentReportRow.document_id)
        .join(_HIT, _HIT.document_id == IncidentReportRow.document_id)
        .where(
            _PROVIDER.role == "provider",
            _HIT.entity_id != _PROVIDER.entity_id,
            or_(
                and_(_HIT.role == "affected", is_counted),
                and_(_HIT.role == "mentioned", _HIT.entity_id.in_(sorted(places))),
            ),
        )
    )


def _pair(row: Any) -> Pair:
    incident, began, root, root_name, named, named_name, hit, hit_name, role, *_ = row
    return Pair(
        incident, began, root, root_name, named, named_name, hit, hit_name, role == "affected"
    )
