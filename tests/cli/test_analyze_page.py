"""What analyze shows of a text: its quotes underlined, its recovery step by step."""

from __future__ import annotations

import io
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

from detector.cli import report_page
from detector.cli.report_page import print_report
from detector.cli.underlined import WHOLE, quotes_in, underlined_lines
from detector.reading import read_as
from models.records import Document, Evidence, Kind, Label, Report

TEXT = "제목에 장애\n본문 첫 줄의 화재로 멈췄다.\n둘째 줄"


def quote(words: str, text: str = TEXT) -> Evidence:
    start = text.index(words)
    return Evidence(start, start + len(words), words)


def plain(text: str, *quotes: Evidence) -> list[str]:
    return [line.plain for line in underlined_lines(text, quotes, is_plain=True)]


def test_every_quote_is_marked_where_it_stands() -> None:
    assert plain(TEXT, quote("화재"), quote("장애")) == [
        "제목에 «장애»",
        "본문 첫 줄의 «화재»로 멈췄다.",
        "둘째 줄",
    ]


def test_overlapping_quotes_are_marked_as_one() -> None:
    assert plain(TEXT, quote("첫 줄의 화재"), quote("화재로"), quote("화재"))[1] == (
        "본문 «첫 줄의 화재로» 멈췄다."
    )


def test_a_quote_over_a_line_end_is_marked_on_both_lines() -> None:
    assert plain(TEXT, quote("멈췄다.\n둘째"))[1:] == ["본문 첫 줄의 화재로 «멈췄다.»", "«둘째» 줄"]


def test_a_terminal_gets_underlines_and_no_marks() -> None:
    (line,) = underlined_lines("서버 장애", [quote("장애", "서버 장애")], is_plain=False)
    (span,) = line.spans
    assert line.plain == "서버 장애"
    assert (span.style, line.plain[span.start : span.end]) == ("underline", "장애")


def test_of_a_long_text_only_quoted_lines_are_shown() -> None:
    text = "제목\n" + "긴 줄\n" * WHOLE + "여기 장애\n"
    assert plain(text, quote("장애", text)) == ["여기 «장애»"]


@given(
    st.text(alphabet="가나 \n\x1b\u202e장애", max_size=60),
    st.lists(st.tuples(st.integers(0, 60), st.integers(0, 9)), max_size=6),
)
def test_marks_change_nothing_else_and_no_control_gets_through(
    text: str, places: list[tuple[int, int]]
) -> None:
    quotes = [
        Evidence(start, start + size, text[start : start + size])
        for start, size in places
        if start + size <= len(text)
    ]
    lines = plain(text, *quotes)
    assert not {"\x1b", "\u202e"} & set("".join(lines))
    unmarked = [line.replace("«", "").replace("»", "") for line in lines]
    assert len(unmarked) == sum(bool(line.strip()) for line in text.split("\n"))


BODY = (
    "29일 오후 3시 화재로 정부 시스템 647개가 멈췄다. 오후 5시 기준 647개 중 87개가 복구됐다. 복구율은 13.4%다. "
    "정부24는 오후 6시 먼저 재개됐지만 국민신문고는 아직 복구 중이다."
)


def report() -> tuple[Report, Document]:
    moment = datetime(2025, 9, 29, 10, tzinfo=UTC)
    document = Document("file", "1", "", Kind.NEWS, moment, "정부 시스템 화재", BODY, moment)
    reading = read_as(document, Label.OUTAGE, 0.97, "test")
    return (
        Report(0, "file", "1", "", Kind.NEWS, moment, document.title, reading),
        document,
    )


def test_a_recovery_is_shown_step_by_step(capsys: pytest.CaptureFixture[str]) -> None:
    print_report(*report(), is_dated=True)
    shown = capsys.readouterr().out
    assert "복구 과정  2025. 9. 29.(월) 17시 · 647 가운데 87 (13.4%)" in shown
    assert "복구 과정  2025. 9. 29.(월) 18시 · 됨 정부24 · 아직 국민신문고" in shown
    assert (
        "«647개 중 87개가 복구됐다" in shown or "«오후 5시 기준 647개 중 87개가 복구됐다" in shown
    )


def test_piped_output_has_no_escapes(capsys: pytest.CaptureFixture[str]) -> None:
    print_report(*report(), is_dated=True)
    assert "\x1b" not in capsys.readouterr().out


def test_a_terminal_sees_underlines(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    out = io.StringIO()
    screen = Console(
        file=out, force_terminal=True, width=100, markup=False, color_system="standard"
    )
    monkeypatch.setattr(report_page, "console", lambda: screen)
    print_report(*report(), is_dated=True)
    assert "\x1b[4m" in out.getvalue()
    assert "«" not in out.getvalue()


def test_without_colour_quotes_are_in_guillemets(monkeypatch: pytest.MonkeyPatch) -> None:
    out = io.StringIO()
    screen = Console(file=out, force_terminal=True, width=100, markup=False, no_color=True)
    monkeypatch.setattr(report_page, "console", lambda: screen)
    print_report(*report(), is_dated=True)
    assert "«" in out.getvalue()


def test_the_quotes_of_a_report_are_all_there() -> None:
    shown, document = report()
    quotes = quotes_in(shown.reading.facts)
    assert {q.text for q in quotes} >= {"29일 오후 3시"}
    assert all(document.text[q.start : q.end] == q.text for q in quotes)
