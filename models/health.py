"""What the crawls of every source say about it: two queries for all sources, however many."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Row, case, func, select
from sqlalchemy.orm import Session

from models.problems import from_stored
from models.records import Coverage
from models.tables import CrawlRow, SourceRow

#: Where each span ends, back from the moment asked about: four quarters of a day, the week, before.
SPANS = (
    timedelta(hours=6),
    timedelta(hours=12),
    timedelta(hours=18),
    timedelta(hours=24),
    timedelta(days=7),
    timedelta(days=28),
)
NO_COVERAGE = Coverage()
DAY_SPANS, WEEK_SPANS = 4, 5  # how many of them make the last day, the last week


@dataclass(frozen=True, slots=True)
class Span:
    """What the crawls of one source within a span of time brought."""

    crawls: int = 0
    good: int = 0  # of them ok
    kept: int = 0  # of the good ones, those to which the list answered only 304 Not Modified
    new: int = 0
    failed: int = 0  # pages unreadable, in crawls that met any document
    coverage: Coverage = NO_COVERAGE

    def __add__(self, other: Span) -> Span:
        """Add two spans."""
        mine, theirs = self.coverage, other.coverage
        return Span(
            self.crawls + other.crawls,
            self.good + other.good,
            self.kept + other.kept,
            self.new + other.new,
            self.failed + other.failed,
            Coverage(
                mine.pages + theirs.pages,
                mine.titles + theirs.titles,
                mine.times + theirs.times,
                mine.bodies + theirs.bodies,
            ),
        )


@dataclass(frozen=True, slots=True)
class RecordedCrawl:
    """One crawl as the database holds it."""

    started_at: datetime
    finished_at: datetime
    state: str  # "ok" | "broken" | "blocked"
    documents: int
    new: int
    unchanged: int
    failed: int
    late: bool
    coverage: Coverage
    errors: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SourceHistory:
    """What is known of a source's crawls up to a moment."""

    id: str
    first_crawl_at: datetime | None  # None: never crawled up to then
    last: RecordedCrawl | None
    spans: tuple[Span, ...]  # as SPANS, each from where the one before it ends
    # As of the last crawl of all, even where that came after the moment:
    last_success_at: datetime | None = None
    last_new_document_at: datetime | None = None
    failures: int = 0  # in a row
    blocks: int = 0  # in a row
    rests_until: datetime | None = None
    problem: str | None = None

    def over(self, spans: int) -> Span:
        """Return the sum of the newest spans."""
        return sum(self.spans[:spans], Span())

    def before(self, spans: int) -> Span:
        """Return the sum of what came before the newest spans."""
        return sum(self.spans[spans:], Span())


@dataclass(frozen=True, slots=True)
class CrawlMark:
    """When a crawl ended, and how."""

    finished_at: datetime
    state: str
    late: bool
    problem: str | None


def source_histories(session: Session, at: datetime) -> dict[str, SourceHistory]:
    """Return the history of every source of the database up to a moment, by id."""
    spans = _spans(session, at)
    empty = (Span(),) * len(SPANS)
    of_source = CrawlRow.source_id == SourceRow.id
    # One step down the index a source, where grouping would read every crawl ever made.
    newest = select(CrawlRow.id).where(of_source, CrawlRow.finished_at < at)
    newest = newest.order_by(CrawlRow.finished_at.desc(), CrawlRow.id.desc()).limit(1)
    last = newest.correlate(SourceRow).scalar_subquery()
    first = select(func.min(CrawlRow.finished_at)).where(of_source, CrawlRow.finished_at < at)
    query = (
        select(SourceRow, CrawlRow, first.correlate(SourceRow).scalar_subquery())
        .outerjoin(CrawlRow, CrawlRow.id == last)
        .order_by(SourceRow.id)
    )
    return {
        row.id: SourceHistory(
            id=row.id,
            first_crawl_at=first_at,
            last=_recorded(crawl) if crawl is not None else None,
            spans=spans.get(row.id, empty),
            last_success_at=row.last_success_at,
            last_new_document_at=row.last_new_document_at,
            failures=row.failures,
            blocks=row.blocks,
            rests_until=row.rests_until,
            problem=from_stored(row.problem) if row.problem else None,
        )
        for row, crawl, first_at in session.execute(query)
    }


