"""One linear model over the channels of one family of documents (articles, or posts)."""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, hstack
from sklearn.exceptions import ConvergenceWarning
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression

from detector.classify.prepare import Prepared
from models.records import Label

LABELS: tuple[str, ...] = tuple(sorted(label.value for label in Label))
_REPORTS = [LABELS.index(Label.OUTAGE.value), LABELS.index(Label.RECOVERY.value)]
_INCIDENT = [*_REPORTS, LABELS.index(Label.AFTERMATH.value)]
#: Inverse regularisation and weights of the channels, chosen on grouped folds of the corpus:
#: docs/decisions/0003-classifier.md.
INVERSE_REGULARISATION = 10.0
#: Steps of L-BFGS: 40 give the held-out scores of 80 (docs/decisions/0003-classifier.md).
STEPS = 40
WEIGHTS = {"title": 1.0, "lead": 1.0, "characters": 1.2, "letters": 1.0, "beside": 0.3}
_CHARACTER_RUNS = {"characters": (2, 4), "letters": (3, 6)}
#: Words and runs of characters in fewer texts are left out: half the model, and held-out F1 stays
#: within 0.002.
_LEAST_TEXTS, _LEAST_TEXTS_OF_RUNS = 2, 3


def _same(words: list[str]) -> list[str]:
    return words


def new_vectorizer(channel: str, **fitted: Any) -> TfidfVectorizer:
    """Return a vectorizer for a channel; `fitted` puts a stored vocabulary into it."""
    if channel in _CHARACTER_RUNS:
        runs = _CHARACTER_RUNS[channel]
        own: dict[str, Any] = {
            "analyzer": "char_wb", "ngram_range": runs, "min_df": _LEAST_TEXTS_OF_RUNS,
        }  # fmt: skip
    else:
        own = {"analyzer": _same, "min_df": _LEAST_TEXTS}
    return TfidfVectorizer(sublinear_tf=True, dtype=np.float32, **own, **fitted)


@dataclass
class Family:
    """The fitted model of one family: vectorizers by channel, weights of their words."""

    vectorizers: dict[str, TfidfVectorizer]
    coefficients: NDArray[np.float32]  # labels x features
    intercepts: NDArray[np.float32]

    def probabilities(self, documents: Sequence[Prepared]) -> NDArray[np.float64]:
        """Return the uncalibrated probability of each of LABELS, a row a document."""
        scores = np.float64(self._features(documents) @ self.coefficients.T) + self.intercepts
        scores -= scores.max(axis=1, keepdims=True)
        odds = np.exp(scores)
        return np.asarray(odds / odds.sum(axis=1, keepdims=True))

    def _features(self, documents: Sequence[Prepared]) -> csr_matrix:
        blocks = [
            self.vectorizers[channel].transform([getattr(d, channel) for d in documents]) * weight
            for channel, weight in WEIGHTS.items()  # in this order, whichever they were put in
            if channel in self.vectorizers
        ]
        return csr_matrix(hstack(blocks))


def fit_family(documents: Sequence[Prepared], labels: Sequence[str]) -> Family:
    """Return a model fitted to these documents; the same input gives the same model."""
    vectorizers: dict[str, TfidfVectorizer] = {}
    blocks: list[csr_matrix] = []
    for channel, weight in WEIGHTS.items():
        texts = [getattr(document, channel) for document in documents]
        if any(texts):
            vectorizers[channel] = new_vectorizer(channel)
            blocks.append(vectorizers[channel].fit_transform(texts) * weight)
    family = Family(vectorizers, np.zeros(0, np.float32), np.zeros(0, np.float32))
    model = LogisticRegression(C=INVERSE_REGULARISATION, max_iter=STEPS)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)
        model.fit(csr_matrix(hstack(blocks)), list(labels))
    family.coefficients = np.zeros((len(LABELS), model.coef_.shape[1]), np.float32)
    family.intercepts = np.full(len(LABELS), -30.0, np.float32)  # a label that was never seen
    for row, label in enumerate(model.classes_):
        family.coefficients[LABELS.index(label)] = model.coef_[row]
        family.intercepts[LABELS.index(label)] = model.intercept_[row]
    return family


def report_probability(probabilities: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return for each row how probable it is that the document reports an outage or recovery."""
    return np.asarray(probabilities[:, _REPORTS].sum(axis=1))


def incident_probability(probabilities: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return for each row how probable it is that the document is about one specific outage."""
    return np.asarray(probabilities[:, _INCIDENT].sum(axis=1))
