"""What `watch` does for alerts: plans after each round, sends all the time, calls the heartbeat."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from detector.alerts import heartbeat
from detector.alerts.blind import SourceState, sights
from detector.alerts.holding_back import tell_held
from detector.alerts.planning import plan
from detector.alerts.policy import Policy
from detector.alerts.sending import Sender, Sent
from detector.alerts.sight import plan_sights
from detector.alerts.standing import above, depends_on
from detector.cli.alert_page import sent_line
from detector.cli.screen import note
from detector.cli.spoken import language, tell
from models import clock, config
from models.alert_threads import set_mark
from models.database import Database
from models.errors import MeoktongError
from models.outbox import channels_with_held, forget_sent

if TYPE_CHECKING:
    from crawler.catalogue import Source

#: So often the outbox is looked at, and the sources, in seconds.
LOOK_SECONDS = 5.0
SIGHT_SECONDS = 60.0
#: A send that is under way gets so long when the program is stopped, in seconds.
STOP_SECONDS = 3.0
#: What was sent is kept for so long.
KEPT = timedelta(days=180)


def plan_all(database: Database, policy: Policy, now: datetime) -> int:
    """Put into the outbox all that is due on incidents, and what was held; return how many."""
    with database.writing() as session:
        made = plan(session, policy, now, depends_on=depends_on(session), above=above)
        made += tell_held(session, policy, now)
        forget_sent(session, now - KEPT)
    return made


@dataclass(frozen=True, slots=True)
class AlertSettings:
    """What of the settings `watch` needs."""

    policy: Policy
    heartbeat_url: str | None

    @property
    def is_empty(self) -> bool:
        """Whether nobody is told anything."""
        return not self.policy.told_channels


def load_settings() -> AlertSettings:
    """Return the settings. Raises ConfigError for any fault in them."""
    from detector.config.resolving import load_policy

    policy = load_policy(language())
    return AlertSettings(policy, config.find("watch.heartbeat_url").value)


class AlertWorker:
    """Sends in a thread of its own, so that a slow receiver keeps no crawl waiting."""

    def __init__(
        self,
        database: Database,
        settings: AlertSettings,
        sources: Sequence[Source],
        *,
        now: Callable[[], datetime] = clock.now,
    ) -> None:
        self._database = database
        self._settings = settings
        self._sources = {source.id: source for source in sources}
        self._now = now
        self._sender = Sender(database, settings.policy, above, now=now)
        self._stopped = threading.Event()
        self._wake = threading.Event()
        self._thread = threading.Thread(target=self._run, name="alerts", daemon=True)

    def start(self) -> None:
        """Begin to send; without a channel there is nothing to do."""
        if not self._settings.is_empty:
            self._thread.start()

    def stop(self) -> None:
        """Finish what is being sent, for a few seconds; the rest waits in the outbox."""
        self._stopped.set()
        self._wake.set()
        if self._thread.is_alive():
            self._thread.join(STOP_SECONDS)

    def after_round(self) -> None:
        """Plan what is due after a crawl and its detection, then say that all is well."""
        if not self._settings.is_empty:
            plan_all(self._database, self._settings.policy, self._now())
            self._wake.set()
        self.beat()

    def beat(self) -> None:
        """Call the heartbeat's address, unless alerts or all the sources are dead.

        That the cycle is done is written down first: where the disk takes nothing, that raises, and the
        monitor hears nothing. Raises StorageError.
        """
        if self._settings.heartbeat_url is None:
            return
        if self._has_died():
            note(tell("cli.watch.alerts_died"))
            return
        states = self._states()
        seen = sights(states)
        if seen and all(sight.troubled == sight.sources for sight in seen):
            note(tell("cli.watch.no_heartbeat"))
            return
        with self._database.writing() as session:
            set_mark(session, "cycle", self._now())
        crawled = [one for one in states if one.state != "unknown"]
        agent = heartbeat.agent_of(len(crawled), [one.id for one in crawled if one.is_troubled])
        problem = heartbeat.call(self._settings.heartbeat_url, agent)
        if problem is not None:
            note(tell("cli.watch.heartbeat_failed", problem=problem))
            return
        with self._database.writing() as session:
            set_mark(session, "heartbeat", self._now())

    def _has_died(self) -> bool:
        """Tell whether the thread that sends ended by a fault of the program."""
        was_started = self._thread.ident is not None
        return was_started and not self._thread.is_alive() and not self._stopped.is_set()

    def _run(self) -> None:
        looked = 0.0
        while not self._stopped.is_set():
            self._wake.wait(LOOK_SECONDS)
            self._wake.clear()
            try:
                if time.monotonic() - looked >= SIGHT_SECONDS:
                    looked = time.monotonic()
                    self.look()
                self._send()
            except MeoktongError as error:  # a locked or full disk; soon it may be well
                note(tell("cli.watch.failed", at=clock.to_kst(self._now()), error=error.said))

    def look(self) -> int:
        """Plan what is due on classes of sources and on incidents; return how many messages."""
        seen, now = sights(self._states()), self._now()
        with self._database.writing() as session:
            made = plan_sights(session, self._settings.policy, seen, now)
        return made + plan_all(self._database, self._settings.policy, now)

    def _send(self) -> None:
        with self._database.reading() as session:
            holds = bool(channels_with_held(session))
        if holds:
            with self._database.writing() as session:
                tell_held(session, self._settings.policy, self._now())
        if self._sender.is_due():
            self._sender.send_due(_say_sent, self._stopped.is_set)

    def _states(self) -> Sequence[SourceState]:
        from detector.views.source_looks import look
        from models.health import source_histories

        now = self._now()
        with self._database.reading() as session:
            histories = source_histories(session, now)
        views = look(self._sources, histories, now)
        return [
            SourceState(view.id, view.source.kind, view.health.state.value)
            for view in views
            if view.source is not None and view.is_watched
        ]


def _say_sent(sent: Sent) -> None:
    note(sent_line(sent))
