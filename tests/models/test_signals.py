"""Signals are kept with their keys, found by key and time, and go with their documents."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from sqlalchemy import delete, func, select

from models.database import Database
from models.documents import store_documents
from models.grouping_tables import SignalKeyRow
from models.records import Document, Kind, Label, Signal
from models.signals import find_signals, replace_signals, rows_near
from models.tables import DocumentRow

NOON = datetime(2026, 3, 2, 3, tzinfo=UTC)


def stored(database: Database, count: int) -> list[Signal]:
    """Store documents an hour apart, and return a signal for each."""
    documents = [
        Document(
            source="board.example", external_id=str(number), url=f"https://board.example/{number}",
            kind=Kind.COMMUNITY, published_at=NOON + timedelta(hours=number), title="",
            body=f"글 {number}", fetched_at=NOON,
        )
        for number in range(count)
    ]  # fmt: skip
    store_documents(database, documents)
    with database.reading() as session:
        rows = session.scalars(select(DocumentRow).order_by(DocumentRow.published_at)).all()
    return [
        Signal(
            row=row.id, version=1, kind=Kind.COMMUNITY, published_at=row.published_at, about=0.5,
            probability=0.4, leaning=Label.OUTAGE, is_plain=True, model="m", digest=f"d{row.id}",
            keys=frozenset({"kakaotalk", "kakao"}),
        )
        for row in rows
    ]  # fmt: skip


def test_a_signal_comes_back_as_it_was(database: Database) -> None:
    signals = stored(database, 3)
    with database.writing() as session:
        replace_signals(session, [one.row for one in signals], signals)
    with database.reading() as session:
        assert find_signals(session, [one.row for one in signals]) == signals
        assert find_signals(session, [10**6]) == []


def test_signals_are_found_by_a_shared_key_near_in_time(database: Database) -> None:
    signals = stored(database, 5)
    signals[1] = replace(signals[1], keys=frozenset({"upbit"}))
    with database.writing() as session:
        replace_signals(session, [one.row for one in signals], signals)
    with database.reading() as session:
        near = rows_near(session, [("kakao", NOON)], timedelta(hours=3))
        assert near == {signals[0].row, signals[2].row, signals[3].row}
        assert rows_near(session, [("melon", NOON)], timedelta(days=9)) == set()
        assert rows_near(session, [], timedelta(days=9)) == set()


def test_a_signal_takes_the_place_of_the_one_before_and_none_takes_it_away(
    database: Database,
) -> None:
    (signal,) = stored(database, 1)
    newer = replace(signal, about=0.9, keys=frozenset({"kakao"}))
    with database.writing() as session:
        replace_signals(session, [signal.row], [signal])
        replace_signals(session, [signal.row], [newer])
        assert find_signals(session, [signal.row]) == [newer]
        replace_signals(session, [signal.row], [])
        assert find_signals(session, [signal.row]) == []


def test_a_documents_signal_and_its_keys_go_with_it(database: Database) -> None:
    (signal,) = stored(database, 1)
    with database.writing() as session:
        replace_signals(session, [signal.row], [signal])
    with database.writing() as session:
        session.execute(delete(DocumentRow).where(DocumentRow.id == signal.row))
    with database.reading() as session:
        assert session.scalar(select(func.count()).select_from(SignalKeyRow)) == 0
