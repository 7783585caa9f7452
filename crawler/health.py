"""How each source is, by written rules: from what it promises and what its crawls brought."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from itertools import pairwise

from crawler.catalogue import Source
from models.clock import to_kst
from models.health import DAY_SPANS, WEEK_SPANS, CrawlMark, SourceHistory
from models.problems import Problem, keys_in
from models.records import Coverage, CrawlOutcome, Kind

#: A source is late once so many of its intervals passed without a crawl ...
LATE_INTERVALS = 3
#: ... but not sooner than this: an hourly crontab, whose crawls take minutes, is a fair way to run it.
LEAST_GRACE = timedelta(minutes=90)
#: A pause after which a board's first page has lost posts (floors of 50 a day, pages of
#: 25 to 50 rows); a shorter one is made good by the next crawl,
#: unless the schedule itself says that it missed some (a crawl recorded late).
LONGEST_PAUSE = timedelta(hours=6)
#: Fewer pages than this say nothing about a layout.
LEAST_PAGES = 5
#: A field is lost when it is found on less than half of the share of pages it usually is on. Boards
#: of pictures have few texts, so the usual share counts; a field that has long been lost is still so.
LOST_SHARE = 0.5
LEAST_SHARE = 0.2
USUAL_PAGES = 20
#: A day under this part of the floor is broken, not quiet.
LEAST_OF_FLOOR = 0.5
#: News at the weekend: 0.55 of a weekday (76 feeds of July 2022), and 15 of 34 small feeds had none.
LEAST_OF_FLOOR_AT_WEEKENDS = LEAST_OF_FLOOR / 2
#: Floors so small say nothing about a day of the weekend.
SMALL_FLOOR = 10
#: Fewer failing at once may be their own fault each.
LEAST_TOGETHER = 3

#: The shortest first: the name of a span, and how many of it.
_SPAN_NAMES = {1: ("hours", 6), DAY_SPANS: ("hours", 24), WEEK_SPANS: ("days", 7)}
_FIELDS = ("bodies", "titles", "times")
#: Problems of crawler.failures that are of the way to a site, not of what it answers.
_NETWORK = frozenset(
    f"problem.fetch.{name}" for name in ("no_name", "timeout", "refused", "cut", "failed")
)


class State(StrEnum):
    """How a source is; the worst first."""

    BROKEN = "broken"
    BLOCKED = "blocked"
    LATE = "late"
    UNKNOWN = "unknown"
    OK = "ok"


#: The states that somebody has to look at.
TROUBLES = frozenset({State.BROKEN, State.BLOCKED, State.LATE})


@dataclass(frozen=True, slots=True)
class Health:
    """How a source is, and why; why is "" for one that is well."""

    state: State
    why: str = ""


@dataclass(frozen=True, slots=True)
class BlindSpot:
    """A time for which a source told us nothing."""

    state: State
    why: str
    since: datetime | None
    until: datetime | None  # None: it still was at the end of the day


def judge(source: Source | None, history: SourceHistory | None, at: datetime) -> Health:
    """Return how a source is at a moment; one without a catalogue entry promises nothing."""
    if history is None or history.last is None:
        return Health(State.UNKNOWN, Problem("problem.health.never"))
    if why := _why_blocked(history, at):
        return Health(State.BLOCKED, why)
    if why := _why_broken(source, history, at):
        return Health(State.BROKEN, why)
    if source is not None and source.enabled and (why := _why_late(source, history, at)):
        return Health(State.LATE, why)
    return Health(State.OK)


def grace(source: Source) -> timedelta:
    """Return how long a source may go without a crawl."""
    return max(LATE_INTERVALS * timedelta(minutes=source.interval_minutes), LEAST_GRACE)


def recent_coverage(history: SourceHistory) -> tuple[int, Coverage]:
    """Return the shortest time that has pages enough to judge, in spans, and what was on them."""
    for spans in _SPAN_NAMES:
        coverage = history.over(spans).coverage
        if coverage.pages >= LEAST_PAGES:
            return spans, coverage
    return WEEK_SPANS, history.over(WEEK_SPANS).coverage


def blind_spot(
    source: Source | None,
    history: SourceHistory,
    marks: Sequence[CrawlMark],
    since: datetime,
    until: datetime,
) -> BlindSpot | None:
    """Return for what part of a day a source was late, blocked or broken; None for a good day.

    marks are its crawls of the day, and the last good one before; until is the day's end, or now. It
    was blind when it is in trouble at the end, or when a pause between good crawls was too long.
    """
    if history.last is None:
        return None
    good = [mark.finished_at for mark in marks if mark.state == "ok"]
    found = judge(source, history, until)
    if source is None or not source.enabled:  # nobody promised to crawl it, but a failure is one
        is_blind = found.state in TROUBLES and history.last.finished_at >= since
        return BlindSpot(found.state, found.why, None, None) if is_blind else None
    is_silent = history.last.state != "ok" or until - history.last.finished_at > grace(source)
    if is_silent:
        return BlindSpot(found.state, found.why, good[-1] if good else None, None)
    if found.state in TROUBLES - {State.LATE}:  # its crawls go well, and bring too little
        return BlindSpot(found.state, found.why, None, None)
    return _longest_pause(source, marks, since)


def failed_together(outcomes: Sequence[CrawlOutcome]) -> list[CrawlOutcome]:
    """Return the outcomes that only our own network explains: most of a crawl, all by the network."""
    found = [
        outcome
        for outcome in outcomes
        if outcome.state == "broken"
        and not outcome.documents
        and is_network_trouble(outcome.errors)
    ]
    return found if len(found) >= LEAST_TOGETHER and 2 * len(found) > len(outcomes) else []


def is_network_trouble(problems: Sequence[str]) -> bool:
    """Tell whether one of the problems is of the way to the site, not of what it answers."""
    return any(not _NETWORK.isdisjoint(keys_in(problem)) for problem in problems)


def _why_blocked(history: SourceHistory, at: datetime) -> str:
    assert history.last is not None
    said = history.last.errors[0] if history.last.errors else Problem("problem.health.blocked")
    if history.rests_until and history.rests_until > at:  # its crawls say only that it rests
        return Problem(
            "problem.health.rests",
            until=_moment(history.rests_until),
            problem=history.problem or said,
        )
    return said if history.last.state == "blocked" else ""


def _why_broken(source: Source | None, history: SourceHistory, at: datetime) -> str:
    assert history.last is not None
    if history.last.state == "broken":
        return history.last.errors[0] if history.last.errors else Problem("problem.form.unknown")
    why = _why_unreadable(history) or _why_field_lost(history)
    if why or source is None or not source.enabled or not source.least_documents_a_day:
        return why
    if history.last.documents == 0 and history.last.unchanged == 0:
        return Problem("problem.health.empty")
    return _why_too_few(source, history, at)


def _why_unreadable(history: SourceHistory) -> str:
    """Say so where as many pages failed as were read, of the shortest time with enough of them."""
    for spans in _SPAN_NAMES:
        span = history.over(spans)
        read = span.coverage.pages or span.new
        if span.failed + read >= LEAST_PAGES:
            if span.failed < max(read, LEAST_PAGES):
                return ""
            return Problem("problem.health.unread", span=_span_name(spans), failed=span.failed)
    return ""


def _why_field_lost(history: SourceHistory) -> str:
    spans, recent = recent_coverage(history)
    usual = history.before(spans).coverage
    if recent.pages < LEAST_PAGES:
        return ""
    for field in _FIELDS:
        found = getattr(recent, field)
        bar = LOST_SHARE
        if usual.pages >= USUAL_PAGES:
            bar = max(LEAST_SHARE, LOST_SHARE * getattr(usual, field) / usual.pages)
        if found < bar * recent.pages:
            return Problem(
                f"problem.lost.{field}",
                span=_span_name(spans), pages=recent.pages, found=found,
            )  # fmt: skip
    return ""


def _span_name(spans: int) -> Problem:
    unit, count = _SPAN_NAMES[spans]
    return Problem(f"problem.span.{unit}", count=count)


def _why_too_few(source: Source, history: SourceHistory, at: datetime) -> str:
    """Say so where a full day, or week, of good crawls brought too little.

    A day is the last 24 hours: at 3 in the morning a calendar day has held nothing but night, and
    at the end of a calendar day the two are the same.
    """
    assert history.first_crawl_at is not None
    day, week = history.over(DAY_SPANS), history.over(WEEK_SPANS)
    age = at - history.first_crawl_at
    if age >= timedelta(days=7) and week.new == 0 and all(_was_read(history, DAY_SPANS)):
        return Problem("problem.health.dead")
    is_whole = age >= timedelta(days=1) and all(_was_read(history, DAY_SPANS))
    if not is_whole or day.kept == day.good:  # 304 all day: the site says that nothing is new
        return ""
    least = least_documents(source, at)
    if day.new >= least:
        return ""
    floor = source.least_documents_a_day
    return Problem("problem.health.too_few", new=day.new, floor=floor)


def least_documents(source: Source, at: datetime) -> int:
    """Return how few new documents the 24 hours before a moment may bring."""
    floor = source.least_documents_a_day
    days = {to_kst(at - timedelta(days=1)).weekday(), to_kst(at - timedelta(seconds=1)).weekday()}
    if source.kind is Kind.NEWS and days & {5, 6}:
        return 0 if floor < SMALL_FLOOR else math.ceil(LEAST_OF_FLOOR_AT_WEEKENDS * floor)
    return math.ceil(LEAST_OF_FLOOR * floor)


def _was_read(history: SourceHistory, spans: int) -> list[bool]:
    return [span.good > 0 for span in history.spans[:spans]]


def _why_late(source: Source, history: SourceHistory, at: datetime) -> str:
    assert history.last is not None
    if at - history.last.finished_at > grace(source):
        return Problem(
            "problem.health.late",
            since=_moment(history.last.finished_at),
            minutes=source.interval_minutes,
        )
    return Problem("problem.health.was_late") if history.last.late else ""


def _longest_pause(source: Source, marks: Sequence[CrawlMark], since: datetime) -> BlindSpot | None:
    """Return the pause between two good crawls that took most of the day, if it took too long."""
    good = [mark for mark in marks if mark.state == "ok"]
    pauses = [
        (after.finished_at - max(before.finished_at, since), before.finished_at, after)
        for before, after in pairwise(good)
        if after.finished_at >= since
    ]
    too_long = [
        (length, begin, after.finished_at)
        for length, begin, after in pauses
        if length > (grace(source) if after.late else LONGEST_PAUSE)
    ]
    if not too_long:
        return None
    _length, begin, end = max(too_long)
    failed = [mark for mark in marks if begin < mark.finished_at < end and mark.state != "ok"]
    if failed:
        state = State.BLOCKED if failed[-1].state == "blocked" else State.BROKEN
        return BlindSpot(state, failed[-1].problem or Problem("problem.form.unknown"), begin, end)
    return BlindSpot(State.LATE, Problem("problem.health.pause"), begin, end)


def _moment(moment: datetime) -> str:
    return to_kst(moment).strftime("%Y-%m-%d %H:%M")
