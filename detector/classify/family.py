"""One linear model over the channels of one family of documents (articles, or posts)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from detector.classify.channel import Channel
from detector.classify.prepare import Prepared
from models.records import Label

LABELS: tuple[str, ...] = tuple(sorted(label.value for label in Label))
_REPORTS = [LABELS.index(Label.OUTAGE.value), LABELS.index(Label.RECOVERY.value)]
_INCIDENT = [*_REPORTS, LABELS.index(Label.AFTERMATH.value)]
#: What each channel counts for, chosen on grouped folds of the corpus: docs/decisions/0003-classifier.md.
WEIGHTS = {"title": 1.0, "lead": 1.0, "characters": 1.2, "letters": 1.0, "beside": 0.3}


@dataclass
class Family:
    """The fitted model of one family: its channels by name, weights of their terms."""

    channels: dict[str, Channel]
    coefficients: NDArray[np.float32]  # features x labels, channel by channel as WEIGHTS has them
    intercepts: NDArray[np.float32]

    def probabilities(self, documents: Sequence[Prepared]) -> NDArray[np.float64]:
        """Return the uncalibrated probability of each of LABELS, a row a document."""
        scores = np.tile(np.float64(self.intercepts), (len(documents), 1))
        begin = 0
        for name, weight in WEIGHTS.items():  # in this order, whichever they were put in
            if name in self.channels:
                channel = self.channels[name]
                end = begin + len(channel.terms)
                found = channel.transform([getattr(d, name) for d in documents])
                scores += weight * (found @ self.coefficients[begin:end])
                begin = end
        scores -= scores.max(axis=1, keepdims=True)
        odds = np.exp(scores)
        return np.asarray(odds / odds.sum(axis=1, keepdims=True))


def report_probability(probabilities: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return for each row how probable it is that the document reports an outage or recovery."""
    return np.asarray(probabilities[:, _REPORTS].sum(axis=1))


def incident_probability(probabilities: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return for each row how probable it is that the document is about one specific outage."""
    return np.asarray(probabilities[:, _INCIDENT].sum(axis=1))
