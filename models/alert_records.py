"""The records of alerts: what a channel was told, what waits to be sent, who is muted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any


class MessageState(StrEnum):
    """Where a message stands on its way out."""

    HELD = "held"  # quiet hours, or too many in an hour
    WAITING = "waiting"  # to be sent, or sent again
    FOLDED = "folded"  # told inside a summary
    SENT = "sent"
    DEAD = "dead"  # refused, or given up


class Outcome(StrEnum):
    """What came of one try to send a message."""

    UNKNOWN = "unknown"  # no answer: it may have arrived
    SENT = "sent"
    FAILED = "failed"  # not now; it is tried again
    REFUSED = "refused"  # never: the receiver does not want it


@dataclass(frozen=True, slots=True)
class AlertThread:
    """What one channel has been told of one incident."""

    id: str
    channel: str
    about: str  # the incident's id, or blind:KIND
    name: str  # what it was called when last told
    rows: tuple[int, ...]  # the incident's documents, by which it is known again
    told: tuple[str, ...]  # the statuses that were told, in order
    named: tuple[str, ...]  # the ids of those hit that a text named
    hit: int  # how many were hit when last told
    severity: str
    opened_at: datetime
    last_at: datetime  # when something was last told
    recovered_at: datetime | None = None  # of the last recovery told, while it stands
    updates: int = 0  # messages that only said that it grew
    root_id: str | None = None  # the thread whose root mutes this one
    silent: bool = False  # nothing was told of it by itself
    acked_at: datetime | None = None
    closed_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class NewMessage:
    """A message to put into the outbox."""

    id: str
    channel: str
    thread_id: str | None
    kind: str
    at: datetime  # of what it tells
    content: dict[str, Any]
    severity: str
    held_for: str | None = None  # quiet | rate; None: it goes out at once


@dataclass(frozen=True, slots=True)
class OutboxMessage:
    """A message of the outbox."""

    number: int  # the order in which they were made
    id: str  # the same through all tries
    channel: str
    thread_id: str | None
    kind: str
    at: datetime
    created_at: datetime
    released_at: datetime | None  # since when it may go out
    content: dict[str, Any]
    severity: str
    state: MessageState
    held_for: str | None
    into: str | None  # the summary that tells it
    attempts: int
    next_try_at: datetime | None
    leased_until: datetime | None  # a sender has it until then
    sent_at: datetime | None
    sent_by: str | None  # the channel that took it; another one where its own was down
    problem: str | None


@dataclass(frozen=True, slots=True)
class Attempt:
    """One try to send a message."""

    message_id: str
    number: int
    at: datetime
    channel: str
    outcome: Outcome
    problem: str | None


@dataclass(frozen=True, slots=True)
class Mute:
    """A provider or service of which nothing is told for a while."""

    number: int
    party_id: str
    name: str
    since: datetime
    until: datetime
    lifted_at: datetime | None
