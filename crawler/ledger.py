"""What happens to each source during one crawl, and what that makes of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from models.records import Coverage, CrawlOutcome

# Enough to see what is wrong; a feed of 100 unreadable pages need not say so 100 times.
MOST_ERRORS = 10


@dataclass(slots=True)
class SourceRun:
    """One source's part of a crawl, while it runs."""

    started_at: datetime
    seen: int = 0  # documents met, whether or not they were new to us
    failed: int = 0  # pages that could not be read
    new: int = 0
    blocks: int = 0  # walls met that closed the source for this crawl
    unchanged: int = 0  # lists and feeds that answered 304 Not Modified
    titles: int = 0  # of the pages read
    times: int = 0
    bodies: int = 0
    pages: int = 0  # read in full
    rests_until: datetime | None = None
    empty_is_well: bool = False  # the source was read and had nothing, as a status feed may
    errors: list[str] = field(default_factory=list)

    def note(self, problem: str) -> None:
        """Keep a problem's text."""
        if problem not in self.errors and len(self.errors) < MOST_ERRORS:
            self.errors.append(problem)


class Ledger:
    """Keeps a SourceRun for each source of a crawl."""

    def __init__(self, sources: Iterable[str], now: datetime) -> None:
        self.runs = {source: SourceRun(now) for source in sources}

    def is_blocked(self, source: str) -> bool:
        """Tell whether the source has shown a wall."""
        return source in self.runs and self.runs[source].blocks > 0

    def note(self, source: str, problem: str) -> None:
        """Keep a problem that something else may still make good."""
        self.runs[source].note(problem)

    def fail(self, source: str, problem: str) -> None:
        """Count a page that could not be read."""
        self.runs[source].failed += 1
        self.runs[source].note(problem)

    def block(self, source: str, problem: str) -> None:
        """Mark the source as blocked."""
        self.runs[source].blocks += 1
        self.runs[source].note(problem)

    def rest(self, source: str, until: datetime) -> None:
        """Note that the site asked to be left alone until then (Retry-After)."""
        run = self.runs[source]
        run.rests_until = max(until, run.rests_until or until)

    def keep(self, source: str) -> None:
        """Count a list or feed that has not changed since it was last read (304)."""
        self.runs[source].unchanged += 1

    def cover(self, source: str, *, title: bool, time: bool, body: bool) -> None:
        """Count a page that was read, and what was found on it."""
        run = self.runs[source]
        run.pages += 1
        run.titles += title
        run.times += time
        run.bodies += body

    def accept_empty(self, source: str) -> None:
        """Note that the source was read and that it may have had nothing."""
        self.runs[source].empty_is_well = True

    def see(self, source: str, documents: int = 1) -> None:
        """Count documents met."""
        self.runs[source].seen += documents

    def store(self, source: str, new: int) -> None:
        """Count documents that the database did not have."""
        self.runs[source].new += new

    def outcomes(self, now: datetime) -> list[CrawlOutcome]:
        """Return what the crawl made of each source."""
        return [outcome_of(source, run, now) for source, run in self.runs.items()]


def outcome_of(source: str, run: SourceRun, now: datetime) -> CrawlOutcome:
    """Return a source's outcome: nothing found is broken, never quiet."""
    state = state_of(run)
    quiet = run.seen == 0 and state == "broken"
    errors = tuple(run.errors) or (("문서를 하나도 찾지 못했습니다",) if quiet else ())
    return CrawlOutcome(
        source=source,
        started_at=run.started_at,
        finished_at=now,
        state=state,
        documents=run.seen,
        new=run.new,
        errors=errors,
        unchanged=run.unchanged,
        blocks=run.blocks,
        failed=run.failed,
        coverage=Coverage(run.pages, run.titles, run.times, run.bodies),
        rests_until=run.rests_until,
    )


def state_of(run: SourceRun) -> str:
    """Return "blocked", "broken" or "ok"."""
    if run.blocks:
        return "blocked"
    if run.seen == 0:
        is_well = (run.empty_is_well or run.unchanged > 0) and not run.failed
        return "ok" if is_well else "broken"
    if 2 * run.failed > run.seen:
        return "broken"
    return "ok"


def missing_outcomes(
    expected: Mapping[str, datetime], found: Iterable[CrawlOutcome], now: datetime, problem: str
) -> list[CrawlOutcome]:
    """Return a broken outcome for each source that a crawl which died left without one."""
    known = {outcome.source for outcome in found}
    return [
        CrawlOutcome(source, started, now, "broken", 0, 0, (problem,))
        for source, started in expected.items()
        if source not in known
    ]
