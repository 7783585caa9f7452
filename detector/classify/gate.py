"""The cheap gate: which texts could be about an outage at all, before anything is tokenised.

Two sieves over the raw head of a text, both multi-pattern automata. The first asks for a piece that
reports have (`candidates.txt`); the second adds up what each run of two or three characters weighs,
learned from the corpus: of long ordinary articles most have some piece of the first.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from operator import itemgetter
from pathlib import Path

import ahocorasick
import numpy as np
from numpy.typing import NDArray
from sklearn.feature_extraction.text import CountVectorizer
from sklearn.linear_model import LogisticRegression

from detector.facts.names import name_finder
from models.records import Kind

#: Characters of a text that the gate reads: title and lead.
HEAD = 300
#: So many runs are weighed, the weightiest: half of all that occur say next to nothing.
MOST_RUNS = 8000
_RUNS = (2, 3)
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
    itself. Posts are too short to be weighed: one needs a piece or a service's name or, without
    either, much weight.
    """
    head = text[:HEAD]
    small = head.lower()
    if kind is not Kind.COMMUNITY:
        has_piece = _has_any(small, "candidates.txt")
        return has_piece and (_has_any(small, "candidates_decisive.txt") or is_weighty(text))
    return (
        _has_any(small, "candidates.txt")
        or _has_any(small, "candidates_posts.txt")
        or is_weighty(text)
        or name_finder().finds_any(head)
    )


def head_of(text: str) -> str:
    """Return what the weights are of: the head in small letters, on one line, between blanks."""
    return f" {text[:HEAD].lower()} ".replace("\n", " ")


def fit_weights(
    texts: Sequence[str],
    may_pass: Sequence[bool],
    inverse_regularisation: float,
    threshold: float = 0.0,
) -> Weights:
    """Return the weights of these texts' runs of characters; the same input gives the same."""
    counter = CountVectorizer(analyzer="char", ngram_range=_RUNS, min_df=3, lowercase=False)
    counts = counter.fit_transform([head_of(text) for text in texts])
    model = LogisticRegression(C=inverse_regularisation, max_iter=200)
    first = model.fit(counts, list(may_pass)).coef_[0]
    share = np.asarray((counts > 0).sum(axis=0)).ravel()
    kept = np.argsort(-np.abs(first) * np.sqrt(share), kind="stable")[:MOST_RUNS]
    model.fit(counts[:, kept], list(may_pass))
    # as they will be stored: half the bytes, and the same sums before and after
    rounded: NDArray[np.float32] = model.coef_[0].astype(np.float32)
    names = counter.get_feature_names_out()
    runs = dict(sorted((str(names[k]), float(w)) for k, w in zip(kept, rounded, strict=True)))
    return Weights(runs, float(np.float32(model.intercept_[0])), threshold)


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
