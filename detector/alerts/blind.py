"""Which whole classes of sources tell us nothing: all boards, all news, all notices."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from models.records import Kind

#: A class is not blind for fewer sources than this: one that rests is not a class.
LEAST_SOURCES = 2
_TROUBLES = frozenset({"broken", "blocked", "late"})


@dataclass(frozen=True, slots=True)
class SourceState:
    """How one source is that should be crawled and can be."""

    id: str
    kind: Kind
    state: str  # ok | late | broken | blocked | unknown

    @property
    def is_troubled(self) -> bool:
        """Whether it tells us nothing now."""
        return self.state in _TROUBLES


@dataclass(frozen=True, slots=True)
class Sight:
    """How one class of sources is."""

    kind: Kind
    sources: int  # that have ever been crawled
    troubled: int

    @property
    def is_blind(self) -> bool:
        """Whether nothing of the class tells us anything."""
        return self.sources >= LEAST_SOURCES and self.troubled == self.sources


def sights(sources: Iterable[SourceState]) -> Sequence[Sight]:
    """Return how each class is of whose sources any was crawled."""
    states: Mapping[Kind, list[str]] = defaultdict(list)
    for source in sources:
        if source.state != "unknown":
            states[source.kind].append(source.state)
    return [
        Sight(kind, len(states[kind]), sum(state in _TROUBLES for state in states[kind]))
        for kind in Kind
        if states[kind]
    ]
