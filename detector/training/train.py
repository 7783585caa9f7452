"""Trains the classifier: families, calibration and thresholds, from held-out folds."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Sequence
from functools import partial

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedGroupKFold

from detector.classify.family import (
    LABELS,
    Family,
    incident_probability,
    report_probability,
)
from detector.classify.gate import Weights, could_report
from detector.classify.model import (
    FAMILY_OF,
    Calibration,
    Classifier,
    FamilyScore,
    could_be_of_a_service,
)
from detector.classify.prepare import Prepared, prepare
from detector.observed import name
from detector.training.corpus import LabelledDocument
from detector.training.fitting import fit_family, fit_weights
from detector.training.version import model_version
from models.errors import ModelError
from models.problems import Problem
from models.records import Label

FOLDS = 4
_REPORTS = {Label.OUTAGE.value, Label.RECOVERY.value}
#: Thresholds whose F1 differs by less are one to the held-out folds; the middle one is taken.
AS_GOOD = 0.003
_TRIED_THRESHOLDS = np.arange(0.2, 0.85, 0.01)
#: Of each family's gate: the share of texts on outages and maintenance that its weights let through
#: when they have not seen their outage (of a post's only those count that have no piece and no name),
#: and the inverse regularisation (docs/decisions/0003-classifier.md). Of the few articles below even
#: the whole classifier sees little.
GATE_RECALL = {"article": 0.98, "post": 0.75}
GATE_REGULARISATION = {"article": 0.1, "post": 0.5}


def train_classifier(
    documents: Sequence[LabelledDocument],
    digest: str,
    progress: Callable[[str], None] | None = None,
    *,
    extra: Sequence[LabelledDocument] = (),
) -> Classifier:
    """Return the classifier of these documents; the same documents give the same classifier.

    digest names all of them in the model's version. The extra ones are learned like the others, but
    the scores are of documents alone: so are two classifiers put to one test.
    Raises ModelError when there is no document.
    """
    if not documents:
        raise ModelError("corpus", Problem("problem.model.no_documents"))
    say = progress or (lambda _: None)
    families: dict[str, Family] = {}
    gates: dict[str, Weights] = {}
    calibrations: dict[str, Calibration] = {}
    scores: list[FamilyScore] = []
    for family in sorted(set(FAMILY_OF.values())):
        members = [d for d in (*documents, *extra) if FAMILY_OF[d.kind] == family]
        tested = sum(FAMILY_OF[d.kind] == family for d in documents)
        say(Problem("problem.model.reading", family=family, count=len(members)))
        prepared = [prepare(name(d.text), d.kind) for d in members]
        say(Problem("problem.model.testing", family=family, folds=FOLDS))
        held_out, threshold = _held_out(prepared, members, family)
        calibrations[family], score = _calibrate(family, held_out, members, tested)
        scores.append(score)
        say(Problem("problem.model.learning", family=family))
        families[family] = fit_family(prepared, [d.label.value for d in members])
        gates[family] = _fit_gate(members, family, threshold)
    version = model_version(digest)
    return Classifier(families, gates, calibrations, tuple(scores), version)


def _held_out(
    prepared: Sequence[Prepared], members: Sequence[LabelledDocument], family: str
) -> tuple[NDArray[np.float64], float]:
    """Return each document's probabilities from a model that never saw its outage, and a threshold.

    That is the weight from which on the gate lets GATE_RECALL of what is not `other` through;
    what a gate that never saw it holds back has no probability of being a report.
    """
    found = np.zeros((len(members), len(LABELS)))
    weights = np.zeros(len(members))
    for inside, outside in folds(members):
        learnt = [members[i] for i in inside]
        fold = fit_family([prepared[i] for i in inside], [d.label.value for d in learnt])
        found[outside] = fold.probabilities([prepared[i] for i in outside])
        gate = _fit_gate(learnt, family)
        weights[outside] = [gate.score(members[i].text) for i in outside]
    wanted = np.array([d.label is not Label.OTHER for d in members])
    threshold = round(float(np.quantile(weights[wanted], 1 - GATE_RECALL[family])), 4)
    for place, (document, is_weighty) in enumerate(zip(members, weights >= threshold, strict=True)):
        passes = could_report(document.text, document.kind, partial(_said, is_weighty))
        if not (passes and could_be_of_a_service(prepared[place], document.kind)):
            found[place] = 0.0
            found[place, LABELS.index(Label.OTHER.value)] = 1.0
    return found, threshold


def _said(is_weighty: np.bool_, _: str) -> bool:
    return bool(is_weighty)


def folds(
    members: Sequence[LabelledDocument],
) -> list[tuple[NDArray[np.int64], NDArray[np.int64]]]:
    """Return the documents inside and outside each fold; the same documents give the same."""
    labels = np.array([d.label.value for d in members])
    # One outage never stands on both sides; each ordinary text is a story of its own.
    groups = [d.group if d.is_about_an_outage else d.id for d in members]
    splitter = StratifiedGroupKFold(FOLDS, shuffle=True, random_state=0)
    with warnings.catch_warnings():  # a label that only a correction or two have is no mistake
        warnings.filterwarnings("ignore", message="The least populated class", category=UserWarning)
        return list(splitter.split(np.zeros(len(members)), labels, groups))


def _fit_gate(members: Sequence[LabelledDocument], family: str, threshold: float = 0.0) -> Weights:
    may_pass = [d.label is not Label.OTHER for d in members]
    texts = [d.text for d in members]
    return fit_weights(texts, may_pass, GATE_REGULARISATION[family], threshold)


def _calibrate(
    family: str, held_out: NDArray[np.float64], members: Sequence[LabelledDocument], tested: int
) -> tuple[Calibration, FamilyScore]:
    """Return what is fitted to all members, and the score on the first `tested` of them."""
    is_report = np.array([d.label.value in _REPORTS for d in members])
    raw = np.clip(report_probability(held_out), 1e-6, 1 - 1e-6)
    platt = LogisticRegression(C=1e6).fit(np.log(raw / (1 - raw)).reshape(-1, 1), is_report)
    # an aftermath counts neither way, as in the benchmark's score
    counted = np.array([d.label is not Label.AFTERMATH for d in members])
    about = incident_probability(held_out)[counted]
    truth = is_report[counted]
    best = best_threshold(about, truth)
    own = counted[:tested].sum()
    precision, recall, f1 = precision_recall_f1(about[:own] >= best, truth[:own])
    calibration = Calibration(
        float(platt.coef_[0][0]), float(platt.intercept_[0]), round(float(best), 2)
    )
    return calibration, FamilyScore(family, int(own), precision, recall, f1, calibration.threshold)


def best_threshold(about: NDArray[np.float64], truth: NDArray[np.bool_]) -> float:
    """Return the probability from which on documents are best taken for reports."""
    f1_at = {float(t): precision_recall_f1(about >= t, truth)[2] for t in _TRIED_THRESHOLDS}
    good = [t for t, f1 in f1_at.items() if f1 >= max(f1_at.values()) - AS_GOOD]
    return min(good, key=lambda t: abs(t - 0.5))


def precision_recall_f1(
    flagged: NDArray[np.bool_], truth: NDArray[np.bool_]
) -> tuple[float, float, float]:
    """Return precision, recall and F1."""
    hits = int((flagged & truth).sum())
    precision = hits / max(1, int(flagged.sum()))
    recall = hits / max(1, int(truth.sum()))
    return precision, recall, 2 * precision * recall / max(1e-9, precision + recall)
