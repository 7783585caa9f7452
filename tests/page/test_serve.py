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
from urllib.request import Request, urlopen

import pytest
from click.testing import CliRunner
from told_page import OVER

from detector.cli.commands import meoktong
from models import config
from models.database import Database


def free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


def test_it_serves_a_database_until_it_is_told_to_stop(stored: Database, tmp_path: Path) -> None:
    """… and takes what readers say where the settings file switches that on."""
    port = free_port()
    command = [
        sys.executable, "-W", "error::UserWarning", "-m", "detector.cli", "serve",
        "--db", stored.engine.url.render_as_string(), "--port", str(port),
    ]  # fmt: skip
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "meoktong.toml").write_text("[page]\nreaders = true\n", encoding="utf-8")
    environment = {**os.environ, "MEOKTONG_DATA": str(tmp_path / "data")}
    running = subprocess.Popen(command, env=environment, stderr=subprocess.PIPE, text=True)
    try:
        told = _get(f"http://127.0.0.1:{port}/incidents.json")
        assert len(told["incidents"]) == 2
        assert told["is_old"] in (True, False)
        said = Request(
            f"http://127.0.0.1:{port}/incidents/{OVER}/claims", b"says=not-hit&about=coupang",
            {"origin": f"http://127.0.0.1:{port}"},
        )  # fmt: skip
        with urlopen(said) as answer:
            assert answer.status == 201
        assert _get(f"http://127.0.0.1:{port}/incidents/{OVER}.json")["reader_claims"]
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


@pytest.mark.parametrize(
    ("word", "is_on"), [("true", True), ("on", True), ("0", False), ("No", False)]
)
def test_a_variable_switches_readers_claims(
    monkeypatch: pytest.MonkeyPatch, word: str, *, is_on: bool
) -> None:
    assert not config.takes_readers_claims()
    monkeypatch.setenv("MEOKTONG_PAGE_READERS", word)
    assert config.takes_readers_claims() is is_on
    checked = CliRunner().invoke(meoktong, ["config", "check"])
    assert (checked.exit_code, "page.readers" in checked.output) == (0, False)


def test_a_switch_that_is_neither_on_nor_off_is_told_before_anything_is_served(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("MEOKTONG_PAGE_READERS", "vielleicht")
    done = CliRunner().invoke(meoktong, ["serve"])
    assert (done.exit_code, len(done.stderr.strip().splitlines())) == (2, 1)
    assert "page.readers" in done.stderr
    checked = CliRunner().invoke(meoktong, ["config", "check"])
    assert checked.exit_code == 1
    assert "true나 false여야 합니다" in checked.stdout
