"""The cheap gate: which texts could be about an outage at all, before anything is tokenised."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path

import ahocorasick

from detector.facts.names import Mention
from models.records import Kind

_FOLDER = Path(__file__).parent


@cache
def pieces(name: str) -> tuple[str, ...]:
    """Return the pieces that a file of this folder lists."""
    lines = (_FOLDER / name).read_text(encoding="utf-8").splitlines()
    return tuple(
        found
        for line in lines
        if not line.startswith("#")
        for piece in line.split(",")
        if (found := piece.strip())
    )


def could_report(text: str, kind: Kind, mentions: Sequence[Mention]) -> bool:
    """Return whether a text has any piece that reports of outages have.

    A post may also do without: then it names a service, or says what only users of one say.
    """
    if _has_any(text, "candidates.txt"):
        return True
    is_post = kind is Kind.COMMUNITY
    return is_post and (bool(mentions) or _has_any(text, "candidates_posts.txt"))


def _has_any(text: str, name: str) -> bool:
    return next(_automaton(name).iter(text.lower()), None) is not None


@cache
def _automaton(name: str) -> ahocorasick.Automaton:
    automaton = ahocorasick.Automaton()
    for piece in pieces(name):
        automaton.add_word(piece, True)
    automaton.make_automaton()
    return automaton
