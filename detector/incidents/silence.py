"""When nobody writes of an incident any more: it is taken to be over, with no end known."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from sqlalchemy.orm import Session

from detector.incidents.limits import PATIENCE
from models.incidents import list_incidents, set_steps
from models.records import Incident, Rule, Status, Step
from models.tables import IncidentRow


def with_silence(incident: Incident, moment: datetime) -> Incident:
    """Return the incident as it stands at a moment: resolved if it has been silent for long."""
    patience = PATIENCE.get(incident.status)
    if patience is None or incident.last_seen + patience > moment:
        return incident
    step = Step(Status.RESOLVED, incident.last_seen + patience, Rule.SILENCE)
    return replace(incident, status=Status.RESOLVED, steps=(*incident.steps, step))


def close_silent(session: Session, moment: datetime) -> list[Incident]:
    """Resolve the stored incidents that have been silent for long; return them as they are now.

    One of which something is written later is built anew from its reports, and goes on.
    """
    closed = [
        one for old in _silent(session, moment) if (one := with_silence(old, moment)) is not old
    ]
    set_steps(session, closed)
    return closed


def _silent(session: Session, moment: datetime) -> Iterable[Incident]:
    for status, patience in PATIENCE.items():
        yield from list_incidents(
            session,
            IncidentRow.status == status.value,
            IncidentRow.last_seen <= moment - patience,
        )
