"""The cheap gate: which texts could be about an outage at all, before anything is tokenised."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import ahocorasick

_FILE = Path(__file__).with_name("candidates.txt")


@cache
def pieces() -> tuple[str, ...]:
    """Return the pieces of which a text about an outage has at least one."""
    lines = _FILE.read_text(encoding="utf-8").splitlines()
    return tuple(
        piece.strip() for line in lines if not line.startswith("#") for piece in line.split(",")
    )


def could_be_about_an_outage(text: str) -> bool:
    """Return whether a text has any piece that reports of outages have."""
    return next(_automaton().iter(text.lower()), None) is not None


@cache
def _automaton() -> ahocorasick.Automaton:
    automaton = ahocorasick.Automaton()
    for piece in pieces():
        automaton.add_word(piece, True)
    automaton.make_automaton()
    return automaton
