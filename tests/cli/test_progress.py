"""Long work says on a terminal how far it is, and nothing anywhere else."""

from __future__ import annotations

import re
import sys
import time

import pytest

from detector.cli import live, progress
from detector.cli.loudness import Loudness, set_loudness
from detector.cli.progress import Progress
from detector.cli.screen import note

_CONTROL = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")


Captured = pytest.CaptureFixture[str]


def on_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make standard error a terminal of 80 columns, and any work long."""
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setattr(progress, "QUIET_SECONDS", 0.0)
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    set_loudness(Loudness.USUAL)


def lines(written: str) -> list[str]:
    return [
        line.rstrip() for line in re.split(r"[\r\n]+", _CONTROL.sub("", written)) if line.strip()
    ]


def test_a_count_comes_with_its_rate_and_the_time_left(
    monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    on_a_terminal(monkeypatch)
    with Progress("읽은 문서") as working:
        working(1000, 4000)
        time.sleep(0.01)
        working(2000, 4000)
        time.sleep(0.3)
    said = lines(capsys.readouterr().err)
    assert any(re.fullmatch(r"읽은 문서 .*2,000/4,000 초당 [\d,]+ 00:0\d", line) for line in said)
    assert all(len(line) <= 80 for line in said)


def test_the_line_is_gone_when_the_work_is_done_or_fails(
    monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    on_a_terminal(monkeypatch)

    def fail() -> None:
        with Progress("읽은 문서") as working:
            working(1, share=0.5)
            raise ValueError("no")

    with pytest.raises(ValueError, match="no"):
        fail()
    assert live.showing.get() is None
    assert capsys.readouterr().err.endswith(("\x1b[2K", "\x1b[?25h", "\x1b[1A\x1b[2K"))


def test_what_is_noted_meanwhile_stands_on_a_line_of_its_own(
    monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    on_a_terminal(monkeypatch)
    with Progress("읽은 문서") as working:
        working(1, 2)
        note("a.jsonl:3: \x1b[31m[b]빈 줄")
    assert "a.jsonl:3: ␛[31m[b]빈 줄" in lines(capsys.readouterr().err)


def test_nothing_is_shown_with_q(monkeypatch: pytest.MonkeyPatch, capsys: Captured) -> None:
    on_a_terminal(monkeypatch)
    set_loudness(Loudness.QUIET)
    try:
        with Progress("읽은 문서") as working:
            working(1, 2)
            working.say("학습하는 중")
    finally:
        set_loudness(Loudness.USUAL)
    assert capsys.readouterr().err == ""


def test_nothing_is_shown_in_a_pipe(monkeypatch: pytest.MonkeyPatch, capsys: Captured) -> None:
    monkeypatch.setattr(progress, "QUIET_SECONDS", 0.0)
    with Progress("읽은 문서") as working:
        working(1, 2)
        working.say("학습하는 중")
    assert capsys.readouterr().err == ""


def test_short_work_shows_nothing(monkeypatch: pytest.MonkeyPatch, capsys: Captured) -> None:
    on_a_terminal(monkeypatch)
    monkeypatch.setattr(progress, "QUIET_SECONDS", 60.0)
    with Progress("읽은 문서") as working:
        working(1, 2)
    assert capsys.readouterr().err == ""
