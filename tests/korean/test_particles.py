"""Sixty names and what the five particles are after each."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detector.gazetteer import program_entries
from detector.korean import PARTICLES, particle, with_particle
from detector.korean.endings import endings_of
from detector.korean.readings import reading_of

FIVE = ("은", "이", "을", "과", "으로")
AFTER_CONSONANT = ("은", "이", "을", "과", "으로")
AFTER_RIEUL = ("은", "이", "을", "과", "로")
AFTER_VOWEL = ("는", "가", "를", "와", "로")
UNSURE = ("은(는)", "이(가)", "을(를)", "과(와)", "(으)로")

NAMES = {
    # In Hangul
    "카카오톡": AFTER_CONSONANT, "카카오": AFTER_VOWEL, "네이버": AFTER_VOWEL, "쿠팡": AFTER_CONSONANT,
    "업비트": AFTER_VOWEL, "배달의민족": AFTER_CONSONANT, "메타": AFTER_VOWEL, "구글": AFTER_RIEUL,
    "지메일": AFTER_RIEUL, "클라우드플레어": AFTER_VOWEL, "빗썸": AFTER_CONSONANT, "당근": AFTER_CONSONANT,
    "11번가": AFTER_VOWEL, "서울": AFTER_RIEUL, "토스뱅크": AFTER_VOWEL, "인터넷": AFTER_CONSONANT,
    # Letters said one by one
    "KT": AFTER_VOWEL, "SKT": AFTER_VOWEL, "AWS": AFTER_VOWEL, "LG CNS": AFTER_VOWEL,
    "SK C&C": AFTER_VOWEL, "삼성SDS": AFTER_VOWEL, "카카오T": AFTER_VOWEL, "클로바X": AFTER_VOWEL,
    "X": AFTER_VOWEL, "IBM": AFTER_CONSONANT, "CNN": AFTER_CONSONANT, "HCN": AFTER_CONSONANT,
    "SK HR": AFTER_RIEUL, "애저 SQL": AFTER_RIEUL, "URL": AFTER_RIEUL, "버니CDN": AFTER_CONSONANT,
    "YTN": AFTER_CONSONANT, "KINX": AFTER_VOWEL, "OKX": AFTER_VOWEL, "리니지M": AFTER_CONSONANT,
    "LCK": AFTER_VOWEL, "카카오i": AFTER_VOWEL, "카카오 오픈API": AFTER_VOWEL, "캐릭터.AI": AFTER_VOWEL,
    # Letters read as a word
    "SOOP": AFTER_CONSONANT, "Groq": AFTER_CONSONANT, "KOCES": AFTER_VOWEL, "PyPI": AFTER_VOWEL,
    "SSENSE": AFTER_VOWEL, "LINE": AFTER_CONSONANT,
    # Digits, in Korean and in English
    "정부24": AFTER_VOWEL, "112": AFTER_VOWEL, "GS25": AFTER_VOWEL, "뉴스1": AFTER_CONSONANT,
    "클래스101": AFTER_RIEUL, "마이크로소프트 365": AFTER_VOWEL, "아마존 S3": AFTER_VOWEL,
    "파이널판타지14": AFTER_CONSONANT, "철권8": AFTER_RIEUL, "100": AFTER_CONSONANT,
    # Signs that are read, and brackets and quotes that are not
    "디즈니+": AFTER_VOWEL, "쿠팡.com": AFTER_CONSONANT, "아마존웹서비스(AWS)": AFTER_VOWEL,
    "'카카오톡'": AFTER_CONSONANT,
    # Nobody can know from the writing
    "Zorblax": UNSURE, "NUNAB": UNSURE, "": UNSURE,
}  # fmt: skip


def test_there_are_sixty_names() -> None:
    assert len(NAMES) >= 60


@pytest.mark.parametrize("name", NAMES)
def test_a_name_takes_the_particles_of_how_it_is_read(name: str) -> None:
    assert tuple(particle(name, form) for form in FIVE) == NAMES[name]


def test_a_digit_read_two_ways_is_sure_only_where_both_take_the_same() -> None:
    assert particle("새게임1", "이") == "이"  # 일 or 원
    assert particle("새게임1", "으로") == "(으)로"
    assert particle("새게임3", "이") == "이(가)"  # 삼 or 쓰리


def test_either_form_may_be_asked_for() -> None:
    assert with_particle("카카오톡", "는") == with_particle("카카오톡", "은") == "카카오톡은"
    assert with_particle("KT", "이란") == "KT란"


def test_every_name_of_the_gazetteer_has_its_particles() -> None:
    unsure = [e.name for e in program_entries().values() if "(" in particle(e.name, "으로")]
    assert unsure == []


def test_readings_never_contradict_how_a_name_is_written() -> None:
    for entry in program_entries().values():
        said = reading_of(entry.name)
        if entry.reading and said:
            assert endings_of(said) == endings_of(entry.reading), entry.name
        elif entry.reading:
            assert endings_of(entry.reading) == endings_of(entry.name), entry.name


@given(st.text(), st.sampled_from(sorted(PARTICLES)))
def test_any_text_gets_a_particle(word: str, form: str) -> None:
    assert with_particle(word, form).startswith(word)
