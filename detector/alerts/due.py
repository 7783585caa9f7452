"""What message is due on an incident, given what the channel was told of it before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from detector.alerts.course import OVER, Passed, course_of, told_after, untold
from detector.alerts.policy import SEVERITIES, Above, Rule, matches
from models.alert_records import AlertThread
from models.records import AffectedService, Incident, Status

#: A relapse within this time is told in the thread; a later one is a new alarm.
SAME_THREAD = timedelta(minutes=30)
#: So long nothing more than growth is told, and so often at most.
GROWTH_PAUSE = timedelta(minutes=30)
MOST_UPDATES = 2
#: So many more must be hit, and half as many again as were named.
LEAST_NEW = 3
GROWTH = 1.5


class Reason(StrEnum):
    """Why something is told."""

    OPENED = "opened"
    STEP = "step"
    GREW = "grew"
    AGAIN = "again"  # it was called over, and is not
    MERGED = "merged"  # what was told apart is one outage
    SPLIT = "split"  # what was told as one are several
    RETRACTED = "retracted"  # nothing is left of it
    BLIND = "blind"
    SEEING = "seeing"
    TEST = "test"
    SUMMARY = "summary"


@dataclass(frozen=True, slots=True)
class Due:
    """Something to tell a channel of an incident."""

    reason: Reason
    steps: tuple[Passed, ...]  # not told before; may be none where it only grew
    new_names: tuple[AffectedService, ...]  # hit, and not named in a text before
    is_new_thread: bool = False


def due(
    incident: Incident,
    thread: AlertThread | None,
    rules: Sequence[Rule],
    above: Above,
    now: datetime,
) -> Due | None:
    """Return what a channel with these rules should be told now, or None.

    Those hit include the parties of the incidents that this one took along. A thread that was
    opened is told to its end, even where the incident no longer meets a rule.
    """
    if thread is None or thread.silent:
        return _opening(incident, thread, rules, above)
    steps = untold(thread.told, course_of(incident))
    wanted = {status for rule in rules for status in rule.statuses} | {Status.RETRACTED}
    new = _not_named(incident, thread)
    if any(step.status in wanted for step in steps):
        if thread.recovered_at is None or incident.status in OVER | {Status.RETRACTED}:
            return Due(Reason.STEP, steps, new)
        is_late = steps[-1].at - thread.recovered_at > SAME_THREAD
        return Due(Reason.AGAIN, steps, new, is_new_thread=is_late)
    if _has_grown(incident, thread, now):
        return Due(Reason.GREW, steps, new)
    return None


def _opening(
    incident: Incident, thread: AlertThread | None, rules: Sequence[Rule], above: Above
) -> Due | None:
    fitting = [rule for rule in rules if matches(rule, incident, above)]
    wanted = {status for rule in fitting for status in rule.statuses}
    steps = course_of(incident)
    if thread is not None:  # its root is over and it is not, or nobody needs to hear of it
        steps = () if incident.status in OVER else steps[-1:]
    if incident.status is Status.RETRACTED or not any(step.status in wanted for step in steps):
        return None
    return Due(Reason.OPENED, steps, incident.affected)


def _not_named(incident: Incident, thread: AlertThread) -> tuple[AffectedService, ...]:
    return tuple(one for one in incident.affected if one.id not in thread.named)


def _has_grown(incident: Incident, thread: AlertThread, now: datetime) -> bool:
    if incident.status in OVER or thread.acked_at is not None:
        return False
    if thread.updates >= MOST_UPDATES or now - thread.last_at < GROWTH_PAUSE:
        return False
    if SEVERITIES.index(incident.severity) > SEVERITIES.index(thread.severity):
        return True
    more = len(incident.affected) - thread.hit
    return more >= LEAST_NEW and len(incident.affected) >= GROWTH * thread.hit


def after(
    thread: AlertThread, incident: Incident, told: Due, named: Sequence[str], now: datetime
) -> AlertThread:
    """Return the thread once something was told; named are the ids that the message names."""
    course = course_of(incident)
    ends = [step.at for step in course if step.status in OVER]
    return replace(
        thread,
        about=incident.id,
        told=told_after(thread.told, course) if told.steps else thread.told,
        named=tuple(dict.fromkeys((*thread.named, *named))),
        hit=len(incident.affected),
        severity=max(thread.severity, incident.severity, key=SEVERITIES.index),
        last_at=now,
        recovered_at=(ends[-1] if ends else now) if incident.status in OVER else None,
        updates=thread.updates + (told.reason is Reason.GREW),
        silent=False,
        root_id=None,
    )
