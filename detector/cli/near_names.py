"""Takes a name as a user meant it, and says which known ones it may be."""

from __future__ import annotations

from collections.abc import Iterable

from detector.cli.screen import note
from detector.cli.spoken import tell
from detector.gazetteer import gazetteer
from detector.views.name_index import ids_called, name_index, plain


def meant_by_keyboard(name: str) -> str | None:
    """Return the known name that was typed on the wrong keyboard; None where there is none."""
    known = name_index()
    if plain(name) in known:
        return None
    from detector.korean.keyboard import as_hangul, as_latin  # for names that are not known only

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
    """Return which names may be meant where one of these is not known, if any; "" where all are."""
    from detector.views.near_names import near_names

    for name in filter(None, names):
        if ids_called(name):
            continue
        if near := near_names(gazetteer(), name):
            return tell("cli.near_names.perhaps", given=name, near=", ".join(near))
        return tell("cli.near_names.unknown", given=name)
    return ""
