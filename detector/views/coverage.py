"""Of which days in Korea anything was collected: of the others nothing can be said."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from sqlalchemy import String, column, exists, or_, select, values
from sqlalchemy.orm import Session

from models.clock import day_bounds
from models.tables import CrawlRow, DocumentRow, SourceRow, UtcDateTime


def days_between(first: date, last: date) -> list[date]:
    """Return the days from the first to the last."""
    return [first + timedelta(days=number) for number in range((last - first).days + 1)]


def covered_days(session: Session, days: Sequence[date]) -> frozenset[date]:
    """Return those of the days of which a document is stored, or on which a crawl went well."""
    if not days:
        return frozenset()
    columns = (column("day", String), column("since", UtcDateTime), column("until", UtcDateTime))
    bounds = [(day.isoformat(), *day_bounds(day)) for day in days]
    asked = values(*columns, name="asked").data(bounds).cte("asked")
    since, until = asked.c.since, asked.c.until
    has_document = exists().where(
        DocumentRow.published_at >= since, DocumentRow.published_at < until
    )
    has_crawl = exists().where(
        CrawlRow.source_id == SourceRow.id,  # by the index, a source at a time
        CrawlRow.finished_at >= since,
        CrawlRow.finished_at < until,
        CrawlRow.state == "ok",
    )
    found = session.scalars(select(asked.c.day).where(or_(has_document, has_crawl)))
    return frozenset(date.fromisoformat(day) for day in found)
