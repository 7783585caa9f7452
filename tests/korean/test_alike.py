"""A name that is nearly right, or typed on the wrong keyboard, is understood."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detector.korean.alike import alike
from detector.korean.keyboard import as_hangul, as_latin

KNOWN = (
    "카카오톡",
    "카카오",
    "카카오페이",
    "쿠팡",
    "업비트",
    "빗썸",
    "배달의민족",
    "AWS",
    "네이버",
)


@pytest.mark.parametrize(
    ("keys", "meant"),
    [
        ("zkzkdhxhr", "카카오톡"), ("znvkd", "쿠팡"), ("dkqmshs", "아브논"), ("Rkcl", "까치"),
        ("ekfrdl", "닭이"), ("ekfrl", "달기"), ("dnjsghk", "원화"), ("qothddlsms", "배송이는"),
        ("DJQQLXM", "업비트"), ("rhkwnd", "과중"), ("tlfb", "시류"), ("dml", "의"),
    ],
)  # fmt: skip
def test_hangul_typed_on_latin_keys_is_read(keys: str, meant: str) -> None:
    assert as_hangul(keys) == meant


@pytest.mark.parametrize("keys", ["aws", "kt", "", "naver1", "ㅁㅈㄴ", "github", "s"])
def test_keys_that_make_no_whole_syllables_are_no_hangul(keys: str) -> None:
    assert as_hangul(keys) is None


@pytest.mark.parametrize(
    ("hangul", "meant"),
    [("ㅁㅈㄴ", "aws"), ("ㅏㅅ", "kt"), ("ㅜㅁㅍㄷㄱ", "naver"), ("왞", "dhoR")],
)
def test_latin_typed_on_hangul_keys_is_read(hangul: str, meant: str) -> None:
    assert as_latin(hangul) == meant


@given(st.text(st.characters(min_codepoint=0xAC00, max_codepoint=0xD7A3), min_size=1, max_size=8))
def test_every_hangul_text_comes_back_from_its_keys(text: str) -> None:
    keys = as_latin(text)
    assert keys is not None
    assert as_hangul(keys) == text


@pytest.mark.parametrize(
    ("given_name", "first"),
    [
        ("카카오통", "카카오톡"), ("카카오톢", "카카오톡"), ("쿠퐝", "쿠팡"), ("업비드", "업비트"),
        ("빗섬", "빗썸"), ("배달의만족", "배달의민족"), ("zkzkdhxhr", "카카오톡"), ("znvkd", "쿠팡"),
        ("ㅁㅈㄴ", "AWS"), ("네이바", "네이버"),
    ],
)  # fmt: skip
def test_the_likest_name_comes_first(given_name: str, first: str) -> None:
    assert alike(given_name, KNOWN)[0] == first


@pytest.mark.parametrize("given_name", ["", "토스", "xyzzy", "가나다라마바사", "qqqq"])
def test_a_name_unlike_all_others_is_no_other(given_name: str) -> None:
    assert alike(given_name, KNOWN) == []


def test_at_most_as_many_names_as_asked_for_are_offered() -> None:
    assert len(alike("카카오페", [f"카카오페{end}" for end in "이아우오"], most=2)) == 2
