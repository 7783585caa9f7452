"""How names that do not end in Hangul are read aloud: AWS is 에이더블유에스."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path

from detector.korean.endings import endings_of, last_word, spoken_part

_FILE = Path(__file__).with_name("readings.toml")
_ONLY = 1


def reading_of(name: str) -> str | None:
    """Return how a name is read, where its writing does not say; None if it does or nobody knows.

    The readings that stand beside this file come first: the gazetteer takes half a second to read.
    """
    spoken = spoken_part(name)
    if not spoken or "가" <= spoken[-1] <= "힣":
        return None
    known = next((found for name in (spoken, last_word(spoken)) if (found := _read(name))), None)
    if known or len(endings_of(spoken)) == _ONLY:
        return known
    return _of_gazetteer().get(_key(spoken))


def _read(name: str) -> str | None:
    """Return the listed reading of a name, or of the same in capitals: aws is read as AWS."""
    key = _key(name)
    return _listed().get(key) or _listed().get(key.upper())


@cache
def _listed() -> dict[str, str]:
    content = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    return {_key(name): reading for name, reading in content["readings"].items()}


@cache
def _of_gazetteer() -> dict[str, str]:
    """Return the readings of the program's and the user's own entries."""
    from detector.gazetteer import gazetteer

    return {
        _key(name): entry.reading
        for entry in gazetteer().values()
        if entry.reading
        for name in (entry.name, entry.name_en)
        if not "가" <= name[-1] <= "힣"
    }


def _key(name: str) -> str:
    return " ".join(name.split())
