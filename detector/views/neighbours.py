"""On whom one stands and who stands on it, in short: the other end, and in which incidents."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select, union_all
from sqlalchemy.orm import Session

from detector.gazetteer import owners_of
from detector.incidents.dependencies import (
    EdgeKind,
    Party,
    count_edges,
    known_edges,
    parts_of,
    places,
)
from models.clock import show_iso
from models.dependencies import pairs_of
from models.tables import IncidentAffectedRow, IncidentRow

#: Incidents that are learned from, the newest.
_LEARNED_FROM = 100


@dataclass(frozen=True, slots=True)
class Neighbour:
    """The other end of an edge, with the incidents that taught it, oldest first."""

    party: Party
    via: Party | None  # the part or owner that the edge goes through
    incidents: tuple[str, ...]
    first_seen: datetime
    last_seen: datetime


@dataclass(frozen=True, slots=True)
class Neighbours:
    """Both sides, those of most incidents first, and what the gazetteer knows."""

    depends_on: tuple[Neighbour, ...]
    dependants: tuple[Neighbour, ...]
    known: tuple[tuple[str, Party], ...]  # "operator" | "part-of" of it, the other


def load_neighbours(session: Session, party: Party) -> Neighbours:
    """Return who stands around one party, by its newest incidents and the gazetteer."""
    above, below = owners_of(party.id), parts_of(party.id)
    incidents = _newest_of(session, {party.id, *above, *below})
    edges = count_edges(pairs_of(session, places(), incidents))
    up: dict[Party, Neighbour] = {}
    down: dict[Party, Neighbour] = {}
    for (provider, dependant), seen in edges.items():
        if dependant.id in {party.id, *above} and provider.id not in above | {party.id}:
            _add(up, provider, dependant, party, seen)
        if provider.id in {party.id, *below} and dependant.id not in below | {party.id}:
            _add(down, dependant, provider, party, seen)
    known = [
        (edge.kind.value, edge.provider)
        for edge in known_edges({party.id})
        if edge.dependant.id == party.id and edge.kind is not EdgeKind.LEARNED
    ]
    return Neighbours(_ordered(up), _ordered(down), tuple(known))


def neighbours_json(found: Neighbours) -> dict[str, Any]:
    """Return both sides as JSON."""
    return {
        "depends_on": [_json(one) for one in found.depends_on],
        "dependants": [_json(one) for one in found.dependants],
        "known": [
            {"kind": kind, "id": other.id, "name": other.name} for kind, other in found.known
        ],
    }


def _newest_of(session: Session, ids: Collection[str]) -> list[str]:
    """Return the newest incidents in which one of these failed or was hit.

    A hit is as new as the first report of it: to ask its incident, too, would take twice as long.
    """
    wanted = sorted(ids)
    failed = select(IncidentRow.id, IncidentRow.first_seen).where(
        IncidentRow.provider_id.in_(wanted)
    )
    hit = select(IncidentAffectedRow.incident_id, IncidentAffectedRow.first_seen).where(
        IncidentAffectedRow.entity_id.in_(wanted)
    )
    found = union_all(failed, hit).subquery()
    newest = func.max(found.c.first_seen)
    query = select(found.c.id).group_by(found.c.id).order_by(newest.desc(), found.c.id)
    return list(session.scalars(query.limit(_LEARNED_FROM)))


def _add(
    side: dict[Party, Neighbour],
    other: Party,
    own: Party,
    party: Party,
    seen: Mapping[str, datetime],
) -> None:
    """Put an edge to its side; one that the party has of its own says more than a part's."""
    via = None if own.id == party.id else own
    before = side.get(other)
    if before is not None and (before.via is None or via is not None):
        return
    ids = tuple(sorted(seen, key=lambda id: (seen[id], id)))
    side[other] = Neighbour(other, via, ids, min(seen.values()), max(seen.values()))


def _ordered(side: Mapping[Party, Neighbour]) -> tuple[Neighbour, ...]:
    return tuple(
        sorted(side.values(), key=lambda one: (-len(one.incidents), one.party.name, one.party.id))
    )


def _json(one: Neighbour) -> dict[str, Any]:
    return {
        "id": one.party.id,
        "name": one.party.name,
        "via": {"id": one.via.id, "name": one.via.name} if one.via else None,
        "incidents": list(one.incidents),
        "first_seen": show_iso(one.first_seen),
        "last_seen": show_iso(one.last_seen),
    }
