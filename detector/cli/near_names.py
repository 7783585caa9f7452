"""Which known names somebody may have meant by one that is not known."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from detector.cli.name_index import ids_called, name_index, plain
from detector.cli.screen import note
from detector.cli.spoken import tell
from detector.gazetteer import Entry, gazetteer
from detector.gazetteer.looking_up import look_up
from detector.korean.alike import MOST, alike
from detector.korean.keyboard import as_hangul, as_latin


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


def meant_by_keyboard(name: str) -> str | None:
    """Return the known name that was typed on the wrong keyboard; None where there is none."""
    known = name_index()
    if plain(name) in known:
        return None
    return next(
        (one for one in (as_hangul(name), as_latin(name)) if one and plain(one) in known), None
    )


def understood(given: str | None) -> str | None:
    """Return the name that a user means, saying so where it was typed on the wrong keyboard."""
    meant = meant_by_keyboard(given) if given else None
    if meant is None:
        return given
    note(tell("cli.near_names.understood", given=given, meant=meant))
    return meant


def hint_for(names: Iterable[str | None]) -> str:
    """Return which names may be meant where one of these is not known; "" where all are."""
    for name in filter(None, names):
        if not ids_called(name) and (near := near_names(gazetteer(), name)):
            return tell("cli.near_names.perhaps", given=name, near=", ".join(near))
    return ""
