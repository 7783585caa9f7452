"""Which incidents a user asks for, as conditions of a query."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import aliased

from models.incidents import affects
from models.records import Incident, Status
from models.tables import IncidentRow

#: No incident lasts longer, and none is first told of longer after it began: so much of the index of
#: first_seen is gone through for a time that is asked for, not all of it.
LONGEST = timedelta(days=400)
#: States that the rules end after a time, so that few are in them.
_SHORT_LIVED = frozenset({Status.CONFIRMED, Status.RECOVERING})


@dataclass(frozen=True, slots=True)
class Wanted:
    """What an incident must be; None asks for nothing."""

    since: datetime | None = None  # still active at that time or later
    until: datetime | None = None  # already active before that time
    provider: str | None = None
    affected: str | None = None
    status: Status | None = None
    min_confidence: float | None = None

    @property
    def is_everything(self) -> bool:
        """Whether nothing is asked for."""
        return self == Wanted()


def conditions(wanted: Wanted) -> Iterator[ColumnElement[bool]]:
    """Yield the conditions that the incidents must meet."""
    begin = func.coalesce(IncidentRow.started_at, IncidentRow.first_seen)
    end = func.coalesce(IncidentRow.ended_at, IncidentRow.last_seen)
    if wanted.since is not None:
        yield or_(end >= wanted.since, begin >= wanted.since)
        yield IncidentRow.first_seen >= wanted.since - LONGEST
    if wanted.until is not None:
        yield begin < wanted.until
        yield IncidentRow.first_seen < wanted.until + LONGEST
    if wanted.provider is not None:
        names = names_of(wanted.provider)
        if len(names) > 1:  # by the index; an unknown name is looked for as it was stored
            yield IncidentRow.provider_id.in_(names)
        else:
            yield or_(IncidentRow.provider_id.in_(names), IncidentRow.provider_name.in_(names))
    if wanted.affected is not None:
        yield affects(*names_of(wanted.affected))
    if wanted.status is not None:
        yield _is_in(wanted.status)
    if wanted.min_confidence is not None:
        yield IncidentRow.confidence >= wanted.min_confidence


def _is_in(status: Status) -> ColumnElement[bool]:
    """Return the condition of a state; the few that go on are found by it, not among all by time.

    Asked plainly, SQLite goes through every incident by first_seen in search of a page of them.
    """
    if status not in _SHORT_LIVED:
        return IncidentRow.status == status.value
    going_on = aliased(IncidentRow)
    return IncidentRow.id.in_(select(going_on.id).where(going_on.status == status.value))


def meets(incident: Incident, wanted: Wanted) -> bool:
    """Return whether an incident that no table holds meets the conditions."""
    begin = incident.started_at or incident.first_seen
    end = incident.ended_at or incident.last_seen
    return (
        (wanted.since is None or max(begin, end) >= wanted.since)
        and (wanted.until is None or begin < wanted.until)
        and (wanted.provider is None or _blames(incident, names_of(wanted.provider)))
        and (wanted.affected is None or _hits(incident, names_of(wanted.affected)))
        and (wanted.status is None or incident.status is wanted.status)
        and (wanted.min_confidence is None or incident.confidence >= wanted.min_confidence)
    )


def _blames(incident: Incident, names: Collection[str]) -> bool:
    return incident.provider_id in names or incident.provider_name in names


def _hits(incident: Incident, names: Collection[str]) -> bool:
    return any(hit.id in names or hit.name in names for hit in incident.affected)


def names_of(given: str) -> list[str]:
    """Return the name as given, and the ids of all whom the gazetteer knows by it."""
    from detector.views.name_index import ids_called

    return [given, *ids_called(given)]
