"""Which classifier tells reports from the rest best, on outages that it was not trained on.

    python -m benchmarks.classifiers

Every row is scored on the same held-out folds of the corpus: no outage stands on both sides, an
aftermath counts neither way, the threshold is chosen as training chooses it. Takes some ten minutes.
"""

from __future__ import annotations

import sys
import warnings
from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, hstack
from sklearn.base import ClassifierMixin
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.naive_bayes import ComplementNB

from benchmarks.dense_context import context_features
from detector.baseline import mentions_an_outage_term
from detector.classify.family import WEIGHTS
from detector.classify.model import FAMILY_OF
from detector.classify.prepare import Prepared, prepare
from detector.observed import name, observe
from detector.training.corpus import LabelledDocument, corpus_files, read_corpus
from detector.training.fitting import INVERSE_REGULARISATION, STEPS, new_vectorizer
from detector.training.train import best_threshold, folds, precision_recall_f1
from models.records import ABOUT_AN_OUTAGE, Label

_WORDS = ("title", "lead")
_CHARACTERS = ("characters", "letters")
_DENSE_WEIGHT = 0.2
_MOST_DEVIATIONS = 3.0
Matrix = csr_matrix | NDArray[np.float64]
#: Makes the features of the documents inside a fold, and of those outside.
Features = Callable[[Sequence[int], Sequence[int]], tuple[Matrix, Matrix]]


def linear() -> ClassifierMixin:
    """Return the shipped model's classifier."""
    return LogisticRegression(C=INVERSE_REGULARISATION, max_iter=STEPS)


def channels(prepared: Sequence[Prepared], names: Sequence[str]) -> Features:
    """Return what makes the weighed channels of these names."""

    def make(inside: Sequence[int], outside: Sequence[int]) -> tuple[Matrix, Matrix]:
        blocks: list[tuple[csr_matrix, csr_matrix]] = []
        for channel in names:
            texts = [getattr(prepared[i], channel) for i in inside]
            if any(texts):
                vectorizer = new_vectorizer(channel).fit(texts)
                other = [getattr(prepared[i], channel) for i in outside]
                weight = WEIGHTS[channel]
                pair = vectorizer.transform(texts) * weight, vectorizer.transform(other) * weight
                blocks.append(pair)
        return tuple(csr_matrix(hstack(side)) for side in zip(*blocks, strict=True))  # type: ignore[return-value]

    return make


def scaled(dense: NDArray[np.float64]) -> Features:
    """Return what makes the dense features, each in deviations from the fold's mean."""

    def make(inside: Sequence[int], outside: Sequence[int]) -> tuple[Matrix, Matrix]:
        mean, scale = dense[inside].mean(axis=0), dense[inside].std(axis=0)
        scale[scale < 1e-6] = 1.0
        both = (
            np.clip((dense[i] - mean) / scale, -_MOST_DEVIATIONS, _MOST_DEVIATIONS)
            for i in (inside, outside)
        )
        return tuple(both)  # type: ignore[return-value]

    return make


def beside_dense(sparse: Features, dense: Features) -> Features:
    """Return what makes both, the dense ones weighed down."""

    def make(inside: Sequence[int], outside: Sequence[int]) -> tuple[Matrix, Matrix]:
        pairs = zip(sparse(inside, outside), dense(inside, outside), strict=True)
        both = (csr_matrix(hstack([a, csr_matrix(b * _DENSE_WEIGHT)])) for a, b in pairs)
        return tuple(both)  # type: ignore[return-value]

    return make


def held_out(
    members: Sequence[LabelledDocument], features: Features, model: Callable[[], ClassifierMixin]
) -> NDArray[np.float64]:
    """Return how probably each document is about an outage, by a model that never saw its own."""
    labels = np.array([d.label.value for d in members])
    about = np.zeros(len(members))
    for inside, outside in folds(members):
        learnt, other = features(inside, outside)
        fitted = model().fit(learnt, labels[inside])
        columns = [Label(label) in ABOUT_AN_OUTAGE for label in fitted.classes_]
        about[outside] = fitted.predict_proba(other)[:, columns].sum(axis=1)
    return about


def table(family: str) -> list[str]:
    """Return a line for each classifier on the documents of a family."""
    members = [d for d in read_corpus(corpus_files()) if FAMILY_OF[d.kind] == family]
    prepared = [prepare(name(d.text), d.kind) for d in members]
    dense = scaled(
        np.vstack([context_features(observe(d.text, d.kind, d.published_at)) for d in members])
    )
    counted = np.array([d.label is not Label.AFTERMATH for d in members])
    truth = np.array([d.label in (Label.OUTAGE, Label.RECOVERY) for d in members])[counted]
    everything = channels(prepared, tuple(WEIGHTS))
    words_and_characters = channels(prepared, (*_WORDS, *_CHARACTERS))
    rows: list[tuple[str, Features, Callable[[], ClassifierMixin]]] = [
        ("linear, words", channels(prepared, _WORDS), linear),
        ("linear, characters", channels(prepared, _CHARACTERS), linear),
        ("linear, words and characters", words_and_characters, linear),
        ("linear, words, characters, beside (shipped)", everything, linear),
        ("linear, words, characters, dense", beside_dense(words_and_characters, dense), linear),
        ("complement naive Bayes, words and characters", words_and_characters, ComplementNB),
        ("gradient boosting, dense", dense, _boosting),
    ]
    flagged = np.array([mentions_an_outage_term(d.text) for d in members])[counted]
    lines = [_line("term rule", *precision_recall_f1(flagged, truth))]
    for title, features, model in rows:
        about = held_out(members, features, model)[counted]
        lines.append(
            _line(title, *precision_recall_f1(about >= best_threshold(about, truth), truth))
        )
    return lines


def _boosting() -> ClassifierMixin:
    return HistGradientBoostingClassifier(random_state=0)


def _line(title: str, precision: float, recall: float, f1: float) -> str:
    return f"| {title} | {precision:.3f} | {recall:.3f} | {f1:.3f} |"


def main() -> None:
    """Print a table for each family."""
    warnings.simplefilter("ignore")  # L-BFGS stops at STEPS on purpose
    for family in sorted(set(FAMILY_OF.values())):
        sys.stdout.write(f"\n| {family} | precision | recall | F1 |\n|---|--:|--:|--:|\n")
        for line in table(family):
            sys.stdout.write(line + "\n")
            sys.stdout.flush()


if __name__ == "__main__":
    main()
