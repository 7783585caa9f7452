"""The classifier in use: trained once and kept in the cache folder."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from detector.classify.model import Classifier
from detector.training.causes import load_cause_model
from detector.training.corpus import corpus_digest, corpus_files, read_corpus
from detector.training.in_use import forget_in_use, models_folder, read_in_use
from detector.training.stored import load_classifier, save_classifier
from detector.training.version import model_version
from models.errors import ModelError
from models.problems import Problem

_Progress = Callable[[str], None] | None


def cached_classifier(progress: _Progress = None) -> Classifier:
    """Return the classifier in use from the cache, or train the corpus's now. Raises ModelError."""
    return stored_classifier(progress) or train_base(progress)


def stored_classifier(progress: _Progress = None) -> Classifier | None:
    """Return the classifier in use, or None where the cache has none that can be read.

    It is the one that learned from corrections, if there is one for this version of the program;
    progress hears why that or the corpus's own is not taken.
    """
    base = base_version()
    for version in dict.fromkeys((_chosen_version(base, progress), base)):
        if version is not None and (found := stored_version(version, progress)):
            return found
    return None


def stored_version(version: str, progress: _Progress = None) -> Classifier | None:
    """Return the classifier of this version from the cache, or None where it cannot be read."""
    folder = folder_of(version)
    if not (folder / "model.json").exists():
        return None
    try:
        return load_classifier(folder)
    except ModelError as error:
        if progress:
            progress(Problem("problem.model.again", error=error.said))
        return None


def train(progress: _Progress = None) -> Classifier:
    """Return the classifier of the shipped corpus, trained now, kept and in use from now on.

    Raises ModelError.
    """
    classifier = train_base(progress)
    forget_in_use()
    return classifier


def train_base(progress: _Progress = None) -> Classifier:
    """Return the classifier of the shipped corpus, trained now and kept. Raises ModelError."""
    from detector.training.train import train_classifier  # scikit-learn is slow to import

    files = corpus_files()
    classifier = train_classifier(read_corpus(files), corpus_digest(files), progress)
    keep(classifier)
    if progress:
        progress(Problem("problem.model.causes"))
    load_cause_model()  # so that no document waits for it
    return classifier


def keep(classifier: Classifier) -> None:
    """Put a classifier into the cache. Raises ModelError."""
    try:
        save_classifier(classifier, folder_of(classifier.version))
    except OSError as error:
        raise ModelError(
            classifier.version, Problem("problem.model.unsaved", error=error)
        ) from error


def base_version() -> str:
    """Return the version of the classifier of the shipped corpus."""
    return model_version(corpus_digest(corpus_files()))


def folder_of(version: str) -> Path:
    """Return the folder of the cache that holds this classifier."""
    return models_folder() / version


def _chosen_version(base: str, progress: _Progress) -> str | None:
    """Return the version that learned from corrections, if it fits this program."""
    say = progress or (lambda _: None)
    try:
        chosen = read_in_use()
    except ModelError as error:
        say(Problem("problem.model.corpus_only", error=error.said))
        return None
    if chosen is None or chosen.base != base:
        if chosen:
            say(Problem("problem.model.outdated"))
        return None
    return chosen.version
