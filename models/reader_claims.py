"""Keeps what readers of the page say of an incident; it changes nothing by itself."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.pages import in_pages
from models.reader_tables import ReaderClaimDocumentRow, ReaderClaimRow
from models.records import Incident
from models.tables import IncidentReportRow

#: An incident is known again by so many of its documents, the earliest.
MOST_DOCUMENTS = 50


class ReaderSays(StrEnum):
    """What a reader may say of an incident."""

    WRONG = "wrong"
    SAME = "same"
    NOT_HIT = "not-hit"


class Verdict(StrEnum):
    """What a person made of it."""

    OPEN = "open"
    ACCEPTED = "accepted"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True)
class ReaderClaim:
    """What one reader said of an incident."""

    number: int  # 0 until it is stored
    incident_id: str  # as it was called then
    says: ReaderSays
    about: str  # which value is wrong, which incident is the same, who was not hit
    name: str | None  # how that is called
    note: str | None
    said_at: datetime
    verdict: Verdict = Verdict.OPEN
    decided_at: datetime | None = None
    decided_by: str | None = None


def store_reader_claim(session: Session, claim: ReaderClaim, incident: Incident) -> int:
    """Keep what a reader said of an incident and return its number."""
    told = sorted(incident.evidence, key=lambda one: (one.published_at, one.row))
    rows = list(dict.fromkeys(one.row for one in told))[:MOST_DOCUMENTS]
    row = ReaderClaimRow(
        incident_id=claim.incident_id,
        documents=len(rows),
        says=claim.says.value,
        about=claim.about,
        name=claim.name,
        note=claim.note,
        said_at=claim.said_at,
        verdict=claim.verdict.value,
        decided_at=claim.decided_at,
        decided_by=claim.decided_by,
    )
    session.add(row)
    session.flush()
    session.add_all(
        ReaderClaimDocumentRow(claim_number=row.number, document_id=document) for document in rows
    )
    session.flush()
    return row.number


def reader_claims_of(
    session: Session, incident: Incident, at: datetime | None = None
) -> list[ReaderClaim]:
    """Return what readers said of an incident (by then), oldest first, with what was made of it.

    An incident is rebuilt with every report and may get another id, so it is known again by its
    documents: it has at least half of those that the reader saw.
    """
    shared: dict[int, int] = {}
    for page in in_pages(one.row for one in incident.evidence):
        query = (
            select(ReaderClaimDocumentRow.claim_number, func.count())
            .where(ReaderClaimDocumentRow.document_id.in_(page))
            .group_by(ReaderClaimDocumentRow.claim_number)
        )
        for number, count in session.execute(query):
            shared[number] = shared.get(number, 0) + count
    found: list[ReaderClaim] = []
    for numbers in in_pages(shared):
        rows = session.scalars(select(ReaderClaimRow).where(ReaderClaimRow.number.in_(numbers)))
        found += [_record(row) for row in rows if 2 * shared[row.number] >= row.documents]
    said = [_as_then(one, at) for one in found if at is None or one.said_at <= at]
    return sorted(said, key=lambda one: one.number)


def open_reader_claims(session: Session, limit: int) -> list[ReaderClaim]:
    """Return what nobody has decided on, oldest first."""
    is_open = ReaderClaimRow.verdict == Verdict.OPEN.value
    query = select(ReaderClaimRow).where(is_open).order_by(ReaderClaimRow.number).limit(limit)
    return [_record(row) for row in session.scalars(query)]


def count_open_reader_claims(session: Session) -> int:
    """Return how many nobody has decided on."""
    query = select(func.count()).where(ReaderClaimRow.verdict == Verdict.OPEN.value)
    return session.scalar(query) or 0


def incidents_spoken_of(session: Session, claims: Sequence[ReaderClaim]) -> dict[int, str]:
    """Return by number the present id of the incident that each is about; none for one that is gone."""
    counts: dict[int, list[tuple[int, bool, str]]] = {}
    called = {one.number: one.incident_id for one in claims}
    for page in in_pages(called):
        query = (
            select(ReaderClaimDocumentRow.claim_number, IncidentReportRow.incident_id, func.count())
            .join(
                IncidentReportRow,
                IncidentReportRow.document_id == ReaderClaimDocumentRow.document_id,
            )
            .where(ReaderClaimDocumentRow.claim_number.in_(page))
            .group_by(ReaderClaimDocumentRow.claim_number, IncidentReportRow.incident_id)
        )
        for number, id, count in session.execute(query):
            counts.setdefault(number, []).append((count, id == called[number], id))
    return {number: max(found)[2] for number, found in counts.items()}


def decide_reader_claims(
    session: Session, numbers: Iterable[int], verdict: Verdict, at: datetime, by: str | None
) -> list[int]:
    """Keep what a person made of these; return the numbers there are none of."""
    missing = []
    for number in dict.fromkeys(numbers):
        row = session.get(ReaderClaimRow, number)
        if row is None:
            missing.append(number)
            continue
        row.verdict = verdict.value
        row.decided_at, row.decided_by = at, by
    session.flush()
    return missing


def _record(row: ReaderClaimRow) -> ReaderClaim:
    return ReaderClaim(
        number=row.number,
        incident_id=row.incident_id,
        says=ReaderSays(row.says),
        about=row.about,
        name=row.name,
        note=row.note,
        said_at=row.said_at,
        verdict=Verdict(row.verdict),
        decided_at=row.decided_at,
        decided_by=row.decided_by,
    )


def _as_then(claim: ReaderClaim, at: datetime | None) -> ReaderClaim:
    """Return it without what was decided only later."""
    if at is None or claim.decided_at is None or claim.decided_at <= at:
        return claim
    return ReaderClaim(
        claim.number, claim.incident_id, claim.says, claim.about, claim.name, claim.note,
        claim.said_at,
    )  # fmt: skip
