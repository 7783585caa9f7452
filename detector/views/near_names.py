"""Which known names somebody may have meant by one that is not known."""

from __future__ import annotations

from collections.abc import Mapping

from detector.gazetteer import Entry
from detector.gazetteer.looking_up import look_up
from detector.korean.alike import MOST, alike


def near_names(entries: Mapping[str, Entry], name: str) -> list[str]:
    """Return a few known names that contain the one given, else that are written much alike.

    Hangul is compared by its letters, and a name typed with the keyboard set to the other script
    is read as it was meant: zkzkdhxhr is 카카오톡.
    """
    if containing := look_up(entries, name):
        return [entry.name for entry in containing[:MOST]]
    known = {
        surface: entry.name for entry in entries.values() for surface in (entry.id, *entry.surfaces)
    }
    near = alike(name, known, most=2 * MOST)  # two of them may be names of one
    return list(dict.fromkeys(known[one] for one in near))[:MOST]
