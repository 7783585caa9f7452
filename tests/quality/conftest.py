from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from detector.classify.model import Classifier, load_model


@pytest.fixture(scope="session")
def floors() -> dict[str, Any]:
    return tomllib.loads((Path(__file__).parent / "floors.toml").read_text(encoding="utf-8"))


@pytest.fixture(scope="session")
def classifier() -> Classifier:
    return load_model()
