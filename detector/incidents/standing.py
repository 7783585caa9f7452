"""Where one provider or service stands: whom it depends on, who depends on it, how it failed."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from detector.gazetteer import gazetteer, owners_of
from detector.incidents.delays import Typical, typical_delays
from detector.incidents.dependencies import (
    Edge,
    Party,
    count_edges,
    known_edges,
    learn_edges,
    parts_of,
    places,
)
from detector.sentences import split_sentences
from models.dependencies import Attestation, attestations_of, failures_of, incidents_of, pairs_of
from models.documents import find_documents
from models.incidents import list_incidents
from models.records import Evidence, Status
from models.tables import IncidentRow

#: Documents of one edge whose sentence is fetched; the others are only counted.
QUOTED = 20
#: Incidents of one provider that its usual delays are taken from, the newest first.
_INCIDENTS = 500


@dataclass(frozen=True, slots=True)
class Root:
    """One that others stand on, in short."""

    party: Party
    dependants: int
    incidents: int  # that took others along
    first_seen: datetime
    last_seen: datetime


@dataclass(frozen=True, slots=True)
class Standing:
    """All that is known of one party's place."""

    party: Party
    failures: int  # sure incidents at whose root it was
    depends_on: tuple[Edge, ...]  # learned: of itself, then of its owners
    dependants: tuple[Edge, ...]  # learned: of itself, then of its parts
    known: tuple[Edge, ...]  # by the gazetteer
    delays: dict[str, Typical]
    quotes: dict[
        tuple[int, int], Evidence
    ]  # the sentence that names the dependant, by document and place


def list_roots(session: Session) -> list[Root]:
    """Return all that others were seen to stand on, those with most dependants first."""
    found: dict[Party, dict[str, datetime]] = defaultdict(dict)
    dependants: Counter[Party] = Counter()
    for (provider, _), incidents in count_edges(pairs_of(session, places())).items():
        found[provider] |= incidents
        dependants[provider] += 1
    roots = [
        Root(party, dependants[party], len(seen), min(seen.values()), max(seen.values()))
        for party, seen in found.items()
    ]
    return sorted(roots, key=lambda r: (-r.dependants, -r.incidents, r.party.id))


def standing_of(session: Session, party: Party, most: int | None = None) -> Standing:
    """Return where one party stands, with the documents that attest it.

    most: of so many edges on each side the sentences are fetched; None is all.
    """
    above, below = owners_of(party.id), parts_of(party.id)
    incidents = incidents_of(session, {party.id, *above, *below})
    edges = learn_edges(attestations_of(session, places(), incidents))
    up = _over(edges, party.id, above)
    down = _under(edges, party.id, below)
    failures = failures_of(session, {party.id})
    return Standing(
        party=party,
        failures=failures.get(party.id, 0),
        depends_on=tuple(up),
        dependants=tuple(down),
        known=tuple(known_edges({party.id})),
        delays=_delays(session, {party.id, *below}),
        quotes=_quotes(session, [*up[:most], *down[:most]]),
    )


def party_of(id: str, name: str = "") -> Party:
    """Return the party of an id, called as the gazetteer calls it."""
    entry = gazetteer().get(id)
    return Party(id, entry.name if entry else name or id)


def _over(edges: Sequence[Edge], id: str, above: Collection[str]) -> list[Edge]:
    """Return the edges over one party, then those that it has through its owners alone."""
    own = [edge for edge in edges if edge.dependant.id == id]
    seen = {id, *above, *(edge.provider.id for edge in own)}
    through = [e for e in edges if e.dependant.id in above and e.provider.id not in seen]
    return own + through


def _under(edges: Sequence[Edge], id: str, below: Collection[str]) -> list[Edge]:
    """Return the edges under one party, then those it has through its parts alone.

    Under a building or region stands what its operator took along when it failed there.
    """
    own = [edge for edge in edges if edge.provider.id == id]
    seen = {id, *below, *(edge.dependant.id for edge in own)}
    there = {incident for edge in own for incident in edge.incidents}
    carriers = owners_of(id) if id in places() else frozenset()
    through = [
        edge
        for edge in edges
        if edge.dependant.id not in seen
        and (
            edge.provider.id in below
            or (edge.provider.id in carriers and there.intersection(edge.incidents))
        )
    ]
    return own + through


def _delays(session: Session, ids: Collection[str]) -> dict[str, Typical]:
    mine = IncidentRow.provider_id.in_(sorted(ids))
    is_real = IncidentRow.status != Status.RETRACTED.value
    return typical_delays(list_incidents(session, mine, is_real, limit=_INCIDENTS))


def _quotes(session: Session, edges: Sequence[Edge]) -> dict[tuple[int, int], Evidence]:
    """Return the sentences that name the dependants, by key_of() of the attestation."""
    asked = [one for edge in edges for one in edge.evidence[:QUOTED]]
    stored = find_documents(session, {one.row for one in asked})
    sentences = {one.row: split_sentences(one.document.text) for one in stored}
    return {
        key_of(one): Evidence(sentence.start, sentence.end, sentence.text)
        for one in asked
        for sentence in sentences.get(one.row, ())
        if sentence.start <= one.hit_start < sentence.end
    }


def key_of(one: Attestation) -> tuple[int, int]:
    """Return what a quote is found by: the document and the place in it."""
    return one.row, one.hit_start
