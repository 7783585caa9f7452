"""The model of causes: its corpus, how it is kept, what it is asked and what it never says."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import numpy as np
import pytest

from detector.facts.cause_guess import guess_cause
from detector.facts.cause_model import TOLD, CauseModel
from detector.facts.causes import read_cause
from detector.sentences import split_sentences
from detector.training.causes import (
    LabelledSentence,
    cause_files,
    fit_cause_model,
    keep,
    load_cause_model,
    read_back,
    read_cause_corpus,
)
from models.errors import ModelError
from models.records import Cause

SMALL = [
    LabelledSentence(f"{place} {text}", cause, place)
    for place in ("서울", "부산", "대구", "인천")
    for text, cause in (
        ("새가 안테나에 집을 지어 신호가 막혔다", Cause.HARDWARE),
        ("이름표를 바꿔 달아 서버를 찾지 못했다", Cause.DNS),
        ("이용자들은 분통을 터뜨렸다", None),
    )
]


@pytest.fixture(scope="module")
def small() -> CauseModel:
    return fit_cause_model(SMALL)


def test_the_corpus_tells_every_cause_and_no_sentence_twice_otherwise() -> None:
    corpus = read_cause_corpus(cause_files())
    told = Counter(sentence.cause for sentence in corpus)
    assert set(told) == set(TOLD)
    assert min(told.values()) >= 30
    labels: dict[str, set[Cause | None]] = {}
    for sentence in corpus:
        labels.setdefault(sentence.text, set()).add(sentence.cause)
    assert sum(len(causes) > 1 for causes in labels.values()) <= len(labels) // 500


def test_a_model_read_back_says_the_same(small: CauseModel, tmp_path: Path) -> None:
    keep(small, tmp_path)
    texts = [sentence.text for sentence in SMALL]
    again = read_back(tmp_path).probabilities(texts)
    assert np.array_equal(again, small.probabilities(texts))


def test_a_broken_model_is_not_read(small: CauseModel, tmp_path: Path) -> None:
    keep(small, tmp_path)
    (tmp_path / "causes.npz").write_bytes(b"broken")
    with pytest.raises(ValueError, match=tmp_path.name):
        read_back(tmp_path)


def test_a_bad_line_is_named(tmp_path: Path) -> None:
    file = tmp_path / "a.jsonl"
    file.write_text('{"text": "가", "cause": "gremlins", "family": "b"}\n', encoding="utf-8")
    with pytest.raises(ModelError, match=r"a\.jsonl:1"):
        read_cause_corpus([file])


def test_the_model_is_asked_only_where_the_rules_find_nothing(small: CauseModel) -> None:
    unheard = "앱 한때 먹통\n새가 안테나에 집을 지어 신호가 막혔다."
    found = read_cause(split_sentences(unheard), frozenset(), model=small)
    assert found is not None
    assert found.cause is Cause.HARDWARE
    evidence = found.evidence
    assert unheard[evidence.start : evidence.end] == evidence.text
    told = unheard + " 회사는 정전 때문이라고 밝혔다."
    by_rule = read_cause(split_sentences(told), frozenset(), model=small)
    assert by_rule is not None
    assert by_rule.cause is Cause.POWER
    assert read_cause(split_sentences(unheard), frozenset()) is None


def test_no_title_no_empty_text_and_no_long_one_breaks_it(small: CauseModel) -> None:
    assert guess_cause((), small) is None
    assert guess_cause(split_sentences("새가 안테나에 집을 지어 신호가 막혔다"), small) is None
    long = split_sentences("앱 먹통\n" + "이용자들은 분통을 터뜨렸다. " * 2_000)
    assert guess_cause(long, small) is None


#: Of forty reports in words that no list has, written before they were tried, the rules read eight
#: and the model eleven more; these are some of those.
UNHEARD = (
    (
        "본사는 결제를 넘겨받는 밴사의 서버가 잠들어 있었다며 자사 전산은 멀쩡했다고 했다.",
        Cause.DEPENDENCY,
    ),
    ("카드사는 심사 모형을 새것으로 바꾼 뒤 멀쩡한 결제까지 막았다고 했다.", Cause.DEPLOYMENT),
    ("담당자가 시험용 스위치를 켜 둔 채 퇴근한 것이 화근이었다고 회사는 말했다.", Cause.CONFIG),
    (
        "회사는 비가 쏟아진 저녁 한 시간 동안 부름이 평소의 다섯 곱에 이르렀다고 밝혔다.",
        Cause.OVERLOAD,
    ),
    ("회사는 인터넷 주소를 관리하는 기관이 주소를 잠시 잠가 접속이 끊겼다고 밝혔다.", Cause.DNS),
    ("거래소는 지갑 잔액을 맞추는 계산이 어긋나 입출금을 닫았다고 설명했다.", Cause.SOFTWARE),
    ("방송사는 기기를 식히는 팬이 돌지 않아 송출기가 스스로 꺼졌다고 설명했다.", Cause.COOLING),
)


@pytest.mark.parametrize(("sentence", "want"), UNHEARD)
def test_what_the_shipped_model_reads(sentence: str, want: Cause) -> None:
    text = f"앱 한때 먹통\n{sentence}"
    found = read_cause(split_sentences(text), frozenset(), model=load_cause_model())
    assert found is not None
    assert found.cause is want


@pytest.mark.parametrize(
    "sentence",
    [
        "회사는 사흘 치 이용료를 돌려주기로 했다.",
        "이용자들은 한 시간 넘게 같은 화면만 봤다고 말했다.",
        "경쟁사의 앱은 같은 시각 평소처럼 열렸다.",
        "신고는 오전 10시를 넘기며 5만 건까지 늘었다.",
        "디도스 공격인지 묻는 말에는 답하지 않았다.",
    ],
)
def test_what_tells_no_cause(sentence: str) -> None:
    text = f"앱 한때 먹통\n{sentence}"
    found = read_cause(split_sentences(text), frozenset(), model=load_cause_model())
    assert found is None or found.cause is Cause.UNKNOWN
