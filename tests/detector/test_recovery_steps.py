"""What short reports tell of a recovery in parts."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detector.facts.background import background_sentences
from detector.facts.recovery_counts import number, read_counts
from detector.facts.recovery_steps import read_recovery_steps
from detector.sentences import split_sentences
from models.clock import parse_iso, to_kst
from models.records import Kind, RecoveryStep
from models.text import compose

PUBLISHED = parse_iso("2025-09-29T18:00:00+09:00")
REPORTS = Path(__file__).parent / "recovery_reports.txt"


def reports() -> list[tuple[Kind, str, str, list[str]]]:
    """Return each report as kind, title, body and the lines of its steps."""
    found: list[tuple[Kind, str, str, list[str]]] = []
    for line in REPORTS.read_text(encoding="utf-8").splitlines():
        if line.startswith("> "):
            found[-1][3].append(line[2:])
        elif line and not line.startswith("#"):
            title, _, body = line.partition("¶")
            kind = Kind.NEWS
            if title.startswith("@"):
                named, _, title = title[1:].partition(" ")
                kind = Kind(named)
            found.append((kind, title.strip(), body.strip(), []))
    return found


def steps(title: str, body: str, kind: Kind = Kind.NEWS) -> tuple[RecoveryStep, ...]:
    """Return the steps that a report tells."""
    text = compose(title, body)
    sentences = split_sentences(text)
    background = background_sentences(sentences, PUBLISHED)
    return read_recovery_steps(text, sentences, background, PUBLISHED, kind)


def line_of(step: RecoveryStep) -> str:
    """Return a step as the reports write it."""
    at = f"{to_kst(step.at.at):%m-%d %H:%M}" if step.at else "-"
    restored, down = ", ".join(step.restored) or "-", ", ".join(step.still_down) or "-"
    counted = f"{step.count or '-'}/{step.total or '-'}"
    percent = "-" if step.percent is None else str(step.percent)
    return " | ".join((at, restored, down, counted, percent))


@pytest.mark.parametrize(("kind", "title", "body", "want"), reports())
def test_a_report_tells_its_steps(kind: Kind, title: str, body: str, want: list[str]) -> None:
    assert [line_of(step) for step in steps(title, body, kind)] == want


def test_a_recovery_told_as_one_has_no_steps() -> None:
    assert steps("앱 복구", "29일 오후 3시 앱 장애가 모두 복구됐다.") == ()


def test_a_series_is_told_by_time() -> None:
    body = "29일 오후 5시 기준 647개 중 87개가 복구됐다. 앞서 낮 12시에는 647개 중 62개가 복구됐다."
    assert [step.count for step in steps("행정망 복구", body)] == [62, 87]


@pytest.mark.parametrize(
    ("written", "want"),
    [("647", 647), ("12,000", 12000), ("3만2000", 32000), ("1만 2천", 12000), ("3만", 30000), ("5천", 5000)],
)  # fmt: skip
def test_numbers_are_read_as_written(written: str, want: int) -> None:
    assert number(written) == want


def test_more_than_all_is_no_count() -> None:
    assert not read_counts("87개 중 647개가 복구됐다", is_done=False)


_PIECES = [
    *("647개 중 87개가 ", "복구됐다. ", "복구율 13.4% ", "메시지는 ", "아직 ", "복구 중", "오후 3시 ", "29일 ", ", "),
    *("△", "(복구 중)", "복구 완료: ", "로그인", "\n", "복구됐고 ", "정상화됐으나 ", "여전히 안 ", "되고 있다. ", "만", "“"),
]  # fmt: skip


@settings(deadline=None, max_examples=200)
@given(st.lists(st.sampled_from(_PIECES), max_size=40), st.sampled_from(list(Kind)))
def test_every_step_quotes_the_text(pieces: list[str], kind: Kind) -> None:
    text = compose("서비스 복구", "".join(pieces))
    for step in read_recovery_steps(text, split_sentences(text), frozenset(), PUBLISHED, kind):
        quote = step.evidence
        assert text[quote.start : quote.end] == quote.text
        assert all(name in text for name in (*step.restored, *step.still_down))
        if step.at:
            said = step.at.evidence
            assert text[said.start : said.end] == said.text
        if step.count is not None and step.total is not None:
            assert 0 < step.count <= step.total


def test_a_long_sentence_is_read_in_linear_time() -> None:
    def seconds(count: int) -> float:
        text = compose(
            "복구",
            "오후 3시 로그인은 복구됐고 결제는 아직 복구 중이며 647개 중 3개가 복구됐고 " * count,
        )
        sentences = split_sentences(text)
        begin = time.perf_counter()
        read_recovery_steps(text, sentences, frozenset(), PUBLISHED, Kind.NEWS)
        return time.perf_counter() - begin

    small, large = min(seconds(100) for _ in range(3)), min(seconds(1000) for _ in range(2))
    assert large < 30 * small
