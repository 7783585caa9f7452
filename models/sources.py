"""Keeps what each crawl brought, and how each source is."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.database import Database
from models.problems import as_stored, from_stored
from models.records import CrawlOutcome
from models.tables import CrawlRow, SourceRow

# A wall that came down within minutes was an accident; one that stands for days needs a person.
FIRST_REST = timedelta(minutes=15)
LONGEST_REST = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class SourceHealth:
    """How a source was at its last crawl."""

    id: str
    state: str
    last_success_at: datetime | None
    last_new_document_at: datetime | None
    failures: int
    problem: str | None


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
                errors=[as_stored(error) for error in outcome.errors],
                unchanged=outcome.unchanged,
                blocks=outcome.blocks,
                failed=outcome.failed,
                late=outcome.late,
                coverage=asdict(outcome.coverage),
            )
        )


def back_off(walls: int) -> timedelta:
    """Return how long a source rests after so many walls in a row that did not say how long.

    15 minutes, doubled by each further wall, up to a day.
    """
    doubled = min(max(walls, 1) - 1, 16)  # 2**16 quarters of an hour are years: no overflow
    return min(FIRST_REST * (1 << doubled), LONGEST_REST)


def resting_sources(
    session: Session, sources: Collection[str], now: datetime
) -> dict[str, datetime]:
    """Return those of the sources that are left alone now, with the time until which."""
    query = select(SourceRow.id, SourceRow.rests_until).where(
        SourceRow.id.in_(sources), SourceRow.rests_until > now
    )
    return {source: until for source, until in session.execute(query) if until}


def _update_health(row: SourceRow, outcome: CrawlOutcome) -> None:
    was_left_alone = _was_left_alone(outcome)
    row.state = outcome.state
    if not (was_left_alone and row.problem):  # why it rests says more than that it does
        row.problem = as_stored(outcome.errors[0]) if outcome.errors else None
    if outcome.state == "ok":
        row.failures = 0
        row.last_success_at = outcome.finished_at
    elif not was_left_alone:
        row.failures += 1
    if not was_left_alone:
        row.blocks = row.blocks + 1 if outcome.state == "blocked" else 0
    row.rests_until = _rest_of(row, outcome)
    if outcome.new:
        row.last_new_document_at = outcome.finished_at


def _was_left_alone(outcome: CrawlOutcome) -> bool:
    """Tell whether a crawl asked the source nothing, because it rests."""
    is_resting = outcome.state == "blocked" and outcome.rests_until is not None
    return is_resting and outcome.blocks == 0


def _rest_of(row: SourceRow, outcome: CrawlOutcome) -> datetime | None:
    """Return until when a source rests: as its site asked, else by our own back-off."""
    until = outcome.rests_until
    if until is None and outcome.state == "blocked":
        until = outcome.finished_at + back_off(row.blocks)
    standing = row.rests_until  # another crawl, or one that died, does not end a rest
    if standing and standing > outcome.finished_at:
        return max(standing, until or standing)
    return until


def source_healths(session: Session) -> list[SourceHealth]:
    """Return how each source was at its last crawl, by id."""
    return [
        SourceHealth(
            row.id,
            row.state,
            row.last_success_at,
            row.last_new_document_at,
            row.failures,
            from_stored(row.problem) if row.problem else None,
        )
        for row in session.scalars(select(SourceRow).order_by(SourceRow.id))
    ]


def last_crawls(session: Session) -> dict[str, datetime]:
    """Return when the last crawl of each source ended."""
    query = select(CrawlRow.source_id, func.max(CrawlRow.finished_at)).group_by(CrawlRow.source_id)
    return {source: ended for source, ended in session.execute(query)}  # noqa: C416 - rows, not pairs
