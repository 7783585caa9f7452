"""Sources are crawled at their intervals, one crawl a source, whatever the clock does."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

import pytest

from crawler.catalogue import Source, source_from_fields
from crawler.schedule import JITTER, Batch, Interval, Schedule
from models import clock

#: A "minute" of these tests.
MINUTE = timedelta(seconds=0.4)
PATIENCE = 30.0


def source(id: str, minutes: int = 10) -> Source:
    fields = {
        "id": id, "name": id, "name_en": id, "kind": "news", "reader": "feed", "parser": "none",
        "urls": ["http://127.0.0.1/feed"], "interval_minutes": minutes, "robots": "",
        "least_documents_a_day": 0, "enabled": True, "evidence": "test",
    }  # fmt: skip
    return source_from_fields(fields, "test")


class Rounds:
    """Keeps what was run, and holds a run open until it is let go."""

    def __init__(self) -> None:
        self.batches: list[Batch] = []
        self.running: list[str] = []
        self.most_at_once = 0
        self.go_on = threading.Event()
        self.go_on.set()
        self.lock = threading.Lock()

    def __call__(self, batch: Batch) -> None:
        names = [s.id for s in batch.sources]
        with self.lock:
            self.batches.append(batch)
            self.running += names
            self.most_at_once = max(self.most_at_once, max(map(self.running.count, names)))
        self.go_on.wait(PATIENCE)
        with self.lock:
            for name in names:
                self.running.remove(name)

    def of(self, id: str) -> list[Batch]:
        with self.lock:
            return [b for b in self.batches if id in {s.id for s in b.sources}]


def wait_until(is_so: Callable[[], bool]) -> bool:
    deadline = time.monotonic() + PATIENCE
    while not is_so():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.02)
    return True


@pytest.fixture
def rounds(monkeypatch: pytest.MonkeyPatch) -> Rounds:
    monkeypatch.setattr("crawler.schedule.GATHER", 0.05)
    return Rounds()


@pytest.fixture
def started(rounds: Rounds) -> Iterator[Callable[..., Schedule]]:
    made: list[Schedule] = []

    def start(sources: list[Source], last: dict[str, datetime] | None = None) -> Schedule:
        schedule = Schedule(sources, rounds, last, minute=MINUTE)
        schedule.start()
        made.append(schedule)
        return schedule

    yield start
    rounds.go_on.set()
    for schedule in made:
        assert schedule.stop(PATIENCE)


def test_each_source_comes_again_after_its_own_interval(
    started: Callable[..., Schedule], rounds: Rounds
) -> None:
    started([source("often", 1), source("seldom", 100)])
    assert wait_until(lambda: len(rounds.of("often")) >= 4)
    assert len(rounds.of("seldom")) == 1


def test_a_source_is_never_crawled_twice_at_once(
    started: Callable[..., Schedule], rounds: Rounds
) -> None:
    rounds.go_on.clear()
    started([source("slow", 1), source("other", 1)])
    assert wait_until(lambda: bool(rounds.of("slow")) and bool(rounds.of("other")))
    time.sleep(4 * MINUTE.total_seconds())  # due again and again meanwhile
    rounds.go_on.set()
    assert wait_until(lambda: len(rounds.of("slow")) >= 3)
    assert rounds.most_at_once == 1


def test_a_crawl_that_fails_does_not_end_the_schedule(
    started: Callable[..., Schedule], rounds: Rounds, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(batch: Batch) -> None:
        rounds(batch)
        raise RuntimeError("no database")

    schedule = Schedule([source("one", 1)], fails, minute=MINUTE)
    schedule.start()
    assert wait_until(lambda: len(rounds.of("one")) >= 2)
    assert schedule.stop(PATIENCE)


def test_what_was_missed_while_stopped_is_caught_up_once_and_late(
    started: Callable[..., Schedule], rounds: Rounds
) -> None:
    long_ago = clock.now() - timedelta(days=2)
    started([source("missed", 1000), source("new", 1000)], {"missed": long_ago})
    assert wait_until(lambda: bool(rounds.of("missed")) and bool(rounds.of("new")))
    assert "missed" in rounds.of("missed")[0].late
    assert "new" not in rounds.of("new")[0].late
    assert len(rounds.of("missed")) == 1


def test_a_source_that_was_just_crawled_waits_for_its_turn(
    started: Callable[..., Schedule], rounds: Rounds
) -> None:
    started([source("fresh", 1000), source("due", 1)], {"fresh": clock.now()})
    assert wait_until(lambda: len(rounds.of("due")) >= 2)
    assert rounds.of("fresh") == []


@pytest.mark.parametrize("step", [timedelta(hours=-2), timedelta(days=-3650)])
def test_a_clock_set_back_does_not_stop_the_crawls(
    started: Callable[..., Schedule],
    rounds: Rounds,
    step: timedelta,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    schedule = started([source("one", 2)])
    assert wait_until(lambda: bool(rounds.of("one")))
    for job in schedule._scheduler.get_jobs():  # as they lie once the clock has gone back
        job.modify(next_run_time=datetime.now(UTC) - step)
    schedule.mend()
    assert wait_until(lambda: len(rounds.of("one")) >= 2)


def test_years_of_missed_runs_are_one_run() -> None:
    trigger = Interval(timedelta(minutes=5))
    now = datetime(2026, 11, 22, tzinfo=UTC)
    missed = datetime(1970, 1, 1, tzinfo=UTC)
    following = trigger.get_next_fire_time(missed, now)
    assert now < following <= now + timedelta(minutes=5) * (1 + JITTER)


def test_runs_are_moved_by_a_tenth_of_the_interval_at_most() -> None:
    trigger = Interval(timedelta(minutes=100))
    last = datetime(2026, 11, 22, tzinfo=UTC)
    gaps = [trigger.get_next_fire_time(last, last) - last for _ in range(200)]
    assert timedelta(minutes=90) <= min(gaps) < max(gaps) <= timedelta(minutes=110)


def test_stopping_starts_nothing_more(rounds: Rounds) -> None:
    schedule = Schedule([source("one", 1)], rounds, minute=MINUTE)
    schedule.start()
    assert wait_until(lambda: bool(rounds.of("one")))
    assert schedule.stop(PATIENCE)
    count = len(rounds.batches)
    time.sleep(3 * MINUTE.total_seconds())
    assert len(rounds.batches) == count
