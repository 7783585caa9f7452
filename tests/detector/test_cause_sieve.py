"""Which cause patterns are run on a text at all."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from detector.facts.cause_patterns import CAUSE_PATTERNS
from detector.facts.cause_sieve import could_match, needed_pieces

TEXTS = [
    part.strip()
    for file in sorted((Path(__file__).parent / "cause_reports").glob("*.txt"))
    for line in file.read_text(encoding="utf-8").splitlines()
    for part in re.split(r"¶|=>", line)
]


def test_no_pattern_that_matches_is_left_out() -> None:
    for text in TEXTS:
        run = {id(entry) for entry in could_match(text)}
        lost = [
            entry.cause
            for entry in CAUSE_PATTERNS
            if id(entry) not in run and entry.pattern.search(text)
        ]
        assert not lost, text


def test_most_patterns_are_spared_on_most_texts() -> None:
    run = sum(len(could_match(text)) for text in TEXTS)
    assert run < len(TEXTS) * len(CAUSE_PATTERNS) / 4


def test_patterns_keep_their_order() -> None:
    places = [
        CAUSE_PATTERNS.index(entry) for entry in could_match("전산실 화재로 장비가 고장 났다")
    ]
    assert places == sorted(places)
    assert places


@pytest.mark.parametrize(
    ("pattern", "pieces"),
    [
        ("화재", {"화재"}),
        ("불[이은]? 나", {"불 나", "불이 나", "불은 나"}),
        ("(?:정전|단전)[^.]{0,9}", {"정전", "단전"}),
        ("서버(?:가|는)?", {"서버", "서버가", "서버는"}),
        (r"\d+배", {"배"}),
        (r"(?:서버|\d+)", None),
        (r"[^가]", None),
        ("(?<!행)정전", {"정전"}),
        ("(?:과부하)+", {"과부하"}),
        ("(?:과부하)*", None),
    ],
)
def test_a_pattern_needs_one_of_its_pieces(pattern: str, pieces: set[str] | None) -> None:
    assert needed_pieces(re.compile(pattern)) == (None if pieces is None else frozenset(pieces))
