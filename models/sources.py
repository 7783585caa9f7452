"""Keeps what each crawl brought, and how each source is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.database import Database
from models.records import CrawlOutcome
from models.tables import CrawlRow, SourceRow


@dataclass(frozen=True, slots=True)
class SourceHealth:
    """How a source was at its last crawl."""

    id: str
    state: str
    last_success_at: datetime | None
    last_new_document_at: datetime | None
    failures: int
    problem: str | None


@dataclass(frozen=True, slots=True)
class FailedCrawl:
    """A crawl that brought less than it should."""

    source: str
    finished_at: datetime
    state: str
    problem: str


def record_crawl(database: Database, outcome: CrawlOutcome) -> None:
    """Store what a crawl of a source brought, and how the source is since. Raises StorageError."""
    with database.writing() as session:
        row = session.get(SourceRow, outcome.source) or SourceRow(
            id=outcome.source, failures=0, blocks=0
        )
        session.add(row)
        session.flush()
        _update_health(row, outcome)
        session.add(
            CrawlRow(
                source_id=outcome.source,
                started_at=outcome.started_at,
                finished_at=outcome.finished_at,
                state=outcome.state,
                documents=outcome.documents,
                new=outcome.new,
                errors=list(outcome.errors),
                unchanged=outcome.unchanged,
                blocks=outcome.blocks,
                failed=outcome.failed,
                late=outcome.late,
                coverage=asdict(outcome.coverage),
            )
        )


def _update_health(row: SourceRow, outcome: CrawlOutcome) -> None:
    row.state = outcome.state
    row.problem = outcome.errors[0] if outcome.errors else None
    if outcome.state == "ok":
        row.failures = 0
        row.last_success_at = outcome.finished_at
    else:
        row.failures += 1
    row.blocks = row.blocks + 1 if outcome.state == "blocked" else 0
    row.rests_until = outcome.rests_until
    if outcome.new:
        row.last_new_document_at = outcome.finished_at


def source_healths(session: Session) -> list[SourceHealth]:
    """Return how each source was at its last crawl, by id."""
    return [
        SourceHealth(
            row.id,
            row.state,
            row.last_success_at,
            row.last_new_document_at,
            row.failures,
            row.problem,
        )
        for row in session.scalars(select(SourceRow).order_by(SourceRow.id))
    ]


def failed_crawls(session: Session, since: datetime, until: datetime) -> Sequence[FailedCrawl]:
    """Return each source's last crawl that failed within [since, until), by source."""
    query = (
        select(CrawlRow)
        .where(CrawlRow.finished_at >= since, CrawlRow.finished_at < until, CrawlRow.state != "ok")
        .order_by(CrawlRow.source_id, CrawlRow.finished_at)
    )
    last = {
        row.source_id: FailedCrawl(
            row.source_id, row.finished_at, row.state, str(row.errors[0]) if row.errors else ""
        )
        for row in session.scalars(query)
    }
    return list(last.values())
