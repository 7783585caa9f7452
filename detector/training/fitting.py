"""Fits what classifies: a family's channels and weights, the weights of a gate."""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, hstack
from sklearn.exceptions import ConvergenceWarning
from sklearn.feature_extraction.text import CountVectorizer, TfidfVectorizer
from sklearn.linear_model import LogisticRegression

from detector.classify.channel import CHARACTER_RUNS, Channel
from detector.classify.family import LABELS, WEIGHTS, Family
from detector.classify.gate import Weights, head_of
from detector.classify.prepare import Prepared

#: Inverse regularisation of a family, chosen on grouped folds of the corpus:
#: docs/decisions/0003-classifier.md.
INVERSE_REGULARISATION = 10.0
#: Steps of L-BFGS: 40 give the held-out scores of 80 (docs/decisions/0003-classifier.md).
STEPS = 40
#: Words and runs of characters in fewer texts are left out: half the model, and held-out F1 stays
#: within 0.002.
_LEAST_TEXTS, _LEAST_TEXTS_OF_RUNS = 2, 3
#: So many runs are weighed, the weightiest: half of all that occur say next to nothing.
MOST_RUNS = 8000
_RUNS = (2, 3)


def fit_family(documents: Sequence[Prepared], labels: Sequence[str]) -> Family:
    """Return a model fitted to these documents; the same input gives the same model."""
    channels: dict[str, Channel] = {}
    blocks: list[csr_matrix] = []
    for channel, weight in WEIGHTS.items():
        texts = [getattr(document, channel) for document in documents]
        if any(texts):
            channels[channel], weighed = fit_channel(channel, texts)
            blocks.append(weighed * weight)
    family = Family(channels, np.zeros(0, np.float32), np.zeros(0, np.float32))
    model = LogisticRegression(C=INVERSE_REGULARISATION, max_iter=STEPS)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)
        model.fit(csr_matrix(hstack(blocks)), list(labels))
    family.coefficients = np.zeros((model.coef_.shape[1], len(LABELS)), np.float32)
    family.intercepts = np.full(len(LABELS), -30.0, np.float32)  # a label that was never seen
    for row, label in enumerate(model.classes_):
        family.coefficients[:, LABELS.index(label)] = model.coef_[row]
        family.intercepts[LABELS.index(label)] = model.intercept_[row]
    return family


def new_vectorizer(channel: str) -> TfidfVectorizer:
    """Return a vectorizer to be fitted to the texts of a channel."""
    own: dict[str, Any] = {"analyzer": _same, "min_df": _LEAST_TEXTS}
    if channel in CHARACTER_RUNS:
        own = {
            "analyzer": "char_wb", "ngram_range": CHARACTER_RUNS[channel],
            "min_df": _LEAST_TEXTS_OF_RUNS,
        }  # fmt: skip
    return TfidfVectorizer(sublinear_tf=True, dtype=np.float32, **own)


def fit_channel(name: str, texts: Sequence[Any]) -> tuple[Channel, csr_matrix]:
    """Return the channel that these texts make, and their weighed terms."""
    vectorizer = new_vectorizer(name)
    weighed = vectorizer.fit_transform(texts)
    column = vectorizer.vocabulary_
    terms = sorted(column, key=lambda term: int(column[term]))
    return Channel(name, terms, vectorizer.idf_), weighed


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


def _same(words: list[str]) -> list[str]:
    return words