def crawl_marks(
    session: Session, since: datetime, until: datetime
) -> Mapping[str, list[CrawlMark]]:
    """Return by source the ends of the crawls within [since, until), and of the last good one before.

    They are in order.
    """
    marks = _last_good(session, since)
    query = (
        select(
            CrawlRow.source_id,
            CrawlRow.finished_at,
            CrawlRow.state,
            CrawlRow.late,
            CrawlRow.errors,
        )
        .join(SourceRow, SourceRow.id == CrawlRow.source_id)  # by the index, a source at a time
        .where(CrawlRow.finished_at >= since, CrawlRow.finished_at < until)
        .order_by(CrawlRow.source_id, CrawlRow.finished_at, CrawlRow.id)
    )
    for source, finished, state, late, errors in session.execute(query):
        problem = from_stored(str(errors[0])) if errors else None
        marks[source].append(CrawlMark(finished, state, late, problem))
    return marks


def recent_crawls(session: Session, source: str, limit: int) -> list[RecordedCrawl]:
    """Return the last crawls of a source, the newest first."""
    query = select(CrawlRow).where(CrawlRow.source_id == source)
    query = query.order_by(CrawlRow.finished_at.desc(), CrawlRow.id.desc()).limit(limit)
    return [_recorded(row) for row in session.scalars(query)]


def _last_good(session: Session, before: datetime) -> dict[str, list[CrawlMark]]:
    newest = (
        select(CrawlRow.finished_at)
        .where(CrawlRow.source_id == SourceRow.id, CrawlRow.finished_at < before)
        .where(CrawlRow.state == "ok")
        .order_by(CrawlRow.finished_at.desc())
        .limit(1)
        .correlate(SourceRow)
        .scalar_subquery()
    )
    found: dict[str, list[CrawlMark]] = defaultdict(list)
    for source, finished in session.execute(select(SourceRow.id, newest)):
        if finished is not None:
            found[source].append(CrawlMark(finished, "ok", late=False, problem=None))
    return found


def _spans(session: Session, at: datetime) -> dict[str, tuple[Span, ...]]:
    whens = [(CrawlRow.finished_at >= at - back, number) for number, back in enumerate(SPANS)]
    is_good = CrawlRow.state == "ok"
    is_kept = is_good & (CrawlRow.unchanged > 0) & (CrawlRow.documents == 0)
    query = (
        select(
            CrawlRow.source_id,
            case(*whens).label("span"),
            func.count().label("crawls"),
            _count(is_good).label("good"),
            _count(is_kept).label("kept"),
            func.sum(CrawlRow.new).label("new"),
            func.sum(case((CrawlRow.documents > 0, CrawlRow.failed), else_=0)).label("failed"),
            *(_covered(name).label(name) for name in ("pages", "titles", "times", "bodies")),
        )
        .join(SourceRow, SourceRow.id == CrawlRow.source_id)  # by the index, a source at a time
        .where(CrawlRow.finished_at >= at - SPANS[-1], CrawlRow.finished_at < at)
        .group_by(CrawlRow.source_id, "span")
    )
    found: dict[str, list[Span]] = defaultdict(lambda: [Span()] * len(SPANS))
    for row in session.execute(query):
        found[row.source_id][row.span] = _span(row)
    return {source: tuple(spans) for source, spans in found.items()}


def _span(row: Row[Any]) -> Span:
    coverage = Coverage(int(row.pages), int(row.titles), int(row.times), int(row.bodies))
    return Span(
        int(row.crawls), int(row.good), int(row.kept), int(row.new), int(row.failed), coverage
    )


def _count(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return func.sum(case((condition, 1), else_=0))


def _covered(name: str) -> ColumnElement[int]:
    """Return the sum of one of the coverage's numbers; 0 for crawls that were never asked."""
    return func.coalesce(func.sum(CrawlRow.coverage[name].as_integer()), 0)


def _recorded(row: CrawlRow) -> RecordedCrawl:
    return RecordedCrawl(
        row.started_at,
        row.finished_at,
        row.state,
        row.documents,
        row.new,
        row.unchanged,
        row.failed,
        row.late,
        Coverage(**(row.coverage or {})),
        tuple(from_stored(str(error)) for error in row.errors),
    )
