"""Crawls and detects on a schedule until stopped."""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from types import FrameType
from typing import TYPE_CHECKING

import click

from detector.cli.completing import SOURCE
from detector.cli.crawl import choose, report_failures
from detector.cli.korean import KoreanCommand
from detector.cli.options import database_option, json_option, opened
from detector.cli.screen import note, say, write_json
from detector.cli.spoken import said, tell
from models import clock, config
from models.clock import show_iso, to_kst
from models.errors import MeoktongError

if TYPE_CHECKING:
    from crawler.catalogue import Source
    from crawler.schedule import Batch
    from detector.classify.model import Classifier
    from detector.cli.alert_worker import AlertSettings, AlertWorker
    from detector.detect import DetectOutcome
    from models.database import Database
    from models.records import CrawlOutcome

#: A running crawl gets so long to store what it holds when the program is stopped, in seconds.
STOP_SECONDS = 8.0
#: So often the schedule is checked against the clock, in seconds.
CHECK_SECONDS = 5.0


@click.command("watch", cls=KoreanCommand, help="cli.watch.help")
@click.argument("names", type=SOURCE, metavar="cli.common.sources", nargs=-1)
@database_option
@json_option
def command(names: tuple[str, ...], db: str | None, as_json: bool) -> None:
    """Run `meoktong watch`."""
    sources = choose(names)
    url = db or config.database_url()
    from detector.cli.alert_worker import load_settings

    alerts = load_settings()  # a fault in them is said now, and not when something is down
    with opened(url) as database:
        watcher = Watcher(database, url, write_json if as_json else _say_round, alerts=alerts)
        watcher.run(sources)


class Watcher:
    """Runs crawls by a schedule and reads what they bring."""

    def __init__(
        self,
        database: Database,
        url: str,
        tell: Callable[[dict[str, object]], None],
        *,
        allow_loopback: bool = False,
        crawl_settings: Mapping[str, object] | None = None,
        alerts: AlertSettings | None = None,
    ) -> None:
        """Prepare it; tell hears of each round as a JSON object."""
        self._database = database
        self._url = url
        self._tell = tell
        self._allow_loopback = allow_loopback
        self._crawl_settings = dict(crawl_settings or {})
        self._stop = threading.Event()
        self._reading = threading.Lock()  # one detection at a time; crawls may overlap
        self._classifier: Classifier | None = None
        self._alerts = alerts
        self._worker: AlertWorker | None = None

    def run(self, sources: Sequence[Source]) -> None:
        """Watch the sources until a signal to stop comes."""
        from crawler.schedule import Schedule

        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, self._asked_to_stop)
        self._load_classifier()
        self._start_alerts(sources)
        schedule = Schedule(sources, self._round, self._last_runs())
        schedule.start()
        note(tell("cli.watch.watching", sources=len(sources)))
        while not self._stop.wait(CHECK_SECONDS):
            schedule.mend()
        note(tell("cli.watch.stopping"))
        if not schedule.stop(STOP_SECONDS):
            note(tell("cli.watch.left"))
        if self._worker is not None:
            self._worker.stop()

    def _asked_to_stop(self, _number: int, _frame: FrameType | None) -> None:
        self._stop.set()

    def _start_alerts(self, sources: Sequence[Source]) -> None:
        if self._alerts is not None:
            from detector.cli.alert_worker import AlertWorker

            self._worker = AlertWorker(self._database, self._alerts, sources)
            self._worker.start()

    def _load_classifier(self) -> None:
        from detector.classify.model import load_model

        self._classifier = load_model(lambda line: note(said(line)))

    def _last_runs(self) -> Mapping[str, datetime]:
        from models.sources import last_crawls

        with self._database.reading() as session:
            return last_crawls(session)

    def _round(self, batch: Batch) -> None:
        try:
            self._crawl_and_read(batch)
        except MeoktongError as error:  # a locked or full disk; the next round may find it well
            note(tell("cli.watch.failed", at=to_kst(clock.now()), error=error.said))

    def _crawl_and_read(self, batch: Batch) -> None:
        from crawler.run import crawl

        outcomes = crawl(
            batch.sources,
            self._url,
            allow_loopback=self._allow_loopback,
            extra_settings={**self._crawl_settings, "MEOKTONG_LATE": sorted(batch.late)},
            stop=self._stop,
        )
        self._tell(round_json(outcomes, batch.late, self._detect()))
        report_failures(outcomes)
        if self._worker is not None and not self._stop.is_set():
            self._worker.after_round()

    def _detect(self) -> DetectOutcome:
        from detector.detect import DetectOutcome, detect

        with self._reading:
            if self._stop.is_set():  # the next run reads them
                return DetectOutcome()
            return detect(self._database, classifier=self._classifier)


def round_json(
    outcomes: Sequence[CrawlOutcome], late: frozenset[str], found: DetectOutcome
) -> dict[str, object]:
    """Return what one round brought as a JSON object."""
    return {
        "at": show_iso(clock.now()),
        "sources": len(outcomes),
        "failed": [
            {
                "source": o.source,
                "state": o.state,
                "problem": said(o.errors[0]) if o.errors else None,
            }
            for o in outcomes
            if o.state != "ok"
        ],
        "late": sorted(late),
        "new": sum(outcome.new for outcome in outcomes),
        "read": found.read,
        "by_label": {label.value: count for label, count in found.by_label.items()},
        "incidents": found.incidents,
    }


def _say_round(content: dict[str, object]) -> None:
    """Write one line for a round."""
    by_label = content["by_label"]
    outages = by_label.get("outage", 0) if isinstance(by_label, dict) else 0
    at = to_kst(clock.now())
    say(
        tell(
            "cli.watch.round",
            at=at,
            sources=content["sources"],
            documents=content["new"],
            outages=outages,
            incidents=content["incidents"],
        )
    )
