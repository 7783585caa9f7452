"""A page of incidents, newest first, that can be gone on with from where it ended."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from detector.views.incident_filters import Wanted, conditions, meets
from models.incidents import list_incidents
from models.pages import in_pages
from models.records import Incident, Status
from models.tables import EntityRow, IncidentAffectedRow, IncidentRow

#: States in which an incident goes on, and after how long a silence it is taken to be over.
OPEN = (Status.SUSPECTED, Status.CONFIRMED, Status.RECOVERING)
SILENCE = timedelta(days=2)
_MOST_OPEN = 50


@dataclass(frozen=True, slots=True)
class Place:
    """Where a page ended: the incident that comes last on it."""

    first_seen: datetime
    id: str


def list_page(
    session: Session, wanted: Wanted, words: Sequence[str], limit: int, after: Place | None
) -> tuple[list[Incident], Place | None]:
    """Return a page of stored incidents, and where to go on; None where there are no more."""
    asked = [*conditions(wanted), *(says(session, word) for word in words)]
    if after is not None:
        asked.append(_is_after(after))
    return _cut(list_incidents(session, *asked, limit=limit + 1), limit)


def page_of(
    known: Iterable[Incident],
    wanted: Wanted,
    words: Sequence[str],
    limit: int,
    after: Place | None,
) -> tuple[list[Incident], Place | None]:
    """Return the same of incidents that no table holds: those known at an earlier time."""
    fitting = [
        one
        for one in sorted(known, key=_order)
        if meets(one, wanted)
        and all(_contains(one, word) for word in words)
        and (after is None or _order(one) > (-after.first_seen.timestamp(), after.id))
    ]
    return _cut(fitting[: limit + 1], limit)


def open_incidents(session: Session, now: datetime) -> list[Incident]:
    """Return the incidents that go on, the gravest first."""
    going_on = select(IncidentRow.id).where(
        IncidentRow.last_seen >= now - SILENCE,
        IncidentRow.status.in_([status.value for status in OPEN]),
    )
    ids = list(session.scalars(going_on))  # in one query SQLite would go through all by first_seen
    found = [
        one for page in in_pages(ids) for one in list_incidents(session, IncidentRow.id.in_(page))
    ]
    return by_gravity(found)[:_MOST_OPEN]


def is_open(incident: Incident, now: datetime) -> bool:
    """Tell whether an incident goes on, as far as anybody says."""
    return incident.status in OPEN and now - incident.last_seen <= SILENCE


def by_gravity(incidents: Iterable[Incident]) -> list[Incident]:
    """Return incidents with the surest state first, then the gravest, then the most reported."""
    states = {Status.CONFIRMED: 0, Status.RECOVERING: 1, Status.SUSPECTED: 2}
    severities = {"critical": 0, "major": 1, "minor": 2}
    return sorted(
        incidents,
        key=lambda one: (
            states.get(one.status, 3),
            severities.get(one.severity, 3),
            -one.independent_sources,
            one.id,
        ),
    )


def says(session: Session, word: str) -> ColumnElement[bool]:
    """Return the condition that an incident's headline, root, region or victims say a word."""
    named = select(EntityRow.id).where(_holds(session, EntityRow.name, word))
    hit = select(IncidentAffectedRow.incident_id).where(IncidentAffectedRow.entity_id.in_(named))
    columns = (IncidentRow.headline, IncidentRow.provider_name, IncidentRow.region)
    return or_(*(_holds(session, column, word) for column in columns), IncidentRow.id.in_(hit))


def _holds(session: Session, column: InstrumentedAttribute[Any], word: str) -> ColumnElement[bool]:
    """Return the condition that a text holds a word, in capitals or not: in SQLite LIKE does that."""
    if session.get_bind().dialect.name == "sqlite":
        return column.contains(word, autoescape=True)
    return column.icontains(word, autoescape=True)


def _contains(incident: Incident, word: str) -> bool:
    texts = (
        incident.headline,
        incident.provider_name or "",
        incident.region or "",
        *(hit.name for hit in incident.affected),
    )
    return any(word.casefold() in text.casefold() for text in texts)


def _is_after(place: Place) -> ColumnElement[bool]:
    return and_(
        IncidentRow.first_seen <= place.first_seen,
        or_(IncidentRow.first_seen < place.first_seen, IncidentRow.id > place.id),
    )


def _cut(found: Sequence[Incident], limit: int) -> tuple[list[Incident], Place | None]:
    page = list(found[:limit])
    last = page[-1] if len(found) > limit else None
    return page, Place(last.first_seen, last.id) if last else None


def _order(incident: Incident) -> tuple[float, str]:
    return -incident.first_seen.timestamp(), incident.id
