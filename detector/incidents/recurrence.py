"""Earlier incidents of the same one with the same cause or in the same place."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from detector.gazetteer import owners_of
from detector.incidents.dependencies import parts_of
from models.records import Cause, Incident

#: Causes that say too little to make two outages alike.
_SAYS_LITTLE = frozenset({Cause.UNKNOWN, Cause.DEPENDENCY})
#: Places that say as little.
_EVERYWHERE = ("전국", "전 세계", "세계", "국내", "해외")


@dataclass(frozen=True, slots=True)
class Recurrence:
    """An earlier incident, and in what it is the same."""

    incident: Incident
    same: tuple[str, ...]  # "provider" first, then "cause", "region"; "provider" alone is weak


def kin_of_provider(incident: Incident) -> frozenset[str]:
    """Return the ids under which the same one may have failed before: it, its owners, its parts."""
    id = incident.provider_id
    return frozenset({id, *owners_of(id), *parts_of(id)}) if id else frozenset()


def recurrences(incident: Incident, earlier: Iterable[Incident]) -> list[Recurrence]:
    """Return those of the earlier incidents that are of the same one, alike most first, then newest.

    Those of its company count if the cause or the place is the same too, those of the very same
    provider in any case.
    """
    kin = kin_of_provider(incident)
    found: list[Recurrence] = []
    for other in earlier:
        if other.id == incident.id or other.provider_id not in kin:
            continue
        same = ["provider"]
        if other.cause == incident.cause and other.cause not in {None, *_SAYS_LITTLE}:
            same.append("cause")
        if _same_place(incident.region, other.region):
            same.append("region")
        if len(same) > 1 or other.provider_id == incident.provider_id:
            found.append(Recurrence(other, tuple(same)))
    return sorted(found, key=lambda r: (-len(r.same), -r.incident.first_seen.timestamp()))


def _same_place(one: str | None, other: str | None) -> bool:
    if not one or not other or one.startswith(_EVERYWHERE) or other.startswith(_EVERYWHERE):
        return False
    return one in other or other in one
