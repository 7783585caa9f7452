"""What readers say of an incident, as JSON: a claim of its own kind, apart from those of sources."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from models.clock import show_iso
from models.reader_claims import ReaderClaim, Verdict

KIND = "reader"


def reader_json(claim: ReaderClaim, *, with_note: bool) -> dict[str, Any]:
    """Return one as JSON; a note is what anybody may write, and is left out unless asked for."""
    return {
        "kind": KIND,
        "number": claim.number,
        "says": claim.says.value,
        "about": claim.about,
        "name": claim.name,
        "note": claim.note if with_note else None,
        "said": show_iso(claim.said_at),
        "verdict": claim.verdict.value,
        "decided": show_iso(claim.decided_at),
    }


def public_json(claims: Iterable[ReaderClaim]) -> list[dict[str, Any]]:
    """Return those that a page shows: not what was rejected, and notes once a person accepted them."""
    return [
        reader_json(one, with_note=one.verdict is Verdict.ACCEPTED)
        for one in claims
        if one.verdict is not Verdict.REJECTED
    ]


@dataclass(frozen=True, slots=True)
class SaidOften:
    """What several readers said alike."""

    says: str
    about: str
    name: str | None
    count: int
    accepted: int
    last: str
    notes: tuple[str, ...]


def said_alike(contents: Iterable[dict[str, Any]]) -> list[SaidOften]:
    """Return what readers said, the like together, the most often said first."""
    alike: dict[tuple[str, str], list[dict[str, Any]]] = {}
    for one in contents:
        alike.setdefault((one["says"], one["about"]), []).append(one)
    found = [
        SaidOften(
            says=says,
            about=about,
            name=said[0]["name"],
            count=len(said),
            accepted=sum(one["verdict"] == Verdict.ACCEPTED.value for one in said),
            last=max(one["said"] for one in said),
            notes=tuple(one["note"] for one in said if one["note"]),
        )
        for (says, about), said in alike.items()
    ]
    return sorted(found, key=lambda one: (-one.accepted, -one.count, one.says, one.about))
