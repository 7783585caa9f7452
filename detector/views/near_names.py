"""Which known names somebody may have meant by one that is not known."""

from __future__ import annotations

from collections.abc import Mapping
from difflib import get_close_matches

from detector.gazetteer import Entry
from detector.gazetteer.looking_up import look_up

#: So many names are offered.
MOST = 3
_ALIKE = 0.6


def near_names(entries: Mapping[str, Entry], name: str) -> list[str]:
    """Return a few known names that contain the one given, else that are written much alike."""
    if containing := look_up(entries, name):
        return [entry.name for entry in containing[:MOST]]
    known = {
        _plain(surface): entry.name
        for entry in entries.values()
        for surface in (entry.id, *entry.surfaces)
    }
    alike = get_close_matches(_plain(name), known, n=MOST, cutoff=_ALIKE)
    return list(dict.fromkeys(known[one] for one in alike))


def _plain(name: str) -> str:
    return "".join(name.casefold().split())
