"""The classifier: what a document does with respect to outages, and how probable that is."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from detector.classify.candidates import could_report
from detector.classify.family import (
    LABELS,
    Family,
    incident_probability,
    report_probability,
)
from detector.classify.prepare import prepare
from detector.observed import Observed
from models.records import ABOUT_AN_OUTAGE, Kind, Label

#: Which family reads which kind of document: posts have a language of their own.
FAMILY_OF: dict[Kind, str] = {
    Kind.NEWS: "article",
    Kind.OFFICIAL: "article",
    Kind.COMMUNITY: "post",
}
_AFTERMATH = LABELS.index(Label.AFTERMATH.value)
_REPORTS = [LABELS.index(Label.OUTAGE.value), LABELS.index(Label.RECOVERY.value)]
_NOT_ABOUT = [i for i, label in enumerate(LABELS) if Label(label) not in ABOUT_AN_OUTAGE]


_loaded: list[Classifier] = []


@dataclass(frozen=True, slots=True)
class Calibration:
    """How a family's raw probability becomes an honest one, and from where on it counts."""

    slope: float  # of Platt's sigmoid over the log odds
    intercept: float
    threshold: float  # of the raw probability that a document is about a specific outage

    def apply(self, raw: float) -> float:
        """Return the calibrated probability. Platt 1999, fitted on held-out folds."""
        clipped = min(max(raw, 1e-6), 1 - 1e-6)
        odds = math.log(clipped / (1 - clipped))
        return 1 / (1 + math.exp(-(self.slope * odds + self.intercept)))


@dataclass(frozen=True, slots=True)
class FamilyScore:
    """How a family does on documents whose outage it was not trained on."""

    family: str
    documents: int
    precision: float
    recall: float
    f1: float
    threshold: float


@dataclass(frozen=True)
class Classifier:
    """The fitted families with their calibrations and scores."""

    families: dict[str, Family]
    calibrations: dict[str, Calibration]
    scores: tuple[FamilyScore, ...]
    version: str

    def classify(self, seen: Observed) -> tuple[Label, float]:
        """Return the label, and the calibrated probability that it reports an outage."""
        name = FAMILY_OF[seen.kind]
        if not could_report(seen.text, seen.kind, seen.mentions):
            return Label.OTHER, 0.0
        probabilities = self.families[name].probabilities([prepare(seen)])
        label = choose_label(probabilities[0], self.calibrations[name].threshold)
        raw = float(report_probability(probabilities)[0])
        return label, round(self.calibrations[name].apply(raw), 4)


def choose_label(probabilities: NDArray[np.float64], threshold: float) -> Label:
    """Return the likeliest label on the side of the threshold where the document falls.

    A story of the outage and the news that it is over are one side against its aftermath.
    """
    row = probabilities.reshape(1, -1)
    if float(incident_probability(row)[0]) < threshold:
        return _likeliest(probabilities, _NOT_ABOUT)
    if float(probabilities[_AFTERMATH]) > float(report_probability(row)[0]):
        return Label.AFTERMATH
    return _likeliest(probabilities, _REPORTS)


def _likeliest(probabilities: NDArray[np.float64], among: Sequence[int]) -> Label:
    return Label(LABELS[max(among, key=lambda index: float(probabilities[index]))])


def load_model(progress: Callable[[str], None] | None = None) -> Classifier:
    """Return the classifier of the corpus; it is trained when there is none in the cache yet.

    It is loaded once a process. Raises ModelError when it can be neither loaded nor trained.
    """
    from detector.training.cached import cached_classifier

    if not _loaded:
        _loaded.append(cached_classifier(progress))
    return _loaded[0]
