"""The version of a model: what it learned from, and what reads it."""

from __future__ import annotations

import hashlib
from importlib.metadata import version
from pathlib import Path

_PACKAGE = Path(__file__).parents[1]
#: What a reading depends on, besides the corpus; grouping and showing change no reading.
_PARTS = (
    "**/*.py",
    "gazetteer/*.toml",
    "classify/*.txt",
    "facts/*.json",
    "training/causes/*.jsonl",
    "training/roles/*.jsonl",
)
_NOT_READING = frozenset(
    {
        "alerts", "cli", "config", "digests", "incidents", "korean", "messages", "page",
        "corrections.py", "detect.py", "labelling.py",
        "neighbourhood.py", "precision.py", "reviewing.py", "second_reading.py", "views",
    }
)  # fmt: skip


def model_version(digest: str) -> str:
    """Return the version of a model: of the corpus, what reads it, and scikit-learn.

    A model fits only the features it was trained on, and names, times and cues are among them.
    """
    mixed = hashlib.sha256(f"{digest} {version('scikit-learn')}".encode())
    for file in sorted(path for pattern in _PARTS for path in _PACKAGE.glob(pattern)):
        if file.relative_to(_PACKAGE).parts[0] not in _NOT_READING:
            mixed.update(file.relative_to(_PACKAGE).as_posix().encode() + file.read_bytes())
    return mixed.hexdigest()[:12]
