"""The classifier: what a document does with respect to outages, and how probable that is."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from detector.classify.beside import says_what
from detector.classify.family import (
    LABELS,
    Family,
    incident_probability,
    report_probability,
)
from detector.classify.gate import Weights, could_report
from detector.classify.prepare import Prepared, prepare
from detector.observed import Named
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


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a document is by its own words alone."""

    label: Label
    probability: float  # calibrated, that it reports an outage
    about: float  # raw, that it is about one specific outage; thresholds are of this
    leaning: Label  # what it would be if it were about one


#: Of a text that the gate holds back.
HELD_BACK = Judgement(Label.OTHER, 0.0, 0.0, Label.OUTAGE)


@dataclass(frozen=True)
class Classifier:
    """The fitted families with their gates, calibrations and scores."""

    families: dict[str, Family]
    gates: dict[str, Weights]
    calibrations: dict[str, Calibration]
    scores: tuple[FamilyScore, ...]
    version: str

    def could_report(self, text: str, kind: Kind) -> bool:
        """Return whether a stored text passes the gate; what does not is `other`."""
        return could_report(text, kind, self.gates[FAMILY_OF[kind]].passes)

    def classify(self, documents: Sequence[tuple[Named, Kind]]) -> list[Judgement]:
        """Return what each document is by its own words; those that passed the gate are given.

        Many at once cost far less than one by one.
        """
        judged: list[Judgement] = [HELD_BACK] * len(documents)
        for family in sorted({FAMILY_OF[kind] for _, kind in documents}):
            places = [i for i, (_, kind) in enumerate(documents) if FAMILY_OF[kind] == family]
            prepared = [prepare(*documents[i]) for i in places]
            found = self.families[family].probabilities(prepared)
            for place, one, row in zip(places, prepared, found, strict=True):
                if could_be_of_a_service(one, documents[place][1]):
                    judged[place] = judge(row, self.calibrations[family])
        return judged


def could_be_of_a_service(document: Prepared, kind: Kind) -> bool:
    """Return whether a text may be of a digital service at all.

    An article names one or something digital in its head: "TXT가 돌아왔다" does neither. A notice is
    its service's own, and a post may do without.
    """
    return kind is not Kind.NEWS or says_what(document.beside)


def judge(probabilities: NDArray[np.float64], calibration: Calibration) -> Judgement:
    """Return what a document with these probabilities of LABELS is.

    A story of the outage and the news that it is over are one side against its aftermath.
    """
    row = probabilities.reshape(1, -1)
    report, about = float(report_probability(row)[0]), float(incident_probability(row)[0])
    leaning = _likeliest(probabilities, _REPORTS)
    if float(probabilities[_AFTERMATH]) > report:
        leaning = Label.AFTERMATH
    is_about = about >= calibration.threshold
    label = leaning if is_about else _likeliest(probabilities, _NOT_ABOUT)
    return Judgement(label, round(calibration.apply(report), 4), round(about, 4), leaning)


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
