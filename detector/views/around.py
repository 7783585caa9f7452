"""What is known around one incident, with guesses at a common root only while it goes on.

The guesses weigh every past failure and so take a second over a hundred thousand incidents; what is
over has its root told by then. `meoktong show` reckons them for any incident.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from detector.incidents.context import Context, links_of, load_context
from detector.incidents.delays import delays_of
from detector.incidents.duty import duty_of
from detector.incidents.recurrence import kin_of_provider, recurrences
from detector.views.listing import is_open
from models.incident_loading import load_incidents
from models.records import Incident, Status
from models.tables import IncidentRow

#: Earlier incidents of one provider that are looked at, the nearest first.
_NEAREST = 50


def load_around(session: Session, incident: Incident, now: datetime) -> Context:
    """Return what the database knows around an incident at that time."""
    if is_open(incident, now):
        return load_context(session, incident, now)
    earlier = load_incidents(
        session,
        IncidentRow.provider_id.in_(sorted(kin_of_provider(incident))),
        IncidentRow.status != Status.RETRACTED.value,
        IncidentRow.first_seen < incident.first_seen,
        limit=_NEAREST,
        with_parts=False,  # what makes two alike stands in the row itself
    )
    recalls, recalled_by = links_of(session, incident, now)
    return Context(
        delays=delays_of(incident),
        duty=duty_of(incident, now),
        recurrences=tuple(recurrences(incident, earlier)),
        hypotheses=(),
        fails_with=(),
        recalls=recalls,
        recalled_by=recalled_by,
    )
