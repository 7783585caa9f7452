"""The duty to tell users of a stop: when it falls due, and whether a notice came in time.

Telecommunications Business Act, article 33 (2) with article 37-13 of its decree: users are told
without delay that a service stopped, unless it stopped for no longer than a set time. That time was
two hours for carriers and four for value-added services until 27 March 2025, since then two for
all. It binds services with sales of 10 billion won and a million users, which no text tells us.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from detector.gazetteer import gazetteer
from detector.gazetteer.kin import is_carrier
from detector.incidents.delays import noticed_at
from detector.incidents.limits import DUTY_MINUTES, PATIENCE
from models.clock import parse_iso
from models.records import Incident, Precision, Status

#: The decree of 25 March 2025 is in force from here on.
TWO_HOURS_FOR_ALL = parse_iso("2025-03-28T00:00:00")
_MINUTES_BEFORE = 240
_OPEN = frozenset({Status.SUSPECTED, Status.CONFIRMED, Status.RECOVERING})


class DutyState(StrEnum):
    """Where the duty stands."""

    RUNNING = "running"  # goes on, not yet due, no notice yet
    OVERDUE = "overdue"  # goes on, due, no notice seen
    IN_TIME = "in-time"  # a notice came before it was due
    LATE = "late"  # a notice came after that
    MISSED = "missed"  # it stopped longer than allowed and no notice was seen
    NONE = "none"  # it was over before it fell due
    DISPUTED = "disputed"  # the end shown is before that, another claimed is after; no notice seen
    UNKNOWN = "unknown"  # start or end is not known


@dataclass(frozen=True, slots=True)
class Duty:
    """The clock of one incident."""

    state: DutyState
    limit_minutes: int
    due_at: datetime | None = None
    minutes: int | None = None  # left (running), over (overdue, late), before due (in-time)
    is_from_first_report: bool = False  # nobody says when it began: it is counted from that


def duty_of(incident: Incident, now: datetime) -> Duty:
    """Return where the duty of an incident stands now.

    While it goes on and nobody says since when, it is counted from the first report.
    """
    limit = _limit(incident)
    is_open = incident.status in _OPEN and now - incident.last_seen <= PATIENCE[Status.CONFIRMED]
    start = incident.started_at
    is_stated = start is not None and incident.started_precision is not Precision.DAY
    if not is_stated and not is_open:
        return Duty(DutyState.UNKNOWN, limit)
    begun = start if start is not None and is_stated else incident.first_seen
    due = begun + timedelta(minutes=limit)
    state, minutes = _state(incident, begun, due, now if is_open else None)
    return Duty(state, limit, due, minutes, not is_stated)


def _state(
    incident: Incident, start: datetime, due: datetime, now: datetime | None
) -> tuple[DutyState, int | None]:
    """Return the state and its minutes; now is None where it no longer goes on."""
    notice, end = noticed_at(incident), _end(incident, start)
    if notice is not None and notice <= due:
        return DutyState.IN_TIME, _minutes(due - notice)
    if end is not None and end <= due and not _outlasts(incident, start, due):
        return DutyState.NONE, None
    if notice is not None:
        return DutyState.LATE, _minutes(notice - due)
    if end is not None:
        return (DutyState.DISPUTED if end <= due else DutyState.MISSED), None
    if now is None:
        return DutyState.UNKNOWN, None
    return (DutyState.RUNNING if now < due else DutyState.OVERDUE), _minutes(abs(due - now))


def _limit(incident: Incident) -> int:
    entry = gazetteer().get(incident.provider_id or "")
    is_old = (incident.started_at or incident.first_seen) < TWO_HOURS_FOR_ALL
    return _MINUTES_BEFORE if is_old and not (entry and is_carrier(entry)) else DUTY_MINUTES


def _end(incident: Incident, start: datetime) -> datetime | None:
    """Return when it ended: as stated, else by its stated length if it is over."""
    if incident.ended_at is not None and incident.ended_precision is not Precision.DAY:
        return incident.ended_at
    if incident.duration_minutes is not None and incident.status not in _OPEN:
        return start + timedelta(minutes=incident.duration_minutes)
    return None


def _outlasts(incident: Incident, start: datetime, due: datetime) -> bool:
    """Return whether any document says that it lasted beyond then: a part of it was back sooner."""
    for claim in incident.claims:
        if claim.field == "ended" and parse_iso(claim.value) > due:
            return True
        if claim.field == "duration" and start + timedelta(minutes=int(claim.value)) > due:
            return True
    return False


def _minutes(span: timedelta) -> int:
    return int(span.total_seconds() // 60)
