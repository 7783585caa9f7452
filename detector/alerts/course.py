"""The steps of an incident's life, and which of them were not told yet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from models.records import Incident, Status

#: After one of these people take an outage for over.
OVER = frozenset({Status.RECOVERING, Status.RESOLVED})


@dataclass(frozen=True, slots=True)
class Passed:
    """A status that an incident came to, and when."""

    status: Status
    at: datetime


def course_of(incident: Incident) -> tuple[Passed, ...]:
    """Return the steps that an incident took, as far as its record tells them."""
    steps = tuple(Passed(step.status, step.at) for step in incident.steps)
    if steps and steps[-1].status is incident.status:
        return steps
    return (*steps, Passed(incident.status, incident.last_seen))


def untold(told: Sequence[str], course: Sequence[Passed]) -> tuple[Passed, ...]:
    """Return the steps that come after those told.

    Later documents may rewrite an incident's past. Then only the status that it has now counts, and
    only where it is not the one told last.
    """
    now = [passed.status.value for passed in course]
    for length in range(min(len(told), len(now)), 0, -1):
        if now[:length] == list(told[-length:]):
            return tuple(course[length:])
    if not course or (told and told[-1] == now[-1]):
        return ()
    return tuple(course) if not told else (course[-1],)


def told_after(told: Sequence[str], course: Sequence[Passed]) -> tuple[str, ...]:
    """Return the statuses that are told once a course has been: those before, then the new ones."""
    return (*told, *(passed.status.value for passed in untold(told, course)))
