"""Which classifier of the cache is in use, where it is not that of the shipped corpus alone.

A small JSON file in the cache folder says so, for every database of this user: texts are read alike
whichever database they are in. It holds for one version of the program and corpus; with another,
the features differ, and the corrections have to be learned again.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass
from pathlib import Path

from models.config import cache_folder
from models.errors import ModelError
from models.problems import Problem

_FILE = "in-use.json"


@dataclass(frozen=True, slots=True)
class InUse:
    """A classifier that learned from corrections, and the one of the corpus that it stands for."""

    base: str  # version of the classifier of the shipped corpus
    version: str
    corrections: int  # how many texts it learned beside the corpus


def models_folder() -> Path:
    """Return the folder of the cache that holds a folder for each classifier."""
    return cache_folder() / "models"


def read_in_use() -> InUse | None:
    """Return what is in use, or None where nothing was chosen. Raises ModelError."""
    path = models_folder() / _FILE
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        found = InUse(str(content["base"]), str(content["version"]), int(content["corrections"]))
        is_whole = content["sha256"] == _digest(found)
    except FileNotFoundError:
        return None
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ModelError(_FILE, Problem("problem.form.unreadable", why=error)) from error
    if not is_whole:
        raise ModelError(_FILE, Problem("problem.model.checksum"))
    return found


def write_in_use(chosen: InUse) -> None:
    """Have this classifier used from now on. Raises ModelError."""
    path = models_folder() / _FILE
    partial = path.with_name(path.name + ".partial")
    content = json.dumps(asdict(chosen) | {"sha256": _digest(chosen)}, sort_keys=True)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        partial.write_text(content, encoding="utf-8")
        partial.replace(path)
    except OSError as error:
        raise ModelError(_FILE, Problem("problem.model.unsaved", error=error)) from error


def forget_in_use() -> None:
    """Have the classifier of the shipped corpus used from now on. Raises ModelError."""
    try:
        (models_folder() / _FILE).unlink(missing_ok=True)
    except OSError as error:
        raise ModelError(_FILE, Problem("problem.model.undeleted", error=error)) from error


def _digest(chosen: InUse) -> str:
    return hashlib.sha256(json.dumps(asdict(chosen), sort_keys=True).encode()).hexdigest()
