"""A person's judgement of a document: kept, in force at once, and undone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from detector.corrections import corrected_reading
from detector.detect import store_and_group
from detector.reading import read_as
from models.corrections import (
    ChosenBy,
    Correction,
    find_corrections,
    remove_correction,
    reported_version,
    store_correction,
)
from models.database import Database
from models.document_names import document_row
from models.documents import find_documents
from models.errors import UsageError
from models.problems import Problem
from models.records import PERSON, Label, Reading, Report, StoredDocument
from models.reports import find_reports


@dataclass(frozen=True, slots=True)
class Judged:
    """A report as it stands after a judgement or after that was undone, and the judgement."""

    report: Report
    correction: Correction
    incidents: tuple[str, ...]  # ids of all incidents that were made anew


def label_document(
    database: Database,
    name: str,
    label: Label,
    *,
    at: datetime,
    judged_by: str | None = None,
    chosen_by: ChosenBy = ChosenBy.USER,
) -> Judged:
    """Keep that a document is of this label, and put it in force; name as in document_row.

    In one transaction the report takes the label, is read for its facts, and its incidents are
    grouped anew. Raises UsageError for a text that was not read yet, NotFoundError, StorageError.
    """
    with database.writing() as session:
        stored, before = _read_document(session, document_row(session, name), name)
        known = find_corrections(session, [stored.row]).get(stored.row)
        said = _said(before.reading, stored, known)
        correction = Correction(stored.row, stored.version, label, judged_by, at, chosen_by, *said)
        store_correction(session, correction)
        readings = [(stored, corrected_reading(stored, correction))]
        return _in_force(session, readings, correction)


def undo_label(database: Database, name: str) -> Judged:
    """Forget what a person said of a document; its report says what the program had said then.

    Where its text has changed since, the report is the program's own already and stays.
    Raises UsageError where there is no correction, NotFoundError, StorageError.
    """
    with database.writing() as session:
        row = document_row(session, name)
        correction = find_corrections(session, [row]).get(row)
        if correction is None:
            raise UsageError(Problem("problem.document.no_correction", name=name))
        remove_correction(session, row)
        (stored,) = find_documents(session, [row])
        if stored.version != correction.version:
            return _in_force(session, [], correction)
        reading = read_as(
            stored.document,
            correction.said_label,
            correction.said_probability,
            correction.said_model,
        )
        return _in_force(session, [(stored, reading)], correction)


def _read_document(session: Session, row: int, name: str) -> tuple[StoredDocument, Report]:
    """Return a document and its report. Raises UsageError where its newest text has none."""
    (stored,) = find_documents(session, [row])
    if reported_version(session, row) != stored.version:
        raise UsageError(Problem("problem.document.unread", name=name))
    (report,) = find_reports(session, [row])
    return stored, report


def _said(
    reading: Reading, stored: StoredDocument, known: Correction | None
) -> tuple[Label, float, str]:
    """Return what the program said of this text; a second judgement keeps what the first one met."""
    if reading.model == PERSON and known is not None and known.version == stored.version:
        return known.said_label, known.said_probability, known.said_model
    return reading.label, reading.probability, reading.model


def _in_force(
    session: Session,
    readings: Sequence[tuple[StoredDocument, Reading]],
    correction: Correction,
) -> Judged:
    changed = store_and_group(session, readings) if readings else set()
    (report,) = find_reports(session, [correction.row])
    return Judged(report, correction, tuple(sorted(changed)))
