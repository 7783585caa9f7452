"""What is down now: open incidents that are still told of, those gone silent, those just over."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from models.records import Incident, Status

OPEN = frozenset({Status.SUSPECTED, Status.CONFIRMED, Status.RECOVERING})
#: An open incident nobody tells of for longer says nothing of now.
STILL_TOLD = timedelta(hours=24)
#: What ended so recently is still worth a line.
JUST_OVER = timedelta(hours=6)
_SEVERITY = {"critical": 0, "major": 1, "minor": 2}
_STATUS = {Status.CONFIRMED: 0, Status.RECOVERING: 1, Status.SUSPECTED: 2}


@dataclass(frozen=True, slots=True)
class NowView:
    """The incidents of now, the gravest first; those just over, the latest first."""

    open: tuple[Incident, ...]
    silent: tuple[Incident, ...]  # open by their status, but not told of any more
    over: tuple[Incident, ...]


def view_now(incidents: Iterable[Incident], now: datetime) -> NowView:
    """Return what these incidents are at that time."""
    known = list(incidents)
    still = [one for one in known if one.status in OPEN]
    told = [one for one in still if now - one.last_seen <= STILL_TOLD]
    over = [one for one in known if one.status is Status.RESOLVED and now - _end(one) <= JUST_OVER]
    return NowView(
        open=tuple(sorted(told, key=_gravity)),
        silent=tuple(one for one in still if now - one.last_seen > STILL_TOLD),
        over=tuple(sorted(over, key=_end, reverse=True)),
    )


def since(incident: Incident) -> datetime:
    """Return since when it is down, as far as known."""
    return incident.started_at or incident.first_seen


def _end(incident: Incident) -> datetime:
    return incident.ended_at or incident.last_seen


def _gravity(incident: Incident) -> tuple[int, int, datetime, str]:
    severity = _SEVERITY.get(incident.severity, len(_SEVERITY))
    return _STATUS[incident.status], severity, since(incident), incident.id
