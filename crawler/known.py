"""Which documents the database already has, so that they need not be fetched again."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from sqlalchemy import select

from models.database import Database
from models.tables import DocumentRow

# Portals and papers edit an article in place, mostly within its first hour.
REREAD_WITHIN = timedelta(hours=1)
_BATCH = 500


def settled_documents(
    database: Database, source: str, external_ids: Iterable[str], now: datetime
) -> frozenset[str]:
    """Return those of the documents that are stored and old enough not to be read again."""
    wanted = list(dict.fromkeys(external_ids))
    found: set[str] = set()
    with database.reading() as session:
        for begin in range(0, len(wanted), _BATCH):
            query = select(DocumentRow.external_id).where(
                DocumentRow.source == source,
                DocumentRow.external_id.in_(wanted[begin : begin + _BATCH]),
                DocumentRow.published_at < now - REREAD_WITHIN,
            )
            found.update(session.scalars(query))
    return frozenset(found)
