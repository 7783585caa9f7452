"""Tells each channel when a whole class of sources goes blind, and when it sees again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from detector.alerts.blind import Sight
from detector.alerts.due import Reason
from detector.alerts.planning import BLIND
from detector.alerts.policy import Policy
from detector.alerts.telling import Telling, new_id
from models.alert_records import AlertThread
from models.alert_threads import clear_mark, mark_at, open_threads, save_threads, set_mark

#: A class must be blind for so long: one bad round is not worth waking anybody.
BLIND_AFTER = timedelta(minutes=10)
SEVERITY = "major"


def plan_sights(session: Session, policy: Policy, sights: Sequence[Sight], now: datetime) -> int:
    """Put into the outbox which classes went blind or see again; return how many messages."""
    threads = {(one.channel, one.about): one for one in open_threads(session)}
    made = 0
    for sight in sights:
        about = f"{BLIND}{sight.kind.value}"
        is_blind = _is_blind_for_long(session, about, sight, now)
        for channel in policy.told_channels:
            thread = threads.get((channel, about))
            telling = Telling(session, policy, channel, now)
            if is_blind and thread is None:
                _tell_blind(session, telling, sight, about, now)
            elif not sight.is_blind and thread is not None:
                _tell_seeing(session, telling, sight, thread, now)
            made += telling.made
    return made


def _is_blind_for_long(session: Session, about: str, sight: Sight, now: datetime) -> bool:
    if not sight.is_blind:
        clear_mark(session, about)
        return False
    since = mark_at(session, about)
    if since is None:
        set_mark(session, about, now)
        return False
    return now - since >= BLIND_AFTER


def _tell_blind(
    session: Session, telling: Telling, sight: Sight, about: str, now: datetime
) -> None:
    thread = AlertThread(
        id=new_id("thr"), channel=telling.channel, about=about, name=sight.kind.value,
        rows=(), told=("blind",), named=(), hit=sight.sources, severity=SEVERITY,
        opened_at=now, last_at=now,
    )  # fmt: skip
    save_threads(session, [thread])
    telling.put(thread.id, Reason.BLIND, now, _content(Reason.BLIND, sight, thread), SEVERITY)


def _tell_seeing(
    session: Session, telling: Telling, sight: Sight, thread: AlertThread, now: datetime
) -> None:
    save_threads(session, [replace(thread, closed_at=now, last_at=now)])
    telling.put(thread.id, Reason.SEEING, now, _content(Reason.SEEING, sight, thread), SEVERITY)


def _content(reason: Reason, sight: Sight, thread: AlertThread) -> dict[str, object]:
    return {
        "reason": reason.value,
        "thread": thread.id,
        "kind": sight.kind.value,
        "sources": sight.sources,
        "troubled": sight.troubled,
    }
