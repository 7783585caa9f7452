"""Many values in lists that one query can bind."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TypeVar

#: Values of one list: engines bind some thousands at most.
PAGE = 500
_V = TypeVar("_V", int, str, tuple)  # type: ignore[type-arg]


def in_pages(values: Iterable[_V], size: int = PAGE) -> Iterator[list[_V]]:
    """Yield the values in order, each once, in lists of at most size."""
    wanted = sorted(set(values))
    for begin in range(0, len(wanted), size):
        yield wanted[begin : begin + size]
