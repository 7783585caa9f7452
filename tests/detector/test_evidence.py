"""Every quote of a whole reading stands in the stored text, whatever the text is."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from detector.reading import read_as
from models.records import ABOUT_AN_OUTAGE, Document, Evidence, Facts, Kind, Label
from models.text import normalize

CORPUS = Path(__file__).parents[2] / "detector" / "training" / "corpus"
MOMENT = datetime(2025, 9, 29, 9, tzinfo=UTC)
_EVERY = 97  # of the corpus's sentences every so many is a piece

_WORDS = [
    *("카카오톡", "KT", "AWS 서울 리전", "업비트가 ", "은행 앱 ", "서울 ", "판교 데이터센터 ", "라라마켓은 "),
    *("29일 ", "오후 3시 ", "부터 ", "까지 ", "8시 30분 ", "(현지시간)", "두 시간 만에 ", "이날 ", "전날 ", "84분 동안 "),
    *("장애가 발생했다. ", "복구됐다. ", "먹통", "화재로 ", "디도스 ", "로 추정됐으나 ", "설정 오류", "원인은 ", "파악 중"),
    *("647개 중 87개", "아직 ", "복구 중", "△", "·", "(", ")", "[", "“", "”", "'", "\n", " ", "…", "?", "ㅋㅋ", "500 에러 "),
]  # fmt: skip


@cache
def pieces() -> list[str]:
    """Return sentences of the corpus, a sample of every kind of text in it."""
    found: list[str] = []
    for file in sorted(CORPUS.glob("*.jsonl")):
        with file.open(encoding="utf-8") as lines:
            for line in lines:
                content = json.loads(line)
                found += [part for part in content["text"].split(". ") if part]
    return found[::_EVERY]


def quotes(facts: Facts) -> Iterator[Evidence | None]:
    for entity in (facts.provider, *facts.affected, *facts.mentioned):
        yield entity.evidence if entity else None
    for stated in (facts.started, facts.ended):
        yield stated.evidence if stated else None
    yield from (facts.duration_evidence, facts.cause_evidence, facts.region, facts.symptom)
    for step in facts.recovery_steps:
        yield from (step.evidence, step.at.evidence if step.at else None)


def check(title: str, body: str, kind: Kind, label: Label) -> None:
    document = Document(
        "file", "1", "", kind, MOMENT, normalize(title).replace("\n", " "), normalize(body), MOMENT
    )
    facts = read_as(document, label, 0.9, "test").facts
    for quote in filter(None, quotes(facts)):
        assert document.text[quote.start : quote.end] == quote.text
        assert quote.text
    named = [entity for entity in (facts.provider, *facts.affected, *facts.mentioned) if entity]
    assert all(surface in document.text for entity in named for surface in entity.surfaces)
    if label not in ABOUT_AN_OUTAGE:
        assert facts == Facts(mentioned=facts.mentioned)


_ANY = {"kind": st.sampled_from(list(Kind)), "label": st.sampled_from(list(Label))}
_SLOW = [HealthCheck.too_slow, HealthCheck.data_too_large]


@settings(deadline=None, max_examples=150, suppress_health_check=_SLOW)
@given(
    title=st.lists(st.sampled_from(_WORDS), max_size=6),
    body=st.lists(st.sampled_from(_WORDS), max_size=60),
    **_ANY,
)
def test_quotes_of_generated_texts_are_true(
    title: list[str], body: list[str], kind: Kind, label: Label
) -> None:
    check("".join(title), "".join(body), kind, label)


@settings(deadline=None, max_examples=100, suppress_health_check=_SLOW)
@given(
    chosen=st.lists(st.integers(0, 10**6), min_size=1, max_size=9),
    joint=st.sampled_from([". ", "\n", " "]),
    **_ANY,
)
def test_quotes_of_texts_mixed_from_written_ones_are_true(
    chosen: list[int], joint: str, kind: Kind, label: Label
) -> None:
    written = pieces()
    title, *body = (written[number % len(written)] for number in chosen)
    check(title, joint.join(body), kind, label)


@settings(deadline=None, max_examples=60)
@given(title=st.text(max_size=30), body=st.text(max_size=200), **_ANY)
def test_quotes_of_any_characters_are_true(title: str, body: str, kind: Kind, label: Label) -> None:
    check(title, body, kind, label)
