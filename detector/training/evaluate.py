"""How well documents are told apart, against labels that people gave."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from detector.baseline import mentions_an_outage_term
from detector.classify.model import Classifier, load_model
from detector.reading import judge_texts
from detector.training.corpus import LabelledDocument
from models.records import ABOUT_AN_OUTAGE, Kind, Label

_REPORTS = frozenset({Label.OUTAGE, Label.RECOVERY})
_BINS = 10
_BATCH = 500


@dataclass(frozen=True, slots=True)
class Detection:
    """Precision, recall and F1 of reports (outage, recovery) against the rest.

    An aftermath counts neither way, as in the benchmark's own score.
    """

    kind: str  # news | community | official | all
    documents: int
    precision: float
    recall: float
    f1: float
    baseline_f1: float  # of the term rule, on the same documents


@dataclass(frozen=True, slots=True)
class CalibrationBin:
    """Documents of about the same probability, and how many of them were reports."""

    low: float
    high: float
    documents: int
    mean_probability: float
    share_of_reports: float


@dataclass(frozen=True, slots=True)
class Mistake:
    """A document that was put on the wrong side."""

    id: str
    kind: Kind
    label: Label
    concluded: Label
    probability: float
    text: str


@dataclass(frozen=True, slots=True)
class Evaluation:
    """What evaluate() found."""

    detections: tuple[Detection, ...]
    confusion: dict[tuple[Label, Label], int]  # (label, concluded) -> documents
    macro_f1: float
    calibration: tuple[CalibrationBin, ...]
    mistakes: tuple[Mistake, ...]  # worst first


@dataclass(frozen=True, slots=True)
class _Judged:
    document: LabelledDocument
    concluded: Label
    probability: float

    @property
    def is_wrong(self) -> bool:
        if self.document.label is Label.AFTERMATH:
            return False
        return (self.concluded in ABOUT_AN_OUTAGE) != (self.document.label in _REPORTS)


def evaluate(
    documents: Sequence[LabelledDocument],
    classifier: Classifier | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Evaluation:
    """Return how the classifier does on labelled documents, each by its own words alone.

    Raises ModelError.
    """
    model = classifier or load_model()
    judged: list[_Judged] = []
    for begin in range(0, len(documents), _BATCH):
        batch = documents[begin : begin + _BATCH]
        found = judge_texts([(document.text, document.kind) for document in batch], model)
        judged += [
            _Judged(document, one.label, one.probability)
            for document, (_, one) in zip(batch, found, strict=True)
        ]
        if progress:
            progress(len(judged), len(documents))
    kinds = ("all", *(kind.value for kind in Kind if any(d.kind is kind for d in documents)))
    wrong = [item for item in judged if item.is_wrong]
    wrong.sort(key=lambda item: -abs(item.probability - (item.document.label in _REPORTS)))
    return Evaluation(
        detections=tuple(_detection(kind, judged) for kind in kinds),
        confusion=dict(Counter((item.document.label, item.concluded) for item in judged)),
        macro_f1=_macro_f1(judged),
        calibration=tuple(_bins(judged)),
        mistakes=tuple(_mistake(item) for item in wrong),
    )


def _detection(kind: str, judged: Sequence[_Judged]) -> Detection:
    counted = [
        item
        for item in judged
        if item.document.label is not Label.AFTERMATH and kind in ("all", item.document.kind.value)
    ]
    truth = [item.document.label in _REPORTS for item in counted]
    found = [item.concluded in ABOUT_AN_OUTAGE for item in counted]
    rule = [mentions_an_outage_term(item.document.text) for item in counted]
    precision, recall, f1 = _score(truth, found)
    return Detection(kind, len(counted), precision, recall, f1, _score(truth, rule)[2])


def _score(truth: Sequence[bool], found: Sequence[bool]) -> tuple[float, float, float]:
    hits = sum(t and f for t, f in zip(truth, found, strict=True))
    precision = hits / sum(found) if any(found) else 1.0
    recall = hits / sum(truth) if any(truth) else 1.0
    f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
    return precision, recall, f1


def _macro_f1(judged: Sequence[_Judged]) -> float:
    labels = sorted({item.document.label for item in judged})
    if not labels:
        return 0.0
    scores = [
        _score(
            [item.document.label is label for item in judged],
            [item.concluded is label for item in judged],
        )[2]
        for label in labels
    ]
    return sum(scores) / len(scores)


def _bins(judged: Sequence[_Judged]) -> list[CalibrationBin]:
    found: list[CalibrationBin] = []
    for index in range(_BINS):
        low, high = index / _BINS, (index + 1) / _BINS
        inside = [j for j in judged if low <= j.probability < high or (high == 1 == j.probability)]
        if inside:
            mean = sum(j.probability for j in inside) / len(inside)
            share = sum(j.document.label in _REPORTS for j in inside) / len(inside)
            found.append(CalibrationBin(low, high, len(inside), mean, share))
    return found


def _mistake(item: _Judged) -> Mistake:
    document = item.document
    text = document.title or document.body[:80]
    return Mistake(
        document.id, document.kind, document.label, item.concluded, item.probability, text
    )
