"""The outbox of alerts: messages wait here until a receiver has taken them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime, timedelta

from sqlalchemy import delete, exists, func, or_, select, update
from sqlalchemy.orm import Session, aliased

from models.alert_records import Attempt, MessageState, NewMessage, OutboxMessage, Outcome
from models.alert_tables import AlertAttemptRow, AlertMessageRow

_FIELDS = tuple(OutboxMessage.__dataclass_fields__)


def add_messages(session: Session, messages: Iterable[NewMessage], now: datetime) -> None:
    """Put messages into the outbox; those that nothing holds may go out at once."""
    for message in messages:
        is_held = message.held_for is not None
        session.add(
            AlertMessageRow(
                id=message.id,
                channel=message.channel,
                thread_id=message.thread_id,
                kind=message.kind,
                at=message.at,
                created_at=now,
                released_at=None if is_held else now,
                content=message.content,
                severity=message.severity,
                state=MessageState.HELD if is_held else MessageState.WAITING,
                held_for=message.held_for,
                attempts=0,
                next_try_at=None if is_held else now,
            )
        )
        session.flush()  # each gets its number in this order


def held_messages(session: Session, channel: str) -> list[OutboxMessage]:
    """Return what a channel holds back, oldest first."""
    rows = AlertMessageRow
    query = select(rows).where(rows.state == MessageState.HELD, rows.channel == channel)
    return [_message(row) for row in session.scalars(query.order_by(rows.number))]


def channels_with_held(session: Session) -> set[str]:
    """Return the channels that hold something back."""
    query = select(AlertMessageRow.channel).where(AlertMessageRow.state == MessageState.HELD)
    return set(session.scalars(query.distinct()))


def fold(session: Session, numbers: Sequence[int], into: str) -> None:
    """Write down that a summary tells these messages."""
    session.execute(
        update(AlertMessageRow)
        .where(AlertMessageRow.number.in_(numbers))
        .values(state=MessageState.FOLDED, into=into)
    )


def release(session: Session, numbers: Sequence[int], now: datetime) -> None:
    """Let held messages, or dead ones, go out from now on."""
    session.execute(
        update(AlertMessageRow)
        .where(AlertMessageRow.number.in_(numbers))
        .values(
            state=MessageState.WAITING,
            released_at=now,
            next_try_at=now,
            leased_until=None,
            held_for=None,
        )
    )


def released_since(session: Session, channel: str, since: datetime) -> int:
    """Return how many messages a channel let out after a moment."""
    query = select(func.count()).where(
        AlertMessageRow.channel == channel, AlertMessageRow.released_at > since
    )
    return session.scalar(query) or 0


def claim_next(
    session: Session, now: datetime, lease: timedelta, id: str | None = None
) -> OutboxMessage | None:
    """Take the oldest message that is due (or the one of this id) for this sender, for a while.

    One of a thread never overtakes an earlier one. Must be in a writing transaction: two senders
    then never take the same message, unless the first died with it and its lease is over.
    """
    row, earlier = AlertMessageRow, aliased(AlertMessageRow)
    waits_behind = exists().where(
        earlier.thread_id == row.thread_id,
        earlier.channel == row.channel,
        earlier.number < row.number,
        earlier.state == MessageState.WAITING,
    )
    query = select(row).where(
        row.state == MessageState.WAITING,
        row.next_try_at <= now,
        or_(row.leased_until.is_(None), row.leased_until <= now),
        ~waits_behind,
    )
    if id is not None:
        query = query.where(row.id == id)
    found = session.scalars(query.order_by(row.next_try_at, row.number).limit(1)).first()
    if found is None:
        return None
    found.leased_until = now + lease
    return _message(found)


def begin_attempt(session: Session, message: OutboxMessage, channel: str, now: datetime) -> int:
    """Write down that a try is made, before it is, and return its number."""
    row = session.get_one(AlertMessageRow, message.number)
    row.attempts += 1
    session.add(
        AlertAttemptRow(
            message_id=message.id,
            number=row.attempts,
            at=now,
            channel=channel,
            outcome=Outcome.UNKNOWN,
        )
    )
    return row.attempts


def finish_attempt(
    session: Session,
    message: OutboxMessage,
    attempt: Attempt,
    now: datetime,
    retry_at: datetime | None,
) -> None:
    """Write down what came of a try. Without retry_at a message that was not sent is dead.

    A message that another sender has brought over meanwhile stays sent.
    """
    made = session.get_one(AlertAttemptRow, (message.id, attempt.number))
    made.outcome, made.problem = attempt.outcome, attempt.problem
    row = session.get_one(AlertMessageRow, message.number)
    if row.state == MessageState.SENT:
        return
    row.leased_until, row.problem = None, attempt.problem
    if attempt.outcome is Outcome.SENT:
        row.state, row.sent_at, row.sent_by = MessageState.SENT, now, attempt.channel
        row.next_try_at = None
    elif retry_at is None:
        row.state, row.next_try_at = MessageState.DEAD, None
    else:
        row.next_try_at = retry_at


def list_messages(
    session: Session, states: Collection[MessageState], limit: int | None = None
) -> list[OutboxMessage]:
    """Return the messages in these states, newest first."""
    rows = AlertMessageRow
    query = select(rows).where(rows.state.in_(states)).order_by(rows.number.desc()).limit(limit)
    return [_message(row) for row in session.scalars(query)]


def find_message(session: Session, id: str) -> OutboxMessage | None:
    """Return the message of this id, or None."""
    row = session.scalars(select(AlertMessageRow).where(AlertMessageRow.id == id)).first()
    return _message(row) if row else None


def attempts_of(session: Session, ids: Collection[str]) -> list[Attempt]:
    """Return the tries of these messages, in their order."""
    rows = AlertAttemptRow
    query = select(rows).where(rows.message_id.in_(ids)).order_by(rows.message_id, rows.number)
    return [
        Attempt(r.message_id, r.number, r.at, r.channel, Outcome(r.outcome), r.problem)
        for r in session.scalars(query)
    ]


def next_due(session: Session) -> datetime | None:
    """Return when the next message is due, or None where none waits."""
    rows = AlertMessageRow
    query = select(func.min(rows.next_try_at)).where(rows.state == MessageState.WAITING)
    return session.scalar(query)


def drop_waiting(session: Session, ids: Collection[str]) -> None:
    """Delete those of these messages that were not sent: tests, which nobody needs to hear late."""
    rows = AlertMessageRow
    session.execute(delete(rows).where(rows.id.in_(ids), rows.state != MessageState.SENT))


def forget_sent(session: Session, before: datetime) -> int:
    """Delete what was sent before a moment, with its tries; return how many messages."""
    done = (MessageState.SENT, MessageState.FOLDED)
    rows = AlertMessageRow
    old = delete(rows).where(rows.state.in_(done), rows.created_at < before)
    return len(session.scalars(old.returning(rows.number)).all())


def _message(row: AlertMessageRow) -> OutboxMessage:
    values = {name: getattr(row, name) for name in _FIELDS}
    return OutboxMessage(**(values | {"state": MessageState(row.state)}))
