"""What happens to each source during one crawl, and what that makes of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from models.problems import Problem
from models.records import Coverage, CrawlOutcome

# Enough to see what is wrong; a feed of 100 unreadable pages need not say so 100 times.
MOST_ERRORS = 10
# A site that moved or fell answers 404 to everything; this many pages may be gone at once, or as
# many as could be read.
MOST_GONE = 5
# Fewer pages say nothing about a layout; crawler.health adds up those of several crawls.
LEAST_PAGES = 5


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
    gone: set[str] = field(default_factory=set)  # ids of documents whose page was deleted
    rests_until: datetime | None = None
    was_left_alone: bool = False  # it rests, so it was asked nothing
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
        """Tell whether the source has shown a wall, or rests since it did."""
        run = self.runs.get(source)
        return run is not None and (run.blocks > 0 or run.was_left_alone)

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

    def skip(self, source: str, problem: str, until: datetime) -> None:
        """Note that the source is asked nothing, because it rests until then."""
        self.runs[source].was_left_alone = True
        self.runs[source].note(problem)
        self.rest(source, until)

    def is_whole(self, source: str) -> bool:
        """Tell whether nothing that the source's lists named has failed."""
        run = self.runs[source]
        return not (run.failed or run.blocks or run.was_left_alone)

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

    def lose(self, source: str, external_id: str) -> None:
        """Count a document's page that was found deleted."""
        self.runs[source].gone.add(external_id)

    def gone(self, source: str) -> frozenset[str]:
        """Return the documents whose pages are gone; call it once, at the crawl's end.

        Where so many are that the site must be at fault, none is, and each counts as a failure.
        """
        run = self.runs[source]
        if len(run.gone) <= max(MOST_GONE, run.bodies):
            return frozenset(run.gone)
        run.failed += len(run.gone)
        run.note(Problem("problem.crawl.many_gone", count=len(run.gone)))
        return frozenset()

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
    errors = tuple(run.errors)
    if state == "broken" and has_empty_bodies(run):  # the pages "read" well, so nothing else tells
        errors = (
            Problem("problem.crawl.empty_bodies", pages=run.pages, bodies=run.bodies),
            *errors,
        )
    elif state == "broken" and run.seen == 0:
        errors = errors or (Problem("problem.crawl.nothing"),)
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
    if run.blocks or run.was_left_alone:
        return "blocked"
    if run.seen == 0:
        is_well = (run.empty_is_well or run.unchanged > 0) and not run.failed
        return "ok" if is_well else "broken"
    if 2 * run.failed > run.seen or has_empty_bodies(run) or fails_on_new_pages(run):
        return "broken"
    return "ok"


def has_empty_bodies(run: SourceRun) -> bool:
    """Tell whether most of the pages that were read had no text, as after a change of layout."""
    return run.pages >= LEAST_PAGES and 2 * run.bodies < run.pages


def fails_on_new_pages(run: SourceRun) -> bool:
    """Tell whether most new pages failed, however many documents were known from before."""
    read = run.pages or run.new
    return run.failed >= max(LEAST_PAGES, read)


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
