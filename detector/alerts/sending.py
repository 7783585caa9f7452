"""Sends what waits in the outbox: at least once, and always under the same id."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from detector.alerts.channels import deliver
from detector.alerts.channels.outgoing import Outgoing, Result
from detector.alerts.details import details
from detector.alerts.policy import Above, Channel, Policy
from detector.alerts.retrying import LEASE, retry_at
from detector.alerts.roots import OPEN
from detector.alerts.routing import chain_of, route, who_is_down
from detector.alerts.text import Sending, write
from models import clock
from models.alert_records import Attempt, OutboxMessage, Outcome
from models.database import Database
from models.incidents import list_incidents
from models.outbox import attempts_of, begin_attempt, claim_next, finish_attempt, next_due
from models.tables import IncidentRow

#: What happened so long ago is not news of an open outage for a channel's own state any more.
_DOWN_FOR = timedelta(hours=48)


@dataclass(frozen=True, slots=True)
class Sent:
    """What came of one try to send one message."""

    message: OutboxMessage
    attempt: Attempt
    retry_at: datetime | None  # None: it was sent, or is dead
    was_tried_before: bool


class Sender:
    """Sends messages one after another; several of them may run at once, in any process."""

    def __init__(
        self,
        database: Database,
        policy: Policy,
        above: Above,
        *,
        now: Callable[[], datetime] = clock.now,
        lease: timedelta = LEASE,
    ) -> None:
        self._database = database
        self._policy = policy
        self._above = above
        self._now = now
        self._lease = lease

    def is_due(self) -> bool:
        """Tell whether a message waits whose time has come; asks without locking anybody out."""
        with self._database.reading() as session:
            at = next_due(session)
        return at is not None and at <= self._now()

    def send_due(
        self, tell: Callable[[Sent], None] | None = None, stop: Callable[[], bool] = lambda: False
    ) -> int:
        """Try each message that is due once, and return how many were tried. Raises StorageError."""
        tried = 0
        while not stop():
            sent = self._send_next()
            if sent is None:
                return tried
            tried += 1
            if tell is not None:
                tell(sent)
        return tried

    def send_one(self, id: str) -> Sent | None:
        """Try the message of this id, if it is due, and return what came of it."""
        return self._send_next(id)

    def _send_next(self, id: str | None = None) -> Sent | None:
        now = self._now()
        with self._database.writing() as session:
            message = claim_next(session, now, self._lease, id)
            if message is None:
                return None
            before = attempts_of(session, [message.id])
            channel = self._channel_for(session, message, before, now)
            name = channel.name if channel else message.channel
            number = begin_attempt(session, message, name, now)
        result = self._deliver(message, channel, now)
        done = self._now()
        attempt = Attempt(message.id, number, now, name, result.outcome, result.problem)
        again = self._retry_at(message, attempt, before, result, done)
        with self._database.writing() as session:
            finish_attempt(session, message, attempt, done, again)
        return Sent(message, attempt, again, bool(before))

    def _channel_for(
        self, session: Session, message: OutboxMessage, before: list[Attempt], now: datetime
    ) -> Channel | None:
        own = self._policy.channels.get(message.channel)
        if own is None:
            return None
        chain = chain_of(own, self._policy.channels)
        down = self._down(session, now) if any(one.depends_on for one in chain) else frozenset()
        return route(chain, down, before, self._above, now)

    def _down(self, session: Session, now: datetime) -> frozenset[str]:
        is_open = IncidentRow.status.in_([status.value for status in OPEN])
        recent = IncidentRow.last_seen >= now - _DOWN_FOR
        return who_is_down(list_incidents(session, is_open, recent))

    def _deliver(self, message: OutboxMessage, channel: Channel | None, now: datetime) -> Result:
        if channel is None:
            return Result(Outcome.REFUSED, "no-channel")
        try:
            return deliver(channel, self._outgoing(message, channel, now))
        # A plugin of others may raise anything; one bad message must not keep the rest from going.
        except Exception as error:  # noqa: BLE001
            return Result(Outcome.UNKNOWN, f"error:{type(error).__name__}")

    def _outgoing(self, message: OutboxMessage, channel: Channel, now: datetime) -> Outgoing:
        late = now - message.at
        is_late = late > self._policy.late_after
        other = message.channel if message.channel != channel.name else None
        sending = Sending(now, late if is_late else None, other)
        written = write(message.content, self._policy.language, sending)
        return Outgoing(
            id=message.id,
            at=message.at,
            now=now,
            text=written.text,
            details=details(message.content, self._policy.language, now),
            content=message.content,
            language=self._policy.language,
            late_minutes=late // timedelta(minutes=1) if is_late else None,
        )

    def _retry_at(
        self,
        message: OutboxMessage,
        attempt: Attempt,
        before: list[Attempt],
        result: Result,
        now: datetime,
    ) -> datetime | None:
        """Return when it is tried again: at once by the next channel, where one refuses it."""
        if result.outcome is Outcome.SENT:
            return None
        if result.outcome is not Outcome.REFUSED:
            since = message.released_at or message.created_at
            return retry_at(attempt.number, since, now, result.retry_after)
        own = self._policy.channels.get(message.channel)
        chain = {one.name for one in chain_of(own, self._policy.channels)} if own else set()
        refused = {one.channel for one in (*before, attempt) if one.outcome is Outcome.REFUSED}
        return now if chain - refused else None
