"""Which sources failed on a day, or should have been crawled on it and were not."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from crawler.catalogue import Source
from detector.cli.options import day_bounds
from detector.digest import FailedSource
from models.sources import failed_crawls
from models.tables import CrawlRow

_LATE_AFTER = timedelta(days=1)


def failed_sources(
    session: Session, sources: list[Source], day: date, now: datetime
) -> list[FailedSource]:
    """Return the blind spots of a KST day: blocked and broken crawls, and sources that were late.

    A source is late when it was crawled before that day, is still in use, and the day (of today:
    the last 24 hours) holds no crawl of it.
    """
    since, until = day_bounds(day)
    failed = [
        FailedSource(crawl.source, crawl.state) for crawl in failed_crawls(session, since, until)
    ]
    seen = {source.id for source in failed}
    edge = min(now, until)
    last = _last_crawls(session, until)
    late = [
        FailedSource(source.id, "late")
        for source in sources
        if source.enabled
        and source.id not in seen
        and source.id in last
        and last[source.id]
        < edge - max(_LATE_AFTER, 1.5 * timedelta(minutes=source.interval_minutes))
    ]
    return failed + late


def _last_crawls(session: Session, until: datetime) -> dict[str, datetime]:
    query = select(CrawlRow.source_id, func.max(CrawlRow.finished_at))
    query = query.where(CrawlRow.finished_at < until).group_by(CrawlRow.source_id)
    return {row[0]: row[1] for row in session.execute(query)}
