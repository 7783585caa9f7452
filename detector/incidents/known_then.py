"""What was concluded of documents by a time: of texts, neighbours and corrections that had come."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from detector.classify.model import load_model
from detector.neighbourhood import InForce
from detector.reading import as_of, read_as, read_documents
from detector.second_reading import among_neighbours
from models.clock import show_iso
from models.corrections import find_corrections
from models.documents import find_documents
from models.pages import in_pages
from models.records import (
    ABOUT_AN_OUTAGE,
    PERSON,
    Document,
    Facts,
    Kind,
    Label,
    Reading,
    Report,
    Signal,
    StoredDocument,
)
from models.reports import find_reports
from models.signals import find_signals
from models.tables import DocumentRow, DocumentVersionRow


def reports_then(session: Session, rows: Iterable[int], moment: datetime) -> list[Report]:
    """Return the reports on those of these documents that were published by then, as of then.

    A text that was changed later is read again as it was, a person's later judgement is not heard,
    and a post is judged by the neighbours that it had. What is known only as it was written on later
    is left out. The documents' reports stay as they are.
    """
    known = {
        report.row: report
        for report in find_reports(session, rows)
        if report.published_at <= moment
    }
    texts = _texts_then(session, known, moment)
    known |= _read_then(texts, known)
    documents = _Documents(session, texts)
    unwritten = _unwritten(known, documents, moment)
    known = {row: report for row, report in known.items() if row not in unwritten}
    known |= _uncorrected(session, known, documents, moment)
    known |= _among_neighbours(session, known, documents, moment, unwritten)
    return sorted(known.values(), key=lambda report: (report.published_at, report.row))


class _Documents:
    """Documents with the texts they had; those that did not change are loaded when asked for."""

    def __init__(self, session: Session, texts: Mapping[int, Document]) -> None:
        self._session = session
        self.changed = texts  # since, so that what is stored of them is of another text

    def of(self, rows: Iterable[int]) -> dict[int, Document]:
        """Return the documents of these rows."""
        wanted = set(rows)
        found = {row: text for row, text in self.changed.items() if row in wanted}
        for stored in find_documents(self._session, wanted - found.keys()):
            found[stored.row] = stored.document
        return found


def _texts_then(
    session: Session, known: Mapping[int, Report], moment: datetime
) -> dict[int, Document]:
    """Return the texts, by row, that are not those reported on: those were fetched later.

    Of a document of which nothing was fetched by then (an archive) the first text counts.
    """
    numbers = _numbers_then(session, known, moment)
    found: dict[int, Document] = {}
    for stored in find_documents(session, numbers):
        version = session.get(DocumentVersionRow, (stored.row, numbers[stored.row]))
        if version is not None:
            found[stored.row] = _as_it_was(stored, version, moment)
    return found


def _numbers_then(session: Session, rows: Iterable[int], moment: datetime) -> dict[int, int]:
    """Return by row the number of the text of then, where it is not the newest."""
    found: dict[int, int] = {}
    newest: dict[int, int] = {}
    for page in in_pages(rows):
        query = (
            select(
                DocumentRow.id,
                DocumentRow.version,
                DocumentVersionRow.number,
                DocumentVersionRow.fetched_at,
            )
            .join(DocumentVersionRow, DocumentVersionRow.document_id == DocumentRow.id)
            .where(DocumentRow.id.in_(page), DocumentRow.version > 1)
            .order_by(DocumentRow.id, DocumentVersionRow.number)
        )
        for row, version, number, fetched_at in session.execute(query):
            newest[row] = version
            if number == 1 or fetched_at <= moment:
                found[row] = number
    return {row: number for row, number in found.items() if number != newest[row]}


def _as_it_was(stored: StoredDocument, version: DocumentVersionRow, moment: datetime) -> Document:
    """Return a document with an earlier text; it speaks from when that was fetched, or published."""
    extra = {key: value for key, value in stored.document.extra.items() if key != "modified"}
    if "modified" in stored.document.extra and version.fetched_at <= moment:
        extra["modified"] = show_iso(version.fetched_at)
    return replace(
        stored.document,
        title=version.title,
        body=version.body,
        fetched_at=version.fetched_at,
        extra=extra,
    )


def _read_then(texts: Mapping[int, Document], known: Mapping[int, Report]) -> dict[int, Report]:
    """Return the reports on texts that have changed since, by their own words."""
    if not texts:
        return {}
    found = read_documents(list(texts.values()), load_model())
    return {
        row: replace(known[row], title=document.title, reading=read.reading)
        for (row, document), read in zip(texts.items(), found, strict=True)
    }


def _unwritten(
    known: Mapping[int, Report], documents: _Documents, moment: datetime
) -> frozenset[int]:
    """Return the notices that were last written on after that, of which no earlier text is kept."""
    notices = [row for row, report in known.items() if report.kind is Kind.OFFICIAL]
    return frozenset(
        row for row, document in documents.of(notices).items() if as_of(document) > moment
    )


def _uncorrected(
    session: Session, known: Mapping[int, Report], documents: _Documents, moment: datetime
) -> dict[int, Report]:
    """Return the reports that a person judged later, as the program had judged them."""
    judged = [row for row, report in known.items() if report.reading.model == PERSON]
    later = {
        row: correction
        for row, correction in find_corrections(session, judged).items()
        if correction.judged_at > moment
    }
    return {
        row: replace(
            known[row],
            reading=_reading(
                document, later[row].said_label, later[row].said_probability, later[row].said_model
            ),
        )
        for row, document in documents.of(later).items()
    }


def _among_neighbours(
    session: Session,
    known: Mapping[int, Report],
    documents: _Documents,
    moment: datetime,
    unwritten: Collection[int],
) -> dict[int, Report]:
    """Return the reports on posts that were something else among the neighbours they had."""
    posts = [
        signal
        for signal in find_signals(session, known.keys() - documents.changed.keys())
        if signal.kind is Kind.COMMUNITY and known[signal.row].reading.model != PERSON
    ]
    if not posts:
        return {}
    was = _in_force_then(session, posts, moment, unwritten)
    raised = [
        row
        for row, then in was.items()
        if then.label in ABOUT_AN_OUTAGE and then.label is not known[row].reading.label
    ]
    texts = documents.of(raised)
    return {
        post.row: replace(
            known[post.row],
            reading=_moved(known[post.row].reading, was[post.row], texts.get(post.row), post.model),
        )
        for post in posts
    }


def _in_force_then(
    session: Session, posts: Sequence[Signal], moment: datetime, unwritten: Collection[int]
) -> dict[int, InForce]:
    """Return what each post was, judged by what had been published by then."""

    def was_there(other: Signal) -> bool:
        return other.published_at <= moment and other.row not in unwritten

    return among_neighbours(session, posts, load_model(), was_there)


def _moved(reading: Reading, then: InForce, text: Document | None, model: str) -> Reading:
    """Return a post's reading with what it was in its neighbourhood of then."""
    if text is not None:
        return _reading(text, then.label, then.probability, model)
    if then.label in ABOUT_AN_OUTAGE or reading.label not in ABOUT_AN_OUTAGE:
        return replace(reading, probability=then.probability)
    return Reading(then.label, then.probability, Facts(), model)


def _reading(document: Document, label: Label, probability: float, model: str) -> Reading:
    if label not in ABOUT_AN_OUTAGE:
        return Reading(label, probability, Facts(), model)
    return read_as(document, label, probability, model)
