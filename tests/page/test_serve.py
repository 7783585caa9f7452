"""The command `meoktong serve`."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import time
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest
from click.testing import CliRunner

from detector.cli.commands import meoktong
from models.database import Database


def free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


def test_it_serves_a_database_until_it_is_told_to_stop(stored: Database, tmp_path: Path) -> None:
    port = free_port()
    command = [
        sys.executable, "-W", "error::UserWarning", "-m", "detector.cli", "serve",
        "--db", stored.engine.url.render_as_string(), "--port", str(port),
    ]  # fmt: skip
    environment = {**os.environ, "MEOKTONG_DATA": str(tmp_path / "data")}
    running = subprocess.Popen(command, env=environment, stderr=subprocess.PIPE, text=True)
    try:
        told = _get(f"http://127.0.0.1:{port}/incidents.json")
        assert len(told["incidents"]) == 2
        assert told["is_old"] in (True, False)
    finally:
        running.terminate()
        _, error = running.communicate(timeout=20)
    assert f"http://127.0.0.1:{port}" in error
    assert "Traceback" not in error


def _get(url: str) -> dict[str, list[object]]:
    deadline = time.monotonic() + 60
    while True:
        try:
            with urlopen(url) as answer:
                return json.load(answer)  # type: ignore[no-any-return]
        except URLError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.2)


@pytest.mark.parametrize(
    "arguments",
    [["--port", "99999"], ["--port", "x"], ["--public-url", "ftp://x"], ["--lang", "fr"]],
)
def test_wrong_usage_is_told_in_one_line(arguments: list[str]) -> None:
    done = CliRunner().invoke(meoktong, ["serve", *arguments])
    assert done.exit_code == 2
    assert len(done.stderr.strip().splitlines()) == 1


def test_its_help_imports_neither_server_nor_classifier() -> None:
    script = (
        "import sys; from click.testing import CliRunner; from detector.cli.commands import meoktong;"
        "CliRunner().invoke(meoktong, ['serve', '--help']);"
        "sys.exit(any(name in sys.modules for name in ('fastapi', 'uvicorn', 'sklearn')))"
    )
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 0
