"""Keeps what people said of documents, beside what the program had said."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from models.pages import in_pages
from models.records import Document, Kind, Label
from models.said_tables import CorrectionRow
from models.tables import DocumentRow, DocumentVersionRow, IncidentReportRow, ReportRow


class ChosenBy(StrEnum):
    """How a person came to judge a document; the precision of each way is a figure of its own."""

    USER = "user"
    DOUBT = "doubt"
    RANDOM = "random"


@dataclass(frozen=True, slots=True)
class Correction:
    """What a person said of one text of a document, and what the program had said of it."""

    row: int  # the document's row in the database
    version: int  # the text that was judged
    label: Label
    judged_by: str | None
    judged_at: datetime  # aware, UTC
    chosen_by: ChosenBy
    said_label: Label
    said_probability: float
    said_model: str


@dataclass(frozen=True, slots=True)
class CorrectedText:
    """The text that a person judged; of what incident it is, if it is of one."""

    correction: Correction
    document: Document
    incident_id: str | None


def store_correction(session: Session, correction: Correction) -> None:
    """Keep a correction in place of an earlier one of the same document."""
    session.merge(
        CorrectionRow(
            document_id=correction.row,
            version=correction.version,
            label=correction.label.value,
            judged_by=correction.judged_by,
            judged_at=correction.judged_at,
            chosen_by=correction.chosen_by.value,
            said_label=correction.said_label.value,
            said_probability=correction.said_probability,
            said_model=correction.said_model,
        )
    )
    session.flush()


def remove_correction(session: Session, row: int) -> None:
    """Forget the correction of a document, if there is one."""
    session.execute(delete(CorrectionRow).where(CorrectionRow.document_id == row))


def find_corrections(session: Session, rows: Iterable[int]) -> dict[int, Correction]:
    """Return the corrections of these documents by row, also those of texts that have changed."""
    found: dict[int, Correction] = {}
    for page in in_pages(rows):
        theirs = CorrectionRow.document_id.in_(page)
        for one in session.scalars(select(CorrectionRow).where(theirs)):
            found[one.document_id] = as_correction(one)
    return found


def judged_until(session: Session, until: datetime | None = None) -> list[tuple[Kind, Correction]]:
    """Return every correction (made before until) with its document's kind, in order of row."""
    query = select(CorrectionRow, DocumentRow.kind).join(
        DocumentRow, DocumentRow.id == CorrectionRow.document_id
    )
    if until is not None:
        query = query.where(CorrectionRow.judged_at < until)
    found = session.execute(query.order_by(CorrectionRow.document_id))
    return [(Kind(kind), as_correction(one)) for one, kind in found]


def corrected_texts(session: Session) -> list[CorrectedText]:
    """Return every text that was judged, as it was then, in order of source and id."""
    query = (
        select(CorrectionRow, DocumentRow, DocumentVersionRow)
        .join(DocumentRow, DocumentRow.id == CorrectionRow.document_id)
        .join(
            DocumentVersionRow,
            (DocumentVersionRow.document_id == CorrectionRow.document_id)
            & (DocumentVersionRow.number == CorrectionRow.version),
        )
        .order_by(DocumentRow.source, DocumentRow.external_id)
    )
    members = select(IncidentReportRow.document_id, IncidentReportRow.incident_id).where(
        IncidentReportRow.document_id.in_(select(CorrectionRow.document_id))
    )
    # of several incidents the first by id, so that the answer is one
    pairs = session.execute(members.order_by(IncidentReportRow.incident_id.desc()))
    incidents = dict(pairs.all())
    return [
        CorrectedText(as_correction(one), _document(row, text), incidents.get(row.id))
        for one, row, text in session.execute(query)
    ]


def reported_version(session: Session, row: int) -> int | None:
    """Return which text of a document its report is about, or None where it has no report."""
    return session.scalar(select(ReportRow.version).where(ReportRow.document_id == row))


def as_correction(row: CorrectionRow) -> Correction:
    """Return the record of a row."""
    return Correction(
        row=row.document_id,
        version=row.version,
        label=Label(row.label),
        judged_by=row.judged_by,
        judged_at=row.judged_at,
        chosen_by=ChosenBy(row.chosen_by),
        said_label=Label(row.said_label),
        said_probability=row.said_probability,
        said_model=row.said_model,
    )


def _document(row: DocumentRow, text: DocumentVersionRow) -> Document:
    return Document(
        source=row.source,
        external_id=row.external_id,
        url=row.url,
        kind=Kind(row.kind),
        published_at=row.published_at,
        title=text.title,
        body=text.body,
        fetched_at=text.fetched_at,
        extra=row.extra,
    )
