"""Who stands on whom, as JSON."""

from __future__ import annotations

from typing import Any

from detector.incidents.dependencies import Edge, Party
from detector.incidents.standing import QUOTED, Root, Standing, key_of
from models.clock import show_iso
from models.dependencies import Attestation
from models.facts_json import evidence_json


def root_json(root: Root) -> dict[str, Any]:
    """Return one that others stand on."""
    return {
        **_party_json(root.party),
        "dependants": root.dependants,
        "incidents": root.incidents,
        "first_seen": show_iso(root.first_seen),
        "last_seen": show_iso(root.last_seen),
    }


def standing_json(found: Standing, limit: int | None) -> dict[str, Any]:
    """Return where one party stands, with the evidence of each learned edge."""
    return {
        **_party_json(found.party),
        "failures": found.failures,
        "dependants": [_edge_json(edge, found) for edge in found.dependants[:limit]],
        "depends_on": [_edge_json(edge, found) for edge in found.depends_on[:limit]],
        "known": [
            {
                "kind": edge.kind.value,
                "provider": _party_json(edge.provider),
                "dependant": _party_json(edge.dependant),
            }
            for edge in found.known
        ],
        "delays": {
            step: {"median_minutes": usual.minutes, "incidents": usual.count}
            for step, usual in found.delays.items()
        },
    }


def _party_json(party: Party) -> dict[str, Any]:
    return {"id": party.id, "name": party.name}


def _edge_json(edge: Edge, found: Standing) -> dict[str, Any]:
    return {
        "kind": edge.kind.value,
        "provider": _party_json(edge.provider),
        "dependant": _party_json(edge.dependant),
        "incidents": list(edge.incidents),
        "first_seen": show_iso(edge.first_seen),
        "last_seen": show_iso(edge.last_seen),
        "documents": len(edge.evidence),
        "evidence": [_evidence_json(one, found) for one in edge.evidence[:QUOTED]],
    }


def _evidence_json(one: Attestation, found: Standing) -> dict[str, Any]:
    return {
        "incident_id": one.pair.incident_id,
        "url": one.url,
        "source": one.source,
        "published": show_iso(one.published_at),
        "title": one.title,
        "provider_as_written": one.named_quote,
        "dependant_as_written": one.hit_quote,
        "quote": evidence_json(found.quotes.get(key_of(one))),
    }
