"""Where sentences turn."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detector.facts.clauses import split_clauses
from detector.sentences import split_sentences


def _clauses(text: str) -> list[str]:
    return [clause.text.strip() for clause in split_clauses(text, split_sentences(text))]


@pytest.mark.parametrize(
    ("sentence", "parts"),
    [
        ("카카오톡은 정상이지만 멜론은 멈췄다.", 2),
        ("업비트는 거래가 멈췄고 빗썸은 정상 운영됐다.", 2),
        ("유튜브가 안 되는데 넷플릭스는 잘 된다.", 2),
        ("페이스북이 멈추자 텔레그램에 이용자가 몰렸다.", 2),
        ("쿠팡이 먹통인 반면 G마켓은 문제가 없다.", 2),
        ("쿠팡과 배달의민족이 멈췄다.", 1),
        ("보고서와 광고가 늦게 나왔다.", 1),
        ("소비자 피해가 잇따랐다.", 1),
    ],
)
def test_a_sentence_turns_after_a_connective_ending(sentence: str, parts: int) -> None:
    assert len(_clauses("제목\n" + sentence)) == 1 + parts


def test_a_title_turns_at_an_ellipsis() -> None:
    assert _clauses("케이뱅크 앱 멈춰…업비트 입출금도 막혀\n") == [
        "케이뱅크 앱 멈춰…",
        "업비트 입출금도 막혀",
    ]


def test_a_short_piece_stays_with_the_next_one() -> None:
    assert len(_clauses("제목\n됐고, 앱은 다시 열렸다.")) == 2


def test_a_text_without_sentences_has_no_clauses() -> None:
    assert split_clauses("", ()) == ()


@given(st.text(max_size=300))
def test_clauses_cover_their_sentences_without_gaps(text: str) -> None:
    sentences = split_sentences(text)
    clauses = split_clauses(text, sentences)
    for index, sentence in enumerate(sentences):
        own = [clause for clause in clauses if clause.sentence == index]
        assert "".join(clause.text for clause in own) == text[sentence.start : sentence.end]
        assert all(text[clause.start : clause.end] == clause.text for clause in own)
