"""The model of times: what each sign and each run of characters weighs, kept as numbers in a file."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from operator import itemgetter
from pathlib import Path
from typing import Any

import ahocorasick

FILE = Path(__file__).with_name("time_weights.json")
#: Lengths of the runs that are cut from each window; the widest one gives no long ones.
RUNS = {"after": (2, 4), "next": (2, 4), "before": (2, 4), "so far": (2, 3)}
_FOUND = itemgetter(1)  # of an automaton's finding: end, (run, weight)


@dataclass(frozen=True)
class Chooser:
    """Weighs what may be chosen: the sum of its signs' weights and of the runs in its windows."""

    signs: Mapping[str, float]
    runs: Mapping[str, Mapping[str, float]]  # by window
    _automata: dict[str, Any] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        automata = {window: _automaton(runs) for window, runs in self.runs.items() if runs}
        object.__setattr__(self, "_automata", automata)

    def weigh(self, signs: Iterable[str], windows: Sequence[tuple[str, str]] = ()) -> float:
        """Return how much speaks for it; only the difference to what else may be chosen counts."""
        weight_of = self.signs.get
        total = sum([weight_of(sign, 0.0) for sign in signs])
        for window, words in windows:
            automaton = self._automata.get(window)
            if automaton is not None:  # a run counts once, however often it stands there
                total += sum(dict(map(_FOUND, automaton.iter(words))).values())
        return total


@dataclass(frozen=True)
class TimeModel:
    """What chooses the start, the end and the length."""

    start: Chooser
    end: Chooser
    length: Chooser
    made_from: str  # digest of the corpus and of the code that it was fitted with


def runs_in(windows: Sequence[tuple[str, str]]) -> set[tuple[str, str]]:
    """Return every run that a chooser can weigh, each with its window."""
    return {
        (window, words[begin : begin + length])
        for window, words in windows
        for length in range(RUNS[window][0], RUNS[window][1] + 1)
        for begin in range(len(words) - length + 1)
    }


@cache
def load_time_model() -> TimeModel:
    """Return the model that ships with the program."""
    content = json.loads(FILE.read_text(encoding="utf-8"))
    start, end, length = (
        Chooser(content[name]["signs"], content[name]["runs"])
        for name in ("start", "end", "length")
    )
    return TimeModel(start, end, length, str(content["made_from"]))


def _automaton(runs: Mapping[str, float]) -> Any:
    automaton = ahocorasick.Automaton()
    for run, weight in runs.items():
        automaton.add_word(run, (run, weight))
    automaton.make_automaton()
    return automaton
