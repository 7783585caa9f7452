"""Which number an incident's id carries among those of one day and name: by who was first."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import count, islice

from sqlalchemy.orm import Session

from models.incident_loading import load_incidents
from models.records import Incident
from models.tables import IncidentRow

#: So many incidents of one day and name are numbered among themselves.
_MOST = 50
_NUMBER = re.compile(r"-\d{1,2}$")
_UNNAMED = re.compile(r"^\d{8}-unnamed-[0-9a-f]{8}")


def numbered(
    session: Session, incidents: Sequence[Incident], gone: Iterable[str]
) -> tuple[list[Incident], list[str]]:
    """Return incidents with the ids that are theirs, and the stored ones that these displace.

    A stored incident of the same day and name comes back among them when its number changes: the
    numbers follow the first reports, in whatever order the incidents came. gone are the ids of
    those that these replace.
    """
    new: dict[str, list[Incident]] = defaultdict(list)
    for incident in incidents:
        new[base_of(incident) or incident.id].append(incident)
    for id in gone:  # what followed one that went moves up
        new.setdefault(_NUMBER.sub("", id), [])
        new.setdefault(id, [])
    found: list[Incident] = []
    displaced: list[str] = []
    for base, own in new.items():
        stored, taken = _stored(session, base)
        together = sorted([*own, *stored], key=_first_report)
        free = (id for id in _ids(base) if id not in taken)
        for incident, id in zip(together, free, strict=False):
            if any(incident is one for one in stored):
                if incident.id == id:
                    continue
                displaced.append(incident.id)
            found.append(replace(incident, id=id))
    return found, displaced


def _ids(base: str) -> Iterator[str]:
    yield base
    yield from (f"{base}-{number}" for number in count(2))


def base_of(incident: Incident) -> str | None:
    """Return an incident's id without its number, day and whose it is; None for another's form."""
    if unnamed := _UNNAMED.match(incident.id):
        return unnamed[0]
    whose = incident.provider_id or (incident.affected[0].id if incident.affected else "")
    base = f"{incident.id[:8]}-{slug(whose)}"
    return base if re.fullmatch(rf"{re.escape(base)}(-\d+)?", incident.id) else None


def slug(id: str) -> str:
    """Return a name's id as it stands in the ids of incidents."""
    return re.sub(r"[^0-9a-z가-힣]+", "-", id.lower()).strip("-")


def _stored(session: Session, base: str) -> tuple[list[Incident], set[str]]:
    """Return the stored incidents of a base, and the ids of such a form that are another's."""
    ids = list(islice(_ids(base), _MOST))
    near = load_incidents(session, IncidentRow.id.in_(ids))
    same = [incident for incident in near if base_of(incident) in (base, None)]
    return same, {incident.id for incident in near} - {incident.id for incident in same}


def _first_report(incident: Incident) -> tuple[object, ...]:
    first = incident.evidence[0] if incident.evidence else None
    return (first.published_at, first.source, first.url) if first else (incident.first_seen,)
