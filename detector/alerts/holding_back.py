"""Tells in one message what was held, once the hour or the quiet hours are over."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from detector.alerts.due import Reason
from detector.alerts.holding import HOUR, QUIET, may_tell_held
from detector.alerts.policy import SEVERITIES, Policy
from detector.alerts.telling import new_id
from models.alert_records import NewMessage, OutboxMessage
from models.outbox import add_messages, channels_with_held, fold, held_messages, release
from models.outbox import released_since as released_after


def tell_held(session: Session, policy: Policy, now: datetime) -> int:
    """Put a summary into the outbox for each channel that may hear again; return how many."""
    made = 0
    for channel in sorted(channels_with_held(session)):
        held = held_messages(session, channel)
        reasons = [message.held_for or "" for message in held]
        released = released_after(session, channel, now - HOUR)
        if not may_tell_held(policy, reasons, released, now):
            continue
        if len(held) == 1:
            release(session, [held[0].number], now)
        else:
            _summarize(session, policy, channel, held, now)
        made += 1
    return made


def _summarize(
    session: Session, policy: Policy, channel: str, held: list[OutboxMessage], now: datetime
) -> None:
    is_quiet = any(message.held_for == QUIET for message in held)
    content = {
        "reason": Reason.SUMMARY.value,
        "why": "quiet" if is_quiet else "rate",
        "items": [{"id": message.id, **message.content} for message in held],
        "link": policy.page_url,
    }
    severity = max((message.severity for message in held), key=SEVERITIES.index)
    summary = NewMessage(new_id("msg"), channel, None, Reason.SUMMARY.value, now, content, severity)
    add_messages(session, [summary], now)
    fold(session, [message.number for message in held], summary.id)
