"""What a quickened pattern finds is what the pattern finds."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detector.cues import FAMILIES
from detector.quick import quick

#: Every way in which a pattern can begin.
BEGINNINGS = (
    r"장애|먹통",
    r"(?:서버|앱)?\s?다운",
    r"(?<![가-힣])밤|(?<!엊)저녁",
    r"(?=오)오전|[가-다]\d",
    r"(?P<hour>\d{1,2})시(?P<half>반)?",
    r"\s{1,2}끝|^처음|$",
    r"[^가]나|.다",
    r"(?:ㅋ|ㅎ)*웃",
    r"[\]\-^]글",
    r"",
)


def spans(pattern: re.Pattern[str], text: str) -> list[tuple[int, int]]:
    return [match.span() for match in pattern.finditer(text)]


@pytest.mark.parametrize("pattern", BEGINNINGS)
@given(
    text=st.text("장애먹통서버앱다운밤엊저녁오전가나시반끝처음ㅋㅎ웃글 \n19]-^aAmMpP", max_size=30)
)
def test_a_quickened_pattern_finds_the_same(pattern: str, text: str) -> None:
    assert spans(quick(pattern), text) == spans(re.compile(pattern), text)


@pytest.mark.parametrize("family", FAMILIES)
@given(text=st.text("장애먹통서버앱이가안되됨다운오류복구훈련 0123.?", max_size=40))
def test_the_cues_are_found_as_without_it(family: str, text: str) -> None:
    pattern = FAMILIES[family]
    assert spans(quick(pattern.pattern), text) == spans(pattern, text)


@pytest.mark.parametrize("pattern", [r"(?i:am|PM)", r"(?i)am|pm"])
def test_large_letters_are_found_where_their_size_does_not_count(pattern: str) -> None:
    assert spans(quick(pattern), "am AM Pm") == [(0, 2), (3, 5), (6, 8)]


def test_groups_and_flags_stay() -> None:
    pattern = quick(r"^(?P<day>\d+)일", re.MULTILINE)
    assert [match["day"] for match in pattern.finditer("22일\n3일")] == ["22", "3"]


def test_what_can_begin_with_anything_is_left_as_it_is() -> None:
    assert quick(r".장애").pattern == r".장애"
    assert quick(r"장?").pattern == r"장?"


def test_a_long_list_of_words_gets_its_first_letters() -> None:
    assert quick(r"장애|먹통|(?:서버)?다운").pattern == r"(?=[다먹서장])(?:장애|먹통|(?:서버)?다운)"
