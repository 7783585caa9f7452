"""Nothing from outside reaches a terminal as a control."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from one_outage import Run, store_outage

from detector.cli.shown import json_line, shown
from models.database import Database

EVIL = "\x1b]0;제목\x07\x9b31m\u202e가짜\u2066[/bold][red]\r\nmeoktong: 됐습니다"


def is_harmless(text: str) -> bool:
    return not any(
        ord(sign) < 0x20 or 0x7F <= ord(sign) < 0xA0 or sign in "\u061c\u200e\u200f\u2028\u2029"
        or 0x202A <= ord(sign) <= 0x202E or 0x2066 <= ord(sign) <= 0x2069
        or 0xD800 <= ord(sign) <= 0xDFFF
        for sign in text
    )  # fmt: skip


@given(st.text(alphabet=st.characters()))
def test_shown_text_holds_no_control_and_no_bidirectional_mark(text: str) -> None:
    assert is_harmless(shown(text))


@given(st.text(alphabet=st.characters()))
def test_json_holds_the_same_text_without_a_control(text: str) -> None:
    line = json_line({"title": text})
    assert is_harmless(line)
    assert json.loads(line) == {"title": text}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("쿠팡 먹통", "쿠팡 먹통"),
        ("\x1b[31m", "␛[31m"),
        ("\x9b", "⟨009B⟩"),
        ("가\u202e나", "가⟨202E⟩나"),
        ("줄\n바꿈", "줄␊바꿈"),
        ("\x7f", "␡"),
        ("👍", "👍"),
    ],
)
def test_controls_become_visible_marks(text: str, expected: str) -> None:
    assert shown(text) == expected


@pytest.mark.parametrize(
    "arguments", [["incidents"], ["show", "20181122-aws-seoul"], ["search", "가짜"]]
)
def test_an_evil_headline_is_shown_as_it_is_written(
    run: Run, url: str, database: Database, arguments: list[str]
) -> None:
    store_outage(database, headline=EVIL, provider_name=EVIL)
    result = run(*arguments, "--db", url)
    assert result.exit_code == 0
    assert is_harmless(result.stdout.replace("\n", ""))
    assert "meoktong: 됐습니다" not in result.stdout.splitlines()
    assert "[/bold][red]" in result.stdout.replace("\n", "") or arguments == ["incidents"]


def test_an_evil_name_in_the_command_line_is_shown_as_it_is_written(run: Run, url: str) -> None:
    result = run("show", EVIL, "--db", url)
    assert result.exit_code == 1
    assert is_harmless(result.stderr.replace("\n", ""))
    assert result.stderr.count("\n") == 1
