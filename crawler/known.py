"""What the database already has of a source: what need not be fetched, and what is due again."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select

from models.database import Database
from models.pages import in_pages
from models.records import ABOUT_AN_OUTAGE
from models.tables import DocumentRow, ReportRow, SourceRow

# Portals and papers edit an article in place, mostly within its first hour.
REREAD_WITHIN = timedelta(hours=1)
# Corrections and deletions that come later are looked for once, a day after the last reading.
REREAD_AFTER = timedelta(days=1)
REREAD_UNTIL = timedelta(days=2)
#: Pages of a source that one crawl reads again for that.
MOST_REREAD = 10
# A document whose page was gone is asked for while a list still shows it, this long.
GONE_WATCHED = timedelta(days=3)


@dataclass(frozen=True, slots=True)
class Known:
    """Those of some documents that are stored, and those that need not be read again now."""

    stored: frozenset[str] = frozenset()
    settled: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class DueDocument:
    """A stored document whose page is to be read once more."""

    external_id: str
    url: str
    published_at: datetime


def known_documents(
    database: Database, source: str, external_ids: Iterable[str], now: datetime
) -> Known:
    """Return which of a source's documents are stored, and which of them are settled.

    One is settled an hour after its publication, unless its page was found gone and it is of the
    last three days: a list that shows it may mean that it is back. Raises StorageError.
    """
    stored: set[str] = set()
    settled: set[str] = set()
    columns = (DocumentRow.external_id, DocumentRow.published_at, DocumentRow.gone_at)
    with database.reading() as session:
        for page in in_pages(external_ids):
            query = select(*columns).where(
                DocumentRow.source == source,
                DocumentRow.external_id.in_(page),
            )
            for number, published_at, gone_at in session.execute(query):
                stored.add(number)
                if published_at < now - (GONE_WATCHED if gone_at else REREAD_WITHIN):
                    settled.add(number)
    return Known(frozenset(stored), frozenset(settled))


def due_documents(
    database: Database, source: str, now: datetime, limit: int = MOST_REREAD
) -> list[DueDocument]:
    """Return up to limit documents last read a day ago and published within two days.

    Reading one moves its fetched_at, so each comes once. Those about an outage come first, then
    the newest. A document made of what a list said has no page to compare. Raises StorageError.
    """
    is_about_one = ReportRow.label.in_([label.value for label in ABOUT_AN_OUTAGE])
    query = (
        select(DocumentRow)
        .outerjoin(ReportRow, (ReportRow.document_id == DocumentRow.id) & is_about_one)
        .where(
            DocumentRow.source == source,
            DocumentRow.published_at > now - REREAD_UNTIL,
            DocumentRow.fetched_at <= now - REREAD_AFTER,
            DocumentRow.gone_at.is_(None),
        )
        .order_by(ReportRow.document_id.is_(None), DocumentRow.published_at.desc(), DocumentRow.id)
    )
    due: list[DueDocument] = []
    with database.reading() as session:
        for row in session.scalars(query.execution_options(yield_per=limit)):
            if "from" not in row.extra:
                due.append(DueDocument(row.external_id, row.url, row.published_at))
            if len(due) == limit:
                break
    return due


def last_success(database: Database, source: str) -> datetime | None:
    """Return when a crawl of the source last ended well; None where none has."""
    with database.reading() as session:
        return session.scalar(select(SourceRow.last_success_at).where(SourceRow.id == source))
