"""The main flow: unread documents to readings, readings to reports, reports to incidents."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy.orm import Session

from detector.classify.model import Classifier, load_model
from detector.corrections import with_corrections
from detector.incidents.copies import link_copies
from detector.incidents.regroup import regroup
from detector.incidents.silence import close_silent
from detector.reading import read_documents
from detector.second_reading import with_neighbours
from models import clock
from models.database import Database
from models.documents import count_unread, unread_documents
from models.records import Label, Reading, StoredDocument
from models.reports import store_readings

#: Documents that are read, stored and grouped in one transaction.
BATCH = 500


@dataclass(frozen=True, slots=True)
class DetectOutcome:
    """What a run of detection concluded."""

    read: int = 0
    by_label: dict[Label, int] = field(default_factory=dict)
    incidents: int = 0  # made or changed


def detect(
    database: Database,
    *,
    progress: Callable[[int, int], None] | None = None,
    batch: int = BATCH,
    classifier: Classifier | None = None,
    now: datetime | None = None,
) -> DetectOutcome:
    """Read every document whose newest text has no report, and put the reports into incidents.

    Each batch is committed whole or not at all, so a run that is stopped goes on where it was.
    In the end what has been silent for long by now (the present, unless given) is resolved.
    progress hears how many of how many are read. Raises StorageError, ModelError, GazetteerError.
    """
    with database.reading() as session:
        total = count_unread(session)
    if not total:
        with database.writing() as session:
            return DetectOutcome(incidents=len(close_silent(session, now or clock.now())))
    model = classifier or load_model()
    read = 0
    told: dict[int, Label] = {}  # of the documents read, those that are not `other`
    touched: set[str] = set()
    while True:
        with database.reading() as session:
            documents = unread_documents(session, batch)
        if not documents:
            labels = Counter(told.values())
            labels[Label.OTHER] = read - labels.total()
            with database.writing() as session:
                touched |= {one.id for one in close_silent(session, now or clock.now())}
            return DetectOutcome(read, dict(+labels), len(touched))
        found = read_documents([stored.document for stored in documents], model)
        with database.writing() as session:
            readings = with_neighbours(session, list(zip(documents, found, strict=True)), model)
            readings = with_corrections(session, readings)
            touched |= store_and_group(session, readings)
        read += len(documents)
        for stored, reading in readings:
            told[stored.row] = reading.label
            if reading.label is Label.OTHER:
                del told[stored.row]
        if progress:
            progress(read, max(total, read))


def store_and_group(
    session: Session, readings: Sequence[tuple[StoredDocument, Reading]]
) -> set[str]:
    """Store readings and group anew all that they touch; return the ids of those incidents."""
    store_readings(session, readings)
    relinked = link_copies(session, readings)
    rows = {stored.row for stored, _ in readings} | relinked
    return set(regroup(session, sorted(rows)))
