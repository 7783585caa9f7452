"""Which cause a sentence tells of, by its runs of characters: a linear model, and how sure it is."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from detector.classify.channel import Channel
from models.records import Cause

#: What a sentence may tell, None where it tells no cause, in the order of the model's columns.
TOLD: tuple[Cause | None, ...] = (None, *sorted(Cause, key=lambda cause: cause.value))
_DIGITS = re.compile(r"\d+")


@dataclass(frozen=True)
class CauseModel:
    """The fitted model: the runs that it knows, and their weights for each of TOLD."""

    runs: Channel
    coefficients: NDArray[np.float32]  # runs x TOLD
    intercepts: NDArray[np.float32]

    def probabilities(self, sentences: Sequence[str]) -> NDArray[np.float64]:
        """Return how probable each of TOLD is, a row a sentence."""
        weighed = self.runs.transform([plain(sentence) for sentence in sentences])
        scores = np.float64(weighed @ self.coefficients + self.intercepts)
        odds = np.exp(scores - scores.max(axis=1, keepdims=True))
        return np.asarray(odds / odds.sum(axis=1, keepdims=True))


def plain(sentence: str) -> str:
    """Return a sentence in small letters, every number made one."""
    return _DIGITS.sub("0", sentence).lower()
