"""The model of roles: fitted to labelled reports as the rules read them, kept in the cache."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from detector.facts.role_features import Features, Judged, read_features
from detector.facts.role_model import RoleModel
from detector.facts.roles import entity_of, judge_by_rules
from detector.facts.unknown_names import find_unknown
from detector.gazetteer.kin import is_place
from detector.observed import observe
from detector.training.corpus import corpus_digest
from detector.training.in_use import models_folder
from detector.training.keeping import kept_or_fitted
from detector.training.version import model_version
from models.clock import parse_iso
from models.errors import ModelError
from models.problems import Problem
from models.records import ABOUT_AN_OUTAGE, Kind, Label
from models.text import normalize

FOLDER = Path(__file__).parent / "roles"
#: Inverse regularisation; in how many names a feature must be seen: docs/decisions/0004-roles.md.
INVERSE_REGULARISATION = 0.1
_SEEN_IN = 2
_FILE = "roles.json"
# Case, white space and quotation marks never decide whether two names are the same.
_LOOSE = re.compile(r"[\s·\-_'\"‘’“”()]")


@dataclass(frozen=True, slots=True)
class Example:
    """A name of a report: what is to be known of it, and which roles the report gives it."""

    features: Features
    is_root: bool
    is_hit: bool


def role_files() -> list[Path]:
    """Return the files of labelled reports in a fixed order."""
    return sorted(FOLDER.glob("*.jsonl"))


def read_examples(files: Iterable[Path]) -> list[Example]:
    """Return the names of these files' reports on outages. Raises ModelError at a bad line."""
    return [
        example
        for file in files
        for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1)
        for example in _read_line(file, number, line)
    ]


def fit_role_model(examples: Sequence[Example]) -> RoleModel:
    """Return a model fitted to these names; the same input gives the same model."""
    # These load slowly, and only who fits needs them.
    from sklearn.feature_extraction import DictVectorizer
    from sklearn.linear_model import LogisticRegression

    vectorizer = DictVectorizer()
    rows = vectorizer.fit_transform([example.features for example in examples]).tocsr()
    often = rows.getnnz(axis=0) >= _SEEN_IN
    names = [str(name) for name in vectorizer.get_feature_names_out()[often]]
    fitted = [
        LogisticRegression(C=INVERSE_REGULARISATION, solver="liblinear").fit(rows[:, often], told)
        for told in ([e.is_root for e in examples], [e.is_hit for e in examples])
    ]
    columns = [model.coef_[0].tolist() for model in fitted]
    root, hit = (float(model.intercept_[0]) for model in fitted)
    return RoleModel(dict(zip(names, zip(*columns, strict=True), strict=True)), (root, hit))


_loaded: list[RoleModel] = []


def load_role_model() -> RoleModel:
    """Return the model of roles; it is fitted in some seconds where the cache has none yet.

    It is loaded once a process. Raises ModelError when the reports cannot be read.
    """
    if not _loaded:
        _loaded.append(_cached())
    return _loaded[0]


def _cached() -> RoleModel:
    files = role_files()
    path = models_folder() / f"roles-{model_version(corpus_digest(files))}" / _FILE
    return kept_or_fitted(path, read_back, lambda: fit_role_model(read_examples(files)), keep)


def keep(model: RoleModel, path: Path) -> None:
    """Write a model as numbers with a checksum. Raises OSError."""
    weights = json.dumps([model.weights, model.intercepts], ensure_ascii=False)
    digest = hashlib.sha256(weights.encode()).hexdigest()
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_name(path.name + ".partial")
    partial.write_text(json.dumps({"sha256": digest, "weights": weights}), encoding="utf-8")
    partial.replace(path)


def read_back(path: Path) -> RoleModel:
    """Return the model kept in a file. Raises OSError, ValueError, KeyError or TypeError."""
    described = json.loads(path.read_text(encoding="utf-8"))
    if hashlib.sha256(described["weights"].encode()).hexdigest() != described["sha256"]:
        raise ValueError(path.name)
    weights, (root, hit) = json.loads(described["weights"])
    return RoleModel({name: (pair[0], pair[1]) for name, pair in weights.items()}, (root, hit))


def _read_line(file: Path, number: int, line: str) -> list[Example]:
    try:
        report = json.loads(line)
        if Label(report["label"]) not in ABOUT_AN_OUTAGE:
            return []
        return _examples(_judged(report), report["provider"], report["affected"])
    except (ValueError, KeyError, TypeError) as error:
        raise ModelError(
            f"{file.name}:{number}", Problem("problem.model.bad_line", error=error)
        ) from error


def _judged(report: dict[str, Any]) -> Judged:
    text = f"{normalize(report['title'])}\n{normalize(report['text'])}"
    seen = observe(text, Kind(report["kind"]), parse_iso(report["published"]))
    unknown = find_unknown(seen.text, seen.sentences, seen.mentions)
    mentions = sorted((*seen.mentions, *unknown), key=lambda m: (m.start, m.end))
    label = Label(report["label"])
    return judge_by_rules(text, seen.sentences, mentions, seen.background, seen.kind, label)


def _examples(judged: Judged, provider: str | None, affected: Sequence[str]) -> list[Example]:
    features = read_features(judged)
    hit = {_loose(name) for name in affected}
    found = []
    for id, tally in judged.tallies.items():
        entity = entity_of(judged.text, tally)
        written = {_loose(name) for name in (entity.name, *entity.surfaces)}
        is_root = provider is not None and _loose(provider) in written
        found.append(
            Example(features[id], is_root and not is_place(tally.entry), bool(written & hit))
        )
    return found


def _loose(name: str) -> str:
    return _LOOSE.sub("", name).lower()
