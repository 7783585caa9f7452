"""Keeps what was concluded of each document."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from sqlalchemy import Select, delete, select, update
from sqlalchemy.orm import Session

from models.facts_json import facts_json, read_facts
from models.pages import in_pages
from models.records import (
    Evidence,
    Facts,
    Kind,
    Label,
    NamedEntity,
    Reading,
    Report,
    StoredDocument,
)
from models.tables import (
    DocumentRow,
    DocumentVersionRow,
    EntityRow,
    IncidentReportRow,
    MentionRow,
    ReportRow,
)

#: Reports that one query loads; their mentions are loaded with one more each.
PAGE = 1000
_ROLES = ("provider", "affected", "mentioned")


def store_readings(session: Session, readings: Sequence[tuple[StoredDocument, Reading]]) -> None:
    """Store what was concluded of each document, in place of what was concluded before.

    A report keeps its row, since the incidents it is in point to that. A reading of an older text
    than the one already reported on changes nothing.
    """
    known = _known(session, [stored.row for stored, _ in readings])
    fresh = [
        (stored, reading)
        for stored, reading in readings
        if stored.row not in known or stored.version >= known[stored.row].version
    ]
    _store_entities(session, [reading.facts for _, reading in fresh])
    for stored, reading in fresh:
        row = known.get(stored.row) or ReportRow(document_id=stored.row)
        row.version = stored.version
        row.model = reading.model
        row.label = reading.label.value
        row.probability = reading.probability
        row.words = list(reading.words)
        row.facts = facts_json(reading.facts)
        session.add(row)
    session.flush()
    rows = [stored.row for stored, _ in fresh]
    session.execute(delete(MentionRow).where(MentionRow.document_id.in_(rows)))
    for stored, reading in fresh:
        session.add_all(_mention_rows(stored.row, reading.facts))
    _mark_read(session, fresh)
    session.flush()


def find_reports(session: Session, rows: Iterable[int]) -> list[Report]:
    """Return the reports of these documents, in order of publication."""
    found: list[Report] = []
    for page in in_pages(rows):
        found += _load(session, _query().where(ReportRow.document_id.in_(page)))
    return sorted(found, key=lambda report: (report.published_at, report.row))


def judged(session: Session, rows: Iterable[int]) -> dict[int, tuple[Label, float]]:
    """Return what these documents' reports say they are, with the probability, by row.

    Those without a report are left out.
    """
    found: dict[int, tuple[Label, float]] = {}
    for page in in_pages(rows):
        query = select(ReportRow.document_id, ReportRow.label, ReportRow.probability).where(
            ReportRow.document_id.in_(page)
        )
        found.update({row: (Label(label), value) for row, label, value in session.execute(query)})
    return found


def set_probabilities(session: Session, probabilities: Mapping[int, float], unless_by: str) -> None:
    """Store how probable these documents are reports, but for those whose model is unless_by."""
    for row, value in sorted(probabilities.items()):
        session.execute(
            update(ReportRow)
            .where(ReportRow.document_id == row, ReportRow.model != unless_by)
            .values(probability=value)
        )


def all_reports(session: Session, *, labels: Sequence[Label] = ()) -> Iterator[Report]:
    """Yield every report (of these labels, if any are given) in order of document row."""
    last = 0
    while True:
        query = _query().where(ReportRow.document_id > last)
        if labels:
            query = query.where(ReportRow.label.in_([label.value for label in labels]))
        page = _load(session, query.order_by(ReportRow.document_id).limit(PAGE))
        if not page:
            return
        yield from page
        last = page[-1].row


def _known(session: Session, rows: list[int]) -> dict[int, ReportRow]:
    query = select(ReportRow).where(ReportRow.document_id.in_(rows))
    return {report.document_id: report for report in session.scalars(query)}


def _store_entities(session: Session, facts: Iterable[Facts]) -> None:
    names = {entity.id: entity.name for fact in facts for _, _, entity in _roles(fact)}
    query = select(EntityRow).where(EntityRow.id.in_(list(names)))
    known = {entity.id: entity for entity in session.scalars(query)}
    for id, name in names.items():
        if id not in known:
            session.add(EntityRow(id=id, name=name))
        else:
            known[id].name = name  # the gazetteer may have renamed it since
    session.flush()


def _roles(facts: Facts) -> Iterator[tuple[str, int, NamedEntity]]:
    groups = ((facts.provider,) if facts.provider else (), facts.affected, facts.mentioned)
    for role, entities in zip(_ROLES, groups, strict=True):
        for position, entity in enumerate(entities):
            yield role, position, entity


def _mention_rows(row: int, facts: Facts) -> Iterator[MentionRow]:
    for role, position, entity in _roles(facts):
        yield MentionRow(
            document_id=row,
            role=role,
            position=position,
            entity_id=entity.id,
            surfaces=list(entity.surfaces),
            start=entity.evidence.start,
            end=entity.evidence.end,
            quote=entity.evidence.text,
        )


def _mark_read(session: Session, readings: Sequence[tuple[StoredDocument, Reading]]) -> None:
    rows_of: dict[int, list[int]] = defaultdict(list)
    for stored, _ in readings:
        rows_of[stored.version].append(stored.row)
    for version, rows in rows_of.items():
        for page in in_pages(rows):
            session.execute(
                update(DocumentRow)  # a newer text that came meanwhile stays unread
                .where(DocumentRow.id.in_(page), DocumentRow.version == version)
                .values(unread=False)
            )


def _query() -> Select[ReportRow, DocumentRow, str]:
    return (
        select(ReportRow, DocumentRow, DocumentVersionRow.title)
        .join(DocumentRow, DocumentRow.id == ReportRow.document_id)
        .join(
            DocumentVersionRow,
            (DocumentVersionRow.document_id == ReportRow.document_id)
            & (DocumentVersionRow.number == ReportRow.version),
        )
    )


def _load(session: Session, query: Select[ReportRow, DocumentRow, str]) -> list[Report]:
    found = session.execute(query).all()
    rows = [report.document_id for report, _, _ in found]
    mentions = _mentions(session, rows)
    incidents = _incident_ids(session, rows)
    return [
        Report(
            row=document.id,
            source=document.source,
            external_id=document.external_id,
            url=document.url,
            kind=Kind(document.kind),
            published_at=document.published_at,
            title=title,
            reading=_reading(report, mentions[document.id]),
            incident_ids=tuple(incidents[document.id]),
            origin=document.origin_id,
        )
        for report, document, title in found
    ]


def _reading(row: ReportRow, mentions: Mapping[str, Sequence[NamedEntity]]) -> Reading:
    provider = mentions.get("provider")
    facts = read_facts(
        row.facts,
        provider=provider[0] if provider else None,
        affected=tuple(mentions.get("affected", ())),
        mentioned=tuple(mentions.get("mentioned", ())),
    )
    return Reading(Label(row.label), row.probability, facts, row.model, tuple(row.words))


def _mentions(session: Session, rows: list[int]) -> dict[int, dict[str, list[NamedEntity]]]:
    query = (
        select(MentionRow, EntityRow.name)
        .join(EntityRow, EntityRow.id == MentionRow.entity_id)
        .where(MentionRow.document_id.in_(rows))
        .order_by(MentionRow.document_id, MentionRow.role, MentionRow.position)
    )
    found: dict[int, dict[str, list[NamedEntity]]] = defaultdict(lambda: defaultdict(list))
    for row, name in session.execute(query):
        entity = NamedEntity(
            row.entity_id, name, tuple(row.surfaces), Evidence(row.start, row.end, row.quote)
        )
        found[row.document_id][row.role].append(entity)
    return found


def _incident_ids(session: Session, rows: list[int]) -> dict[int, list[str]]:
    query = select(IncidentReportRow).where(IncidentReportRow.document_id.in_(rows))
    found: dict[int, list[str]] = defaultdict(list)
    for row in session.scalars(query.order_by(IncidentReportRow.incident_id)):
        found[row.document_id].append(row.incident_id)
    return found
