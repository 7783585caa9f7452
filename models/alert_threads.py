"""Keeps what each channel was told of each incident, who is muted, and when things were done."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from models.alert_records import AlertThread, Mute
from models.alert_tables import AlertMarkRow, AlertMuteRow, AlertThreadRow

_FIELDS = tuple(AlertThread.__dataclass_fields__)
_LISTS = ("rows", "told", "named")


def open_threads(session: Session, channels: Collection[str] | None = None) -> list[AlertThread]:
    """Return the threads that are not closed, of these channels or of all, oldest first."""
    rows = AlertThreadRow
    query = select(rows).where(rows.closed_at.is_(None))
    if channels is not None:
        query = query.where(rows.channel.in_(channels))
    return [
        _thread(row) for row in session.scalars(query.order_by(rows.opened_at, rows.about, rows.id))
    ]


def save_threads(session: Session, threads: Iterable[AlertThread]) -> None:
    """Store threads, new ones and changed ones."""
    for thread in threads:
        values = {name: getattr(thread, name) for name in _FIELDS}
        values |= {name: list(values[name]) for name in _LISTS}
        session.merge(AlertThreadRow(**values))
    session.flush()


def ack_threads(session: Session, about: Collection[str], now: datetime) -> int:
    """Write down that somebody has taken these incidents on; return on how many channels."""
    rows = AlertThreadRow
    query = select(rows).where(rows.about.in_(about), rows.closed_at.is_(None))
    found = list(session.scalars(query))
    for row in found:
        row.acked_at = row.acked_at or now
    return len(found)


def add_mute(session: Session, party_id: str, name: str, now: datetime, until: datetime) -> None:
    """Tell nothing of a provider or service until then; an earlier mute of it ends."""
    lift_mute(session, party_id, now)
    session.add(AlertMuteRow(party_id=party_id, name=name, since=now, until=until))


def lift_mute(session: Session, party_id: str, now: datetime) -> int:
    """End the mutes of a provider or service, and return how many there were."""
    rows = AlertMuteRow
    lifted = (
        update(rows)
        .where(rows.party_id == party_id, rows.lifted_at.is_(None), rows.until > now)
        .values(lifted_at=now)
    )
    return len(session.scalars(lifted.returning(rows.number)).all())


def mutes_at(session: Session, now: datetime) -> list[Mute]:
    """Return the mutes that hold at a moment, by when they end."""
    rows = AlertMuteRow
    query = select(rows).where(rows.lifted_at.is_(None), rows.since <= now, rows.until > now)
    return [
        Mute(row.number, row.party_id, row.name, row.since, row.until, row.lifted_at)
        for row in session.scalars(query.order_by(rows.until, rows.number))
    ]


def mark_at(session: Session, name: str) -> datetime | None:
    """Return when a mark was set, or None."""
    row = session.get(AlertMarkRow, name)
    return row.at if row else None


def set_mark(session: Session, name: str, at: datetime) -> None:
    """Set a mark."""
    session.merge(AlertMarkRow(name=name, at=at))
    session.flush()


def clear_mark(session: Session, name: str) -> None:
    """Take a mark away, if it is set."""
    session.execute(delete(AlertMarkRow).where(AlertMarkRow.name == name))


def _thread(row: AlertThreadRow) -> AlertThread:
    values = {name: getattr(row, name) for name in _FIELDS}
    return AlertThread(**(values | {name: tuple(values[name]) for name in _LISTS}))
