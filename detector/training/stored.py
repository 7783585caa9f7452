"""Keeps a trained classifier as numbers and strings, with a checksum; no object files."""

from __future__ import annotations

import hashlib
import io
import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np

from detector.classify.channel import Channel
from detector.classify.family import Family
from detector.classify.gate import Weights
from detector.classify.model import Calibration, Classifier, FamilyScore
from models.errors import ModelError
from models.problems import Problem

_DESCRIPTION = "model.json"
_NUMBERS = "model.npz"


def save_classifier(classifier: Classifier, folder: Path) -> None:
    """Write the classifier into a folder, beside its place and then moved there."""
    folder.mkdir(parents=True, exist_ok=True)
    arrays: dict[str, Any] = {}
    description: dict[str, Any] = {
        "version": classifier.version,
        "scores": [asdict(score) for score in classifier.scores],
        "families": {},
    }
    for name, family in classifier.families.items():
        arrays |= _arrays(name, family)
        calibration = classifier.calibrations[name]
        description["families"][name] = {
            "vocabularies": {c: list(v.terms) for c, v in family.channels.items()},
            "slope": calibration.slope,
            "intercept": calibration.intercept,
            "threshold": calibration.threshold,
        }
    for name, gate in classifier.gates.items():
        arrays[f"{name}.gate"] = np.array(list(gate.runs.values()), dtype=np.float32)
        description["families"][name]["gate"] = {
            "runs": list(gate.runs),
            "intercept": gate.intercept,
            "threshold": gate.threshold,
        }
    numbers = io.BytesIO()
    np.savez(numbers, allow_pickle=False, **arrays)
    description["sha256"] = hashlib.sha256(numbers.getvalue()).hexdigest()
    _write(folder / _NUMBERS, numbers.getvalue())
    text = json.dumps(description, ensure_ascii=False, sort_keys=True)
    _write(folder / _DESCRIPTION, text.encode())


def load_classifier(folder: Path) -> Classifier:
    """Return the classifier that was saved in a folder. Raises ModelError."""
    try:
        description = json.loads((folder / _DESCRIPTION).read_text(encoding="utf-8"))
        numbers = (folder / _NUMBERS).read_bytes()
        if hashlib.sha256(numbers).hexdigest() != description["sha256"]:
            raise ModelError(folder.name, Problem("problem.model.checksum"))
        arrays = np.load(io.BytesIO(numbers), allow_pickle=False)
        families = {
            name: _family(name, stored["vocabularies"], arrays)
            for name, stored in description["families"].items()
        }
        calibrations = {
            name: Calibration(stored["slope"], stored["intercept"], stored["threshold"])
            for name, stored in description["families"].items()
        }
        gates = {
            name: _gate(stored["gate"], arrays[f"{name}.gate"])
            for name, stored in description["families"].items()
        }
        scores = tuple(FamilyScore(**score) for score in description["scores"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ModelError(folder.name, Problem("problem.form.unreadable", why=error)) from error
    return Classifier(families, gates, calibrations, scores, description["version"])


def _arrays(name: str, family: Family) -> dict[str, Any]:
    arrays: dict[str, Any] = {
        f"{name}.{name_of}.idf": channel.idf for name_of, channel in family.channels.items()
    }
    for field in ("coefficients", "intercepts"):
        arrays[f"{name}.{field}"] = getattr(family, field)
    return arrays


def _family(name: str, vocabularies: dict[str, list[str]], arrays: Any) -> Family:
    channels = {
        channel: Channel(channel, terms, arrays[f"{name}.{channel}.idf"])
        for channel, terms in vocabularies.items()
    }
    return Family(channels, arrays[f"{name}.coefficients"], arrays[f"{name}.intercepts"])


def _gate(stored: Any, weights: Any) -> Weights:
    runs = dict(zip(stored["runs"], map(float, weights), strict=True))
    return Weights(runs, stored["intercept"], stored["threshold"])


def _write(path: Path, content: bytes) -> None:
    partial = path.with_name(path.name + ".partial")
    partial.write_bytes(content)
    partial.replace(path)
