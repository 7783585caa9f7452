"""The classifier of the shipped corpus, trained once and kept in the cache folder."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from detector.classify.model import Classifier
from detector.training.corpus import corpus_digest, corpus_files, read_corpus
from detector.training.stored import load_classifier, save_classifier
from detector.training.train import model_version, train_classifier
from models.config import cache_folder
from models.errors import ModelError


def cached_classifier(progress: Callable[[str], None] | None = None) -> Classifier:
    """Return the classifier from the cache, or train it now. Raises ModelError."""
    folder = _folder(model_version(corpus_digest(corpus_files())))
    if (folder / "model.json").exists():
        try:
            return load_classifier(folder)
        except ModelError as error:
            if progress:
                progress(f"{error}. 다시 학습합니다")
    return train(progress)


def train(progress: Callable[[str], None] | None = None) -> Classifier:
    """Return the classifier of the shipped corpus, trained now and kept. Raises ModelError."""
    files = corpus_files()
    classifier = train_classifier(read_corpus(files), corpus_digest(files), progress)
    try:
        save_classifier(classifier, _folder(classifier.version))
    except OSError as error:
        raise ModelError(classifier.version, f"저장할 수 없습니다: {error}") from error
    return classifier


def _folder(version: str) -> Path:
    return cache_folder() / "models" / version
