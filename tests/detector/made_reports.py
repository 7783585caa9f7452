"""Reports made for grouping, stored as detection stores them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import select

from detector.incidents.regroup import regroup
from models.clock import parse_iso
from models.database import Database, open_database
from models.documents import find_documents, store_documents, unread_documents
from models.incidents import list_incidents
from models.records import (
    Document,
    Evidence,
    Facts,
    Kind,
    Label,
    NamedEntity,
    Precision,
    Reading,
    StatedTime,
)
from models.reports import store_readings
from models.tables import DocumentRow

NINE = parse_iso("2022-10-14T09:00:00")


@dataclass(frozen=True, slots=True)
class Made:
    """What one made document reports; times in minutes after nine."""

    number: int
    names: tuple[str, ...]
    minutes: int
    label: Label = Label.OUTAGE
    started: int | None = None
    precision: Precision = Precision.MINUTE
    kind: Kind = Kind.NEWS
    words: tuple[str, ...] = ()


def document(made: Made) -> Document:
    at = NINE + timedelta(minutes=made.minutes)
    return Document(
        source="yna.co.kr",
        external_id=str(made.number),
        url=f"https://www.yna.co.kr/view/{made.number}",
        kind=made.kind,
        published_at=at,
        title=f"{made.number}번째 기사",
        body="접속이 되지 않는다.",
        fetched_at=at,
    )


def reading(made: Made) -> Reading:
    quote = Evidence(0, 1, "가")
    entities = [NamedEntity(name, name, (name,), quote) for name in made.names]
    started = None
    if made.started is not None:
        at = NINE + timedelta(minutes=made.started)
        if made.precision is Precision.DAY:
            at = at.replace(hour=15, minute=0)  # midnight in Korea
        started = StatedTime(at, made.precision, quote)
    facts = Facts(
        provider=entities[0] if entities else None, affected=tuple(entities), started=started
    )
    return Reading(made.label, 0.9, facts, "시험", made.words)


@cache
def _empty() -> bytes:
    """Return the file of a new database: making its tables takes longer than a test's reports."""
    with TemporaryDirectory() as folder:
        file = Path(folder) / "a.db"
        database = open_database(f"sqlite:///{file}")
        with database.writing() as session:
            session.connection().exec_driver_sql("SELECT 1")
        database.close()  # the last connection writes the log into the file
        return file.read_bytes()


@contextmanager
def new_database() -> Iterator[Database]:
    """Yield a database in a folder of its own, for tests that make many."""
    with TemporaryDirectory() as folder:
        file = Path(folder) / "a.db"
        file.write_bytes(_empty())
        database = open_database(f"sqlite:///{file}")
        try:
            yield database
        finally:
            database.close()


def store(database: Database, made: Sequence[Made]) -> None:
    """Store what some documents report, and group it."""
    store_documents(database, [document(one) for one in made])
    with database.reading() as session:
        rows = {one.document.external_id: one.row for one in unread_documents(session, 10_000)}
        known = _rows(database)
        stored = {
            found.document.external_id: found
            for found in find_documents(session, {**known, **rows}.values())
        }
    pairs = [(stored[str(one.number)], reading(one)) for one in made]
    with database.writing() as session:
        store_readings(session, pairs)
        regroup(session, sorted(one.row for one, _ in pairs))


def _rows(database: Database) -> dict[str, int]:
    with database.reading() as session:
        query = select(DocumentRow.external_id, DocumentRow.id)
        return {row.external_id: row.id for row in session.execute(query)}


def incidents(database: Database) -> dict[str, tuple[str, ...]]:
    """Return the incidents of a database by id, each with its documents."""
    with database.reading() as session:
        return {
            incident.id: tuple(source.url for source in incident.evidence)
            for incident in list_incidents(session)
        }
