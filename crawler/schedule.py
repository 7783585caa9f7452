"""When each source is crawled: at its own interval, again and again until stopped."""

from __future__ import annotations

import logging
import random
import threading
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from apscheduler.executors.pool import ThreadPoolExecutor
from apscheduler.schedulers.background import BackgroundScheduler
from apscheduler.triggers.base import BaseTrigger

from crawler.catalogue import Source
from models import clock

#: Part of an interval by which runs are moved at random, so that sites are not all asked at once.
JITTER = 0.1
#: Sources that are due together share one crawl; so long is waited for the next one, in seconds.
GATHER = 2.0
#: Crawls that run at the same time, so that one slow site does not hold up all others.
CRAWLS_AT_ONCE = 2
#: Sources that were due while the program was stopped are spread over this, in seconds.
CATCH_UP_WITHIN = 20.0

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Batch:
    """Sources that are crawled together."""

    sources: tuple[Source, ...]
    late: frozenset[str]  # ids of those that were due half an interval ago, or longer


class Interval(BaseTrigger):  # type: ignore[misc]
    """Fires every so often; what was missed meanwhile counts as one.

    APScheduler's own interval lists every missed run before it merges them: 5.9 million after a
    clock that began in 1970 (measured).
    """

    def __init__(self, length: timedelta) -> None:
        self.length = length

    def get_next_fire_time(self, previous: datetime | None, now: datetime) -> datetime:
        """Return the next time: one interval after the last, or after now where that is past."""
        begin = max(previous, now - self.length) if previous else now
        jittered = self.length * random.uniform(1 - JITTER, 1 + JITTER)  # noqa: S311 - no secret
        return max(begin + jittered, now + timedelta(milliseconds=1))


class Schedule:
    """Runs crawls of due sources in threads of its own, one crawl a source at a time."""

    def __init__(
        self,
        sources: Iterable[Source],
        run: Callable[[Batch], None],
        last_runs: Mapping[str, datetime] | None = None,
        *,
        minute: timedelta = timedelta(minutes=1),
    ) -> None:
        """Prepare it: run is called with each batch; last_runs says when a source last was."""
        self._sources = {source.id: source for source in sources}
        self._run = run
        self._last_runs = dict(last_runs or {})
        self._minute = minute
        self._due_at: dict[str, datetime] = {}
        self._waiting: dict[str, bool] = {}  # id -> is it late
        self._running: set[str] = set()
        self._changed = threading.Condition()
        self._stopping = False
        self._workers = [
            threading.Thread(target=self._work, name=f"crawl-{number}", daemon=True)
            for number in range(CRAWLS_AT_ONCE)
        ]
        self._scheduler = BackgroundScheduler(
            executors={"default": ThreadPoolExecutor(1)},
            # No grace: the default of 1 s drops late runs. No store but memory: others unpickle.
            job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": None},
            timezone=UTC,
        )

    def start(self) -> None:
        """Begin; sources that were missed come first, once each, and are late."""
        now = clock.now()
        for source in self._sources.values():
            first = self._first_run(source, now)
            self._due_at[source.id] = self._due(source, now)
            self._scheduler.add_job(
                self._is_due, Interval(self.interval(source)), args=[source.id], id=source.id,
                next_run_time=first,
            )  # fmt: skip
        self._scheduler.start()
        for worker in self._workers:
            worker.start()

    def stop(self, timeout: float) -> bool:
        """Start no more crawls; tell whether the running ones ended within so many seconds."""
        with self._changed:
            self._stopping = True
            self._waiting.clear()
            self._changed.notify_all()
        self._scheduler.shutdown(wait=False)
        for worker in self._workers:
            worker.join(timeout / CRAWLS_AT_ONCE)
        return not any(worker.is_alive() for worker in self._workers)

    def mend(self) -> None:
        """Put right what a step of the clock did to the plan; to be called every few seconds.

        After a step back all jobs lie far ahead, and APScheduler would wait until then; after sleep
        it notices only when its own waiting ends.
        """
        now = clock.now()
        for job in self._scheduler.get_jobs():
            source = self._sources[job.id]
            if job.next_run_time - now > self.interval(source) * (1 + 2 * JITTER):
                self._due_at[job.id] = now
                job.modify(next_run_time=self._soon(now))
        self._scheduler.wakeup()

    def interval(self, source: Source) -> timedelta:
        """Return how long after a crawl the next one is due."""
        return self._minute * source.interval_minutes

    def _due(self, source: Source, now: datetime) -> datetime:
        """Return when the source should next be crawled; in the past where that was missed."""
        last = self._last_runs.get(source.id)
        return min(last, now) + self.interval(source) if last else now

    def _first_run(self, source: Source, now: datetime) -> datetime:
        return max(self._due(source, now), self._soon(now))

    def _soon(self, now: datetime) -> datetime:
        return now + timedelta(seconds=random.uniform(0, CATCH_UP_WITHIN)) * (  # noqa: S311
            self._minute / timedelta(minutes=1)
        )

    def _is_due(self, id: str) -> None:
        """Put a source among those to be crawled; the scheduler calls it."""
        now = clock.now()
        length = self.interval(self._sources[id])
        is_late = now - self._due_at[id] > max(length / 2, self._minute)
        self._due_at[id] = now + length
        with self._changed:
            if id not in self._running and not self._stopping:
                self._waiting.setdefault(id, is_late)
                self._changed.notify()

    def _work(self) -> None:
        while batch := self._next_batch():
            try:
                self._run(batch)
            # Whatever goes wrong in one crawl, the next one must come.
            except Exception:
                logger.exception("crawl of %d sources", len(batch.sources))
            with self._changed:
                self._running -= {source.id for source in batch.sources}

    def _next_batch(self) -> Batch | None:
        """Wait for sources that are due and take them; None when it is time to stop."""
        with self._changed:
            while not self._stopping:
                self._changed.wait_for(lambda: self._waiting or self._stopping)
                self._changed.wait_for(lambda: self._stopping, timeout=GATHER)
                if self._waiting:  # else the other thread took them
                    return self._take()
        return None

    def _take(self) -> Batch:
        taken, self._waiting = self._waiting, {}
        self._running |= taken.keys()
        return Batch(
            tuple(self._sources[id] for id in taken),
            frozenset(id for id, is_late in taken.items() if is_late),
        )
