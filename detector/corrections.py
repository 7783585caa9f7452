"""Puts what a person said of a document in the place of what the program concludes."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy.orm import Session

from detector.reading import read_as
from models.corrections import Correction, find_corrections
from models.records import PERSON, Label, Reading, StoredDocument

_REPORTS = frozenset({Label.OUTAGE, Label.RECOVERY})
_Readings = list[tuple[StoredDocument, Reading]]


def with_corrections(
    session: Session, readings: Sequence[tuple[StoredDocument, Reading]]
) -> _Readings:
    """Return the readings, those of texts that a person judged in the person's words.

    A correction holds for the text that was judged; of a changed text the program's word counts.
    """
    corrections = find_corrections(session, [stored.row for stored, _ in readings])
    return [
        (stored, corrected_reading(stored, corrections[stored.row]))
        if stored.row in corrections and corrections[stored.row].version == stored.version
        else (stored, reading)
        for stored, reading in readings
    ]


def corrected_reading(stored: StoredDocument, correction: Correction) -> Reading:
    """Return the document read with the person's label, which is certain: 1 for a report, else 0."""
    probability = 1.0 if correction.label in _REPORTS else 0.0
    return read_as(stored.document, correction.label, probability, PERSON)
