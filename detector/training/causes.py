"""The model of causes: fitted to its own small corpus, kept in the cache as numbers and strings."""

from __future__ import annotations

import hashlib
import io
import json
import warnings
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

import numpy as np

from detector.classify.channel import Channel
from detector.facts import cause_model
from detector.facts.cause_model import TOLD, CauseModel, plain
from detector.training.corpus import corpus_digest
from detector.training.in_use import models_folder
from detector.training.keeping import kept_or_fitted
from models.errors import ModelError
from models.problems import Problem
from models.records import Cause
from models.text import normalize

FOLDER = Path(__file__).parent / "causes"
#: Inverse regularisation and steps: docs/decisions/0014-causes.md.
INVERSE_REGULARISATION = 30.0
STEPS = 60
_CHANNEL = "characters"


@dataclass(frozen=True, slots=True)
class LabelledSentence:
    """A sentence, the cause that it tells of this outage, and the way of writing it belongs to."""

    text: str
    cause: Cause | None
    family: str  # never on both sides of a split


def cause_files() -> list[Path]:
    """Return the files of the corpus in a fixed order."""
    return sorted(FOLDER.glob("*.jsonl"))


def read_cause_corpus(files: list[Path]) -> list[LabelledSentence]:
    """Return the labelled sentences of these files in order. Raises ModelError at a bad line."""
    return [
        _read_line(file, number, line)
        for file in files
        for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1)
    ]


def fit_cause_model(sentences: list[LabelledSentence]) -> CauseModel:
    """Return a model fitted to these sentences; the same input gives the same model."""
    # These load slowly, and only who fits needs them.
    from sklearn.exceptions import ConvergenceWarning
    from sklearn.linear_model import LogisticRegression

    from detector.training.fitting import fit_channel

    runs, weighed = fit_channel(_CHANNEL, [plain(sentence.text) for sentence in sentences])
    model = LogisticRegression(C=INVERSE_REGULARISATION, max_iter=STEPS, tol=1e-3)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)
        model.fit(weighed, [TOLD.index(sentence.cause) for sentence in sentences])
    coefficients = np.zeros((len(runs.terms), len(TOLD)), np.float32)
    intercepts = np.full(len(TOLD), -30.0, np.float32)  # a cause that was never seen
    for row, column in enumerate(model.classes_):
        coefficients[:, column] = model.coef_[row]
        intercepts[column] = model.intercept_[row]
    return CauseModel(runs, coefficients, intercepts)


_loaded: list[CauseModel] = []


def load_cause_model() -> CauseModel:
    """Return the model of causes; it is fitted in some seconds where the cache has none yet.

    It is loaded once a process. Raises ModelError when the corpus cannot be read.
    """
    if not _loaded:
        _loaded.append(_cached())
    return _loaded[0]


def _cached() -> CauseModel:
    files = cause_files()
    folder = models_folder() / f"causes-{_version(files)}"
    return kept_or_fitted(
        folder, read_back, lambda: fit_cause_model(read_cause_corpus(files)), keep
    )


def _version(files: list[Path]) -> str:
    """Return the version of the model: of its corpus, of the code that fits it, of scikit-learn."""
    code = b"".join(Path(str(module)).read_bytes() for module in (__file__, cause_model.__file__))
    mixed = f"{corpus_digest(files)} {version('scikit-learn')}".encode() + code
    return hashlib.sha256(mixed).hexdigest()[:12]


def keep(model: CauseModel, folder: Path) -> None:
    """Write a model into a folder: numbers with a checksum, no object files. Raises OSError."""
    folder.mkdir(parents=True, exist_ok=True)
    numbers = io.BytesIO()
    np.savez(
        numbers, idf=model.runs.idf, coefficients=model.coefficients, intercepts=model.intercepts
    )
    digest = hashlib.sha256(numbers.getvalue()).hexdigest()
    description = {"sha256": digest, "runs": list(model.runs.terms)}
    _write(folder / "causes.npz", numbers.getvalue())
    _write(folder / "causes.json", json.dumps(description, ensure_ascii=False).encode())


def read_back(folder: Path) -> CauseModel:
    """Return the model kept in a folder. Raises OSError, ValueError or KeyError where it is none."""
    description = json.loads((folder / "causes.json").read_text(encoding="utf-8"))
    numbers = (folder / "causes.npz").read_bytes()
    if hashlib.sha256(numbers).hexdigest() != description["sha256"]:
        raise ValueError(folder.name)
    arrays = np.load(io.BytesIO(numbers), allow_pickle=False)
    runs = Channel(_CHANNEL, description["runs"], arrays["idf"])
    return CauseModel(runs, arrays["coefficients"], arrays["intercepts"])


def _write(path: Path, content: bytes) -> None:
    partial = path.with_name(path.name + ".partial")
    partial.write_bytes(content)
    partial.replace(path)


def _read_line(file: Path, number: int, line: str) -> LabelledSentence:
    try:
        fields = json.loads(line)
        cause = fields["cause"] and Cause(fields["cause"])
        return LabelledSentence(normalize(fields["text"]), cause or None, str(fields["family"]))
    except (ValueError, KeyError, TypeError) as error:
        raise ModelError(
            f"{file.name}:{number}", Problem("problem.model.bad_line", error=error)
        ) from error
