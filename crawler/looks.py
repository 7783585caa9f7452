"""What a list without times showed when it was last looked at: what is new since has a time."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from models.database import Database
from models.looks import Look, keep_look, last_look

#: What appeared between two looks further apart than this has no time worth storing.
APART = timedelta(hours=2)


def fresh_ids(look: Look | None, ids: Iterable[str], now: datetime) -> frozenset[str]:
    """Return the ids, newest first, that appeared after the last look and so just now.

    None after the first look, after a long pause, or where none of what it showed is left: then
    nothing says how old the others are. Below the first known id the order has slipped, not time.
    """
    if look is None or now - look.at > APART:
        return frozenset()
    shown = list(ids)
    known = [place for place, number in enumerate(shown) if number in look.ids]
    return frozenset(shown[: known[0]]) if known else frozenset()


def compare_looks(
    database: Database, source: str, url: str, ids: Iterable[str], now: datetime
) -> frozenset[str]:
    """Return the ids that appeared just now, and keep the look. Raises StorageError."""
    shown = list(ids)
    with database.writing() as session:
        look = last_look(session, source, url)
        if shown:
            keep_look(session, source, url, shown, now)
    return fresh_ids(look, shown, now)
