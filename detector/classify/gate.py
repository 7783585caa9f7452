"""The cheap gate: which texts could be about an outage at all, before anything is tokenised.

Two sieves over the raw head of a text, both multi-pattern automata. The first asks for a piece that
reports have (`candidates.txt`); the second adds up what each run of two or three characters weighs,
learned from the corpus: of long ordinary articles most have some piece of the first.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from operator import itemgetter
from pathlib import Path

import ahocorasick

from detector.cues import FAILURE
from detector.facts.names import name_finder
from models.records import Kind

#: Characters of a text that the gate reads: title and lead.
HEAD = 300
_VALUE = itemgetter(1)  # of an automaton's finding: end, value
_FOLDER = Path(__file__).parent


@dataclass(frozen=True)
class Weights:
    """What runs of characters weigh for a report, and from which sum on a text passes."""

    runs: Mapping[str, float]
    intercept: float
    threshold: float
    _automaton: ahocorasick.Automaton = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        automaton = ahocorasick.Automaton()
        for run, weight in self.runs.items():
            automaton.add_word(run, weight)
        automaton.make_automaton()
        object.__setattr__(self, "_automaton", automaton)

    def score(self, text: str) -> float:
        """Return the log odds that a text is of an outage or maintenance, by its head's runs."""
        found: float = sum(map(_VALUE, self._automaton.iter(head_of(text))))
        return self.intercept + found

    def passes(self, text: str) -> bool:
        """Return whether a text weighs enough."""
        return self.score(text) >= self.threshold


def could_report(text: str, kind: Kind, is_weighty: Callable[[str], bool]) -> bool:
    """Return whether a stored text may report an outage: what does not is never tokenised.

    An article or notice needs a piece that reports have and weight, or a piece that decides by
    itself, or a name and a word of failing in its title. Posts are too short to be weighed: one
    needs a piece or a service's name or, without either, much weight.
    """
    head = text[:HEAD]
    small = head.lower()
    if kind is not Kind.COMMUNITY:
        has_piece = _has_any(small, "candidates.txt")
        if has_piece and (_has_any(small, "candidates_decisive.txt") or is_weighty(text)):
            return True
        title = head.partition("\n")[0]
        return FAILURE.search(title) is not None and name_finder().finds_any(title)
    return (
        _has_any(small, "candidates.txt")
        or _has_any(small, "candidates_posts.txt")
        or is_weighty(text)
        or name_finder().finds_any(head)
    )


def head_of(text: str) -> str:
    """Return what the weights are of: the head in small letters, on one line, between blanks."""
    return f" {text[:HEAD].lower()} ".replace("\n", " ")


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


def _has_any(small: str, name: str) -> bool:
    return next(_automaton(name).iter(small), None) is not None


@cache
def _automaton(name: str) -> ahocorasick.Automaton:
    automaton = ahocorasick.Automaton()
    for piece in pieces(name):
        automaton.add_word(piece, True)
    automaton.make_automaton()
    return automaton
