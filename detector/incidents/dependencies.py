"""Who stands on whom: edges learned from past incidents, and those that the gazetteer knows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import cache

from detector.gazetteer import PLACES, Entry, gazetteer, owners_of
from detector.gazetteer.kin import is_carrier, is_infrastructure
from models.dependencies import Attestation, Pair


class EdgeKind(StrEnum):
    """Why one is held to stand on another."""

    LEARNED = "learned"  # it was hit when the other failed
    OPERATOR = "operator"  # the other runs it, by the gazetteer
    PART_OF = "part-of"  # it is a part of the other, by the gazetteer


@dataclass(frozen=True, slots=True)
class Party:
    """One end of an edge."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class Edge:
    """The dependant stands on the provider; a learned edge says since when, how often and where."""

    kind: EdgeKind
    provider: Party
    dependant: Party
    incidents: tuple[str, ...] = ()  # oldest first
    first_seen: datetime | None = None  # when the first of them began
    last_seen: datetime | None = None
    evidence: tuple[Attestation, ...] = ()


def learn_edges(attestations: Iterable[Attestation]) -> list[Edge]:
    """Return the edges that documents attest, those of most incidents and documents first."""
    found: dict[tuple[Party, Party], list[Attestation]] = defaultdict(list)
    for one in attestations:
        if (ends := ends_of(one.pair)) is not None:
            found[ends].append(one)
    edges = [_edge(provider, dependant, seen) for (provider, dependant), seen in found.items()]
    return sorted(
        edges,
        key=lambda e: (-len(e.incidents), -len(e.evidence), e.provider.id, e.dependant.id),
    )


def count_edges(pairs: Iterable[Pair]) -> dict[tuple[Party, Party], dict[str, datetime]]:
    """Return for each edge its incidents with when they began, without documents."""
    found: dict[tuple[Party, Party], dict[str, datetime]] = defaultdict(dict)
    for pair in pairs:
        if (ends := ends_of(pair)) is not None:
            found[ends][pair.incident_id] = pair.began
    return dict(found)


def ends_of(pair: Pair) -> tuple[Party, Party] | None:
    """Return who stands on whom by this pair: provider, dependant; None where it shows nothing.

    Early stories blame the wrong one, so what a document blames must be the root that the incident
    came down to, or a building or region of it, or be blamed for a service of its own. A building or region that
    is named where its operator failed stands under its operator.
    """
    if pair.root_id is None:
        return None
    named, hit = Party(pair.named_id, pair.named_name), Party(pair.hit_id, pair.hit_name)
    root = Party(pair.root_id, pair.root_name or pair.root_id)
    if not pair.is_hit:
        is_its_place = named.id == root.id and root.id in owners_of(hit.id)
        return (hit, root) if is_its_place else None
    if root.id != named.id and named.id in owners_of(root.id):
        named = root  # 아마존 for AWS: the company is blamed by a name too wide
    is_of_root = named.id == root.id or (named.id in places() and root.id in owners_of(named.id))
    if not is_of_root and named.id not in owners_of(hit.id):
        return None
    if hit.id == named.id or hit.id in owners_of(named.id) or _are_rivals(named.id, hit.id):
        return None
    return named, hit


def known_edges(ids: Iterable[str]) -> list[Edge]:
    """Return the gazetteer's edges that begin or end at one of these."""
    wanted = set(ids)
    found: list[Edge] = []
    for id in sorted(wanted.union(*(_parts_of_all().get(id, ()) for id in wanted))):
        entry = gazetteer().get(id)
        for kind, above in _above(entry) if entry else ():
            if entry and wanted & {entry.id, above.id}:
                found.append(Edge(kind, Party(above.id, above.name), Party(entry.id, entry.name)))
    return found


def parts_of(id: str) -> frozenset[str]:
    """Return all that belong to one by the gazetteer, near and far: regions, services."""
    found: set[str] = set()
    waiting = [id]
    while waiting:
        below = _parts_of_all().get(waiting.pop(), frozenset()) - found
        found |= below
        waiting += below
    return frozenset(found)


@cache
def places() -> frozenset[str]:
    """Return the ids of buildings and regions: what fails under a company."""
    every = gazetteer().standings
    return frozenset(
        one.id for one in every if one.kind in PLACES and (one.operator or one.part_of)
    )


@cache
def _parts_of_all() -> Mapping[str, frozenset[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for one in gazetteer().standings:
        for owner in filter(None, (one.operator, one.part_of)):
            found[owner].add(one.id)
    return {id: frozenset(below) for id, below in found.items()}


def _above(entry: Entry) -> list[tuple[EdgeKind, Entry]]:
    """Return what an entry stands on by the gazetteer; being a part says more than being run."""
    above = {entry.operator: EdgeKind.OPERATOR, entry.part_of: EdgeKind.PART_OF}
    return [(kind, gazetteer()[id]) for id, kind in above.items() if id]


def _are_rivals(one: str, other: str) -> bool:
    """Return whether two companies' services are of one trade, so that neither carries the other.

    Two exchanges that fail in the same rush are told in one breath.
    """
    first, second = gazetteer().get(one), gazetteer().get(other)
    if first is None or second is None or first.sector != second.sector:
        return False
    if is_infrastructure(first) or is_carrier(first):
        return False
    return not ({one} | owners_of(one)) & ({other} | owners_of(other))


def _edge(provider: Party, dependant: Party, seen: list[Attestation]) -> Edge:
    began = {one.pair.incident_id: one.pair.began for one in seen}
    incidents = tuple(sorted(began, key=lambda id: (began[id], id)))
    documents = {one.row: one for one in reversed(seen)}  # one blamed by two names tells it once
    return Edge(
        EdgeKind.LEARNED,
        provider,
        dependant,
        incidents,
        min(began.values()),
        max(began.values()),
        tuple(sorted(documents.values(), key=lambda one: (one.published_at, one.row))),
    )
