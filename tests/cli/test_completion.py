"""A shell completes commands, options, names and sources, and imports little for it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from one_outage import Run

ROOT = Path(__file__).parents[2]
LARGE = {"sqlalchemy", "sklearn", "konlpy", "numpy", "scrapy", "fastapi", "apprise"}


def complete(*words: str) -> tuple[list[str], set[str]]:
    """Return what a shell offers for the last word, and what was imported for it."""
    result = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "detector.cli"],
        env={
            **os.environ, "PYTHONPATH": str(ROOT), "_MEOKTONG_COMPLETE": "bash_complete",
            "COMP_WORDS": " ".join(["meoktong", *words]), "COMP_CWORD": str(len(words)),
        },
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    imported = {line.rpartition("|")[2].strip() for line in result.stderr.splitlines()}
    offered = [line.partition(",")[2] for line in result.stdout.splitlines() if line]
    return offered, imported


@pytest.mark.parametrize(
    ("words", "offered"),
    [
        (["inc"], "incidents"), (["incidents", "--prov"], "--provider"), (["n"], "now"),
        (["incidents", "--status", "conf"], "confirmed"), (["now", "--lang", "e"], "en"),
        (["incidents", "--affected", "카카오톡"], "카카오톡"), (["sources", "dcin"], "dcinside-mf"),
        (["dependencies", "쿠팡"], "쿠팡"), (["db", "che"], "check"), (["now", "--t"], "--tsv"),
        (["sources", "--state", "br"], "broken"), (["sources", "--state", "broken,bl"], "broken,blocked"),
        (["reports", "--label", "ma"], "maintenance"), (["reports", "--source", "yn"], "yna"),
        (["analyze", "--kind", "off"], "official"), (["label", "1", "rec"], "recovery"),
        (["digest", "--format", "xl"], "xlsx"), (["digest", "--period", "qu"], "quarter"),
        (["digest", "--date", "yes"], "yesterday"), (["alerts", "mute", "카카오톡"], "카카오톡"),
        (["incidents", "--provider", "쿠팡"], "쿠팡"), (["crawl", "dcin"], "dcinside-mf"),
        (["evaluate", "a"], "a"), (["parse", "a"], "a"),
    ],
)  # fmt: skip
def test_the_shell_is_offered_what_begins_so(words: list[str], offered: str) -> None:
    found, imported = complete(*words)
    assert offered in found
    assert not imported & LARGE


def test_nothing_is_offered_for_what_nothing_begins_with() -> None:
    assert complete("zzz")[0] == []


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_script_is_for_the_shell_asked_for(run: Run, shell: str) -> None:
    script = run("completion", shell).stdout
    assert f"_MEOKTONG_COMPLETE={shell}_complete" in script


def test_without_a_shell_the_users_own_is_taken(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SHELL", "/usr/bin/zsh")
    assert "#compdef meoktong" in run("completion").stdout
    monkeypatch.setenv("SHELL", "/bin/sh")
    result = run("completion")
    assert result.exit_code == 2
    assert "bash, zsh, fish" in result.stderr


def test_bash_takes_the_script(run: Run) -> None:
    script = run("completion", "bash").stdout
    subprocess.run(["bash", "-n"], input=script, text=True, check=True)
