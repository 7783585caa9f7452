"""How much is said on standard error: nothing but errors, the usual, or every step."""

from __future__ import annotations

from contextvars import ContextVar
from enum import IntEnum


class Loudness(IntEnum):
    """How much is said beside the result."""

    QUIET = 0
    USUAL = 1
    VERBOSE = 2


_chosen: ContextVar[Loudness] = ContextVar("loudness", default=Loudness.USUAL)


def loudness() -> Loudness:
    """Return how much is said."""
    return _chosen.get()


def set_loudness(chosen: Loudness) -> None:
    """Say so much from now on."""
    _chosen.set(chosen)
