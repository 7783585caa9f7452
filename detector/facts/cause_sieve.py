"""Which cause patterns could match a text at all, by the pieces of text that each of them needs.

Most sentences name no cause; one pass over their characters says so, before fifty patterns are run.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any

import ahocorasick

from detector.facts.cause_patterns import CAUSE_PATTERNS, CausePattern

#: So many strings may stand for one part of a pattern; beyond it the part is not spelt out.
_MOST = 400


def could_match(text: str) -> list[CausePattern]:
    """Return the patterns, in their order, whose needed pieces the text has."""
    automaton, always = _sieve()
    places = set(always)
    for _, found in automaton.iter(text):
        places |= found
    return [CAUSE_PATTERNS[place] for place in sorted(places)]


@cache
def _sieve() -> tuple[ahocorasick.Automaton, frozenset[int]]:
    """Return the automaton of all pieces, and the patterns that need no piece."""
    needing: dict[str, set[int]] = {}
    always: set[int] = set()
    for place, entry in enumerate(CAUSE_PATTERNS):
        pieces = needed_pieces(entry.pattern)
        if pieces is None:
            always.add(place)
        for piece in pieces or ():
            needing.setdefault(piece, set()).add(place)
    automaton = ahocorasick.Automaton()
    for piece, places in needing.items():
        automaton.add_word(piece, frozenset(places))
    automaton.make_automaton()
    return automaton, frozenset(always)


def needed_pieces(pattern: re.Pattern[str]) -> frozenset[str] | None:
    """Return strings of which every match has at least one, or None where that cannot be said."""
    try:
        from re import _parser  # type: ignore[attr-defined]
    except ImportError:  # pragma: no cover - a Python that keeps its parser elsewhere
        return None
    return _needed(list(_parser.parse(pattern.pattern, pattern.flags & ~re.UNICODE)))


def _needed(items: Sequence[Any]) -> frozenset[str] | None:
    """Return the best set of pieces that a sequence of parts needs."""
    found: list[frozenset[str]] = []
    run = frozenset({""})
    for item in items:
        spelt = _spelt(item)
        longer = _joined(run, spelt) if spelt is not None else None
        if longer is not None:
            run = longer
            continue
        found.append(run)
        run = spelt if spelt is not None else frozenset({""})
        if spelt is None and (inner := _inner(item)) is not None:
            found.append(inner)
    found.append(run)
    usable = [pieces for pieces in found if "" not in pieces]
    # The longer the shortest piece, the fewer texts have it; then the fewer pieces.
    return max(usable, key=lambda p: (min(2, min(map(len, p))), -len(p)), default=None)


def _inner(item: Any) -> frozenset[str] | None:
    """Return what a part that cannot be spelt out needs."""
    kind, value = str(item[0]), item[1]
    if kind == "BRANCH":
        each = [_needed(list(branch)) for branch in value[1]]
        known = [pieces for pieces in each if pieces is not None]
        return frozenset().union(*known) if len(known) == len(each) else None
    if kind == "SUBPATTERN":
        return _needed(list(value[3]))
    if kind in ("MAX_REPEAT", "MIN_REPEAT") and value[0] >= 1:
        return _needed(list(value[2]))
    return None


def _spelt(item: Any) -> frozenset[str] | None:
    """Return every string that a part matches, or None where they are too many."""
    kind, value = str(item[0]), item[1]
    if kind == "LITERAL":
        return frozenset({chr(value)})
    if kind == "IN" and all(str(one[0]) == "LITERAL" for one in value):
        return frozenset(chr(one[1]) for one in value)
    if kind == "BRANCH":
        return _union(_spelt_all(list(branch)) for branch in value[1])
    if kind == "SUBPATTERN":
        return _spelt_all(list(value[3]))
    if kind in ("MAX_REPEAT", "MIN_REPEAT") and value[0] == 0 and value[1] == 1:
        return _union((frozenset({""}), _spelt_all(list(value[2]))))
    # What only looks around takes no characters.
    return frozenset({""}) if kind in ("ASSERT", "ASSERT_NOT", "AT") else None


def _spelt_all(items: Sequence[Any]) -> frozenset[str] | None:
    run: frozenset[str] | None = frozenset({""})
    for item in items:
        spelt = _spelt(item)
        run = _joined(run, spelt) if run is not None and spelt is not None else None
    return run


def _joined(first: frozenset[str], second: frozenset[str]) -> frozenset[str] | None:
    if len(first) * len(second) > _MOST:
        return None
    return frozenset(one + other for one in first for other in second)


def _union(sets: Iterable[frozenset[str] | None]) -> frozenset[str] | None:
    whole: set[str] = set()
    for one in sets:
        if one is None:
            return None
        whole |= one
    return frozenset(whole) if len(whole) <= _MOST else None
