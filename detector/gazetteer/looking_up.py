"""Which entries of the gazetteer somebody means by a word."""

from __future__ import annotations

from collections.abc import Mapping

from detector.gazetteer import Entry

#: At most so many entries are shown that only contain the word.
MOST = 20


def look_up(entries: Mapping[str, Entry], word: str) -> list[Entry]:
    """Return the entries called so, certainly or with company; else those whose names contain it."""
    key = _plain(word)
    if not key:
        return []
    names = {entry.id: _names(entry) for entry in entries.values()}
    exact = [entry for entry in entries.values() if key in names[entry.id]]
    if exact:
        return exact
    partly = [e for e in entries.values() if any(key in name for name in names[e.id])]
    return partly[:MOST]


def _names(entry: Entry) -> set[str]:
    doubtful = (ambiguous.alias for ambiguous in entry.ambiguous)
    return {_plain(name) for name in (entry.id, *entry.surfaces, *doubtful)}


def _plain(name: str) -> str:
    return "".join(name.casefold().split())
