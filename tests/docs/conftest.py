"""The demo, made once for all documents."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from documents import ROOT


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder that `meoktong demo` filled, with what it showed in shown.txt."""
    home = tmp_path_factory.mktemp("demo")
    done = subprocess.run(
        [sys.executable, "-m", "detector.cli", "demo"],
        cwd=home, capture_output=True, text=True, check=False,
        env={**os.environ, "PYTHONPATH": str(ROOT), "COLUMNS": "80", "MEOKTONG_LANG": "ko"},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    (home / "demo" / "shown.txt").write_text(done.stdout, encoding="utf-8")
    return home / "demo"
