"""What grouping needs of stored reports: who and since when, without quotes and text."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.clock import parse_iso, show_iso
from models.pages import in_pages
from models.records import Kind, Label, Precision
from models.tables import DocumentRow, MentionRow, ReportRow

_OUTAGES = "outages_told"  # among a report's facts


@dataclass(frozen=True, slots=True)
class OutageTold:
    """One of several outages that a report tells: who, and since when."""

    names: tuple[str, ...]
    started_at: datetime
    precision: Precision


@dataclass(frozen=True, slots=True)
class ReportParts:
    """What grouping needs of a report: no quotes, no text."""

    row: int
    source: str
    external_id: str
    kind: Kind
    published_at: datetime
    label: Label
    provider: str | None
    names: tuple[str, ...]  # provider and affected
    started_at: datetime | None
    precision: Precision | None
    words: tuple[str, ...]
    outages: tuple[OutageTold, ...] = ()  # empty where it tells one


def report_parts(session: Session, rows: Iterable[int]) -> list[ReportParts]:
    """Return what grouping needs of the reports of these documents."""
    found: list[ReportParts] = []
    for page in in_pages(rows):
        named: dict[int, list[tuple[str, str]]] = defaultdict(list)
        mentions = select(MentionRow.document_id, MentionRow.role, MentionRow.entity_id).where(
            MentionRow.document_id.in_(page), MentionRow.role.in_(("provider", "affected"))
        )
        for row, role, entity in session.execute(mentions.order_by(MentionRow.position)):
            named[row].append((role, entity))
        query = (
            select(
                DocumentRow.id,
                DocumentRow.source,
                DocumentRow.external_id,
                DocumentRow.kind,
                DocumentRow.published_at,
                ReportRow.label,
                ReportRow.words,
                ReportRow.facts["started"].as_string(),
                ReportRow.facts["started_precision"].as_string(),
                ReportRow.facts[_OUTAGES].as_json(),
            )
            .join(ReportRow, ReportRow.document_id == DocumentRow.id)
            .where(DocumentRow.id.in_(page))
        )
        found += [_parts(*fields, named=named[fields[0]]) for fields in session.execute(query)]
    return found


def _parts(
    row: int,
    source: str,
    external_id: str,
    kind: str,
    published_at: datetime,
    label: str,
    words: Sequence[str],
    started: str | None,
    precision: str | None,
    outages: Sequence[Mapping[str, Any]] | None,
    *,
    named: Sequence[tuple[str, str]],
) -> ReportParts:
    return ReportParts(
        row=row,
        source=source,
        external_id=external_id,
        kind=Kind(kind),
        published_at=published_at,
        label=Label(label),
        provider=next((entity for role, entity in named if role == "provider"), None),
        names=tuple(dict.fromkeys(entity for _, entity in named)),
        started_at=parse_iso(started) if started else None,
        precision=Precision(precision) if precision else None,
        words=tuple(words),
        outages=tuple(
            OutageTold(tuple(one["names"]), parse_iso(one["at"]), Precision(one["precision"]))
            for one in outages or ()
        ),
    )


def set_outages(session: Session, row: int, outages: Sequence[OutageTold]) -> None:
    """Store that a document's report tells several outages; with none, that it tells one."""
    report = session.get(ReportRow, row)
    if report is None or not (outages or _OUTAGES in report.facts):
        return
    others = {key: value for key, value in report.facts.items() if key != _OUTAGES}
    told = [
        {"names": one.names, "at": show_iso(one.started_at), "precision": one.precision.value}
        for one in outages
    ]
    report.facts = others | ({_OUTAGES: told} if told else {})
    session.flush()
