"""The cheap gate: which texts could be about an outage at all, before anything is tokenised."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path

import ahocorasick

from detector.cues import DIGITAL
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
    """Return whether a text has what every report of an outage has.

    A piece that says so; in an article also what failed, by its name or as something digital: "TXT가
    돌아왔다" is of no service. A notice is its service's own. A post may do without either: then it
    names a service, or says what only users of one say.
    """
    has_piece = _has_any(text, "candidates.txt")
    if kind is Kind.COMMUNITY:
        return has_piece or bool(mentions) or _has_any(text, "candidates_posts.txt")
    if kind is Kind.NEWS:
        return has_piece and (bool(mentions) or DIGITAL.search(text) is not None)
    return has_piece


def _has_any(text: str, name: str) -> bool:
    return next(_automaton(name).iter(text.lower()), None) is not None


@cache
def _automaton(name: str) -> ahocorasick.Automaton:
    automaton = ahocorasick.Automaton()
    for piece in pieces(name):
        automaton.add_word(piece, True)
    automaton.make_automaton()
    return automaton
