"""Keeps what speaks for an outage in each document, so that its neighbours can be weighed together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from sqlalchemy import delete, func, or_, select
from sqlalchemy.orm import Session

from models.grouping_tables import SignalKeyRow, SignalRow
from models.pages import in_pages
from models.records import Kind, Label, Signal

_CONDITIONS = 100  # of one query


def replace_signals(session: Session, rows: Iterable[int], signals: Sequence[Signal]) -> None:
    """Store the signals of these documents in place of those they had; rows may have none now."""
    for page in in_pages(rows):
        session.execute(delete(SignalRow).where(SignalRow.document_id.in_(page)))
    session.add_all(
        SignalRow(
            document_id=signal.row,
            version=signal.version,
            kind=signal.kind.value,
            published_at=signal.published_at,
            about=signal.about,
            probability=signal.probability,
            leaning=signal.leaning.value,
            plain=signal.is_plain,
            model=signal.model,
            digest=signal.digest,
        )
        for signal in signals
    )
    session.flush()
    session.add_all(
        SignalKeyRow(document_id=signal.row, key=key, published_at=signal.published_at)
        for signal in signals
        for key in sorted(signal.keys)
    )
    session.flush()


def find_signals(session: Session, rows: Iterable[int]) -> list[Signal]:
    """Return the signals of these documents in order of row; those without one are left out."""
    found: list[Signal] = []
    for page in in_pages(rows):
        keys: dict[int, set[str]] = defaultdict(set)
        for row, key in session.execute(
            select(SignalKeyRow.document_id, SignalKeyRow.key).where(
                SignalKeyRow.document_id.in_(page)
            )
        ):
            keys[row].add(key)
        query = select(SignalRow).where(SignalRow.document_id.in_(page))
        found += [
            _signal(row, frozenset(keys[row.document_id]))
            for row in session.scalars(query.order_by(SignalRow.document_id))
        ]
    return found


def rows_near(
    session: Session, places: Iterable[tuple[str, datetime]], within: timedelta
) -> set[int]:
    """Return the documents with a signal that has one of these keys so near to its time."""
    found: set[int] = set()
    for page in in_pages(places, _CONDITIONS):
        conditions = [
            (SignalKeyRow.key == key) & SignalKeyRow.published_at.between(at - within, at + within)
            for key, at in page
        ]
        query = select(SignalKeyRow.document_id).where(or_(*conditions)).distinct()
        found.update(session.scalars(query))
    return found


def times_of_posts(
    session: Session, key: str, spans: Iterable[tuple[datetime, datetime]]
) -> list[datetime]:
    """Return when posts with a signal of this key were published, each text once, in order.

    Only those within one of the spans are looked for.
    """
    first: dict[str, datetime] = {}
    for page in in_pages(spans, _CONDITIONS):
        within = or_(*(SignalKeyRow.published_at.between(*span) for span in page))
        query = (
            select(SignalRow.digest, func.min(SignalRow.published_at))
            .join(SignalKeyRow, SignalKeyRow.document_id == SignalRow.document_id)
            .where(SignalKeyRow.key == key, SignalRow.kind == Kind.COMMUNITY.value, within)
            .group_by(SignalRow.digest)
        )
        for digest, at in session.execute(query):
            first[digest] = min(at, first.get(digest, at))
    return sorted(first.values())


def _signal(row: SignalRow, keys: frozenset[str]) -> Signal:
    return Signal(
        row=row.document_id,
        version=row.version,
        kind=Kind(row.kind),
        published_at=row.published_at,
        about=row.about,
        probability=row.probability,
        leaning=Label(row.leaning),
        is_plain=row.plain,
        model=row.model,
        digest=row.digest,
        keys=keys,
    )
