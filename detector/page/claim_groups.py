"""Claims by what they are about: the value that is shown, and who says otherwise."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Any


@dataclass(frozen=True, slots=True)
class Group:
    """The claims about one thing."""

    field: str
    claims: tuple[tuple[Mapping[str, Any], bool], ...]  # each with whether it is the value shown

    @property
    def dissenting(self) -> int:
        """How many say otherwise."""
        return sum(not agrees for _, agrees in self.claims)


def claim_groups(content: Mapping[str, Any], most: int) -> list[Group]:
    """Return the claims of an incident by field, those that agree with the shown value first."""
    found = []
    for field, claims in groupby(content["claims"][:most], key=lambda claim: claim["field"]):
        told = [(claim, _agrees(claim, content)) for claim in claims]
        told.sort(key=lambda pair: not pair[1])
        found.append(Group(str(field), tuple(told)))
    return found


def _agrees(claim: Mapping[str, Any], content: Mapping[str, Any]) -> bool:
    provider = content["provider"]
    shown = {
        "provider": provider["name"] if provider else None,
        "started": content["started"],
        "ended": content["ended"],
        "duration": content["duration_minutes"],
        "cause": content["cause"],
        "region": content["region"],
    }
    return bool(shown.get(claim["field"]) == claim["value"])
