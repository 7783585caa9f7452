"""Keeps what lists without times showed when they were last looked at."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from models.collecting_tables import LookRow


@dataclass(frozen=True, slots=True)
class Look:
    """The ids that a list showed at a time."""

    at: datetime
    ids: frozenset[str]


def last_look(session: Session, source: str, url: str) -> Look | None:
    """Return what the list showed when it was last looked at; None for the first time."""
    row = session.get(LookRow, (source, url))
    return Look(row.looked_at, frozenset(row.ids)) if row else None


def keep_look(session: Session, source: str, url: str, ids: Iterable[str], now: datetime) -> None:
    """Keep what the list shows now, in place of what it showed before."""
    session.merge(LookRow(source_id=source, url=url, looked_at=now, ids=list(ids)))
