"""Twenty thousand texts made of what reports are made of, in no order: all read, every quote true."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from detector.observed import observe
from detector.reading import read_facts
from models.records import Document, Evidence, Facts, Kind, Label
from models.text import normalize

pytestmark = pytest.mark.long

AT = datetime(2026, 3, 2, 3, tzinfo=UTC)
WORDS = """
카카오톡 쿠팡 AWS 네이버뉴스·카페 KT 토스 멜론 X(옛_트위터) 아마존웹서비스(AWS) '모아페이' △업비트 넷플릭스법
이 가 은 는 을 를 의 에서 에 따르면 와 과 도 만 등 측 관계자는 고객사인 경쟁사 이용자들이
먹통 장애가 발생했다 접속이 안 됐다 복구됐다 정상 운영 중 영향은 없다 멈춰 섰다 확인 중이다
오전 오후 8시 30분께 22일 이날 전날 지난해 7월 현지시간 UTC 자정 12시 부터 까지 ∼ ~ 1시간 30분 동안 만에 째 사흘째
설정 오류로 DNS 화재로 디도스 공격으로 추정됐으나 아니라고 원인은 파악 중이다 정전 냉각 트래픽 급증 배포 인증서
647개 중 87개 서울 전국 502 오류 '연결할 수 없음' ( ) [ ] “ ” … · ㆍ , . ? ! : / - ㅋㅋ ㅠㅠ 😭 １２시 （ ）
"""
PIECES = (*WORDS.replace("_", "\u00a0").split(), "\n", "\t", "\u200b", "\u1112\u1161\u11ab")


def document(title: str, body: str, kind: Kind) -> Document:
    return Document(
        source="odd.example", external_id="1", url="https://odd.example/1", kind=kind,
        published_at=AT, title=normalize(title), body=normalize(body), fetched_at=AT,
    )  # fmt: skip


def quotes(facts: Facts) -> list[Evidence]:
    named = [*facts.affected, *facts.mentioned, *([facts.provider] if facts.provider else [])]
    times = [time for time in (facts.started, facts.ended) if time]
    rest = (facts.duration_evidence, facts.cause_evidence, facts.region, facts.symptom)
    return [
        *(entity.evidence for entity in named),
        *(time.evidence for time in times),
        *(quote for quote in rest if quote),
        *(step.evidence for step in facts.recovery_steps),
    ]


@settings(max_examples=20_000, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    title=st.lists(st.sampled_from(PIECES), max_size=10),
    body=st.lists(st.sampled_from(PIECES), max_size=60),
    blank=st.sampled_from(("", " ")),
    kind=st.sampled_from(list(Kind)),
    label=st.sampled_from([Label.OUTAGE, Label.RECOVERY, Label.AFTERMATH]),
)
@pytest.mark.timeout(1200, func_only=True)
def test_every_text_is_read_and_every_quote_is_true(
    title: list[str], body: list[str], blank: str, kind: Kind, label: Label
) -> None:
    read = document(blank.join(title), blank.join(body), kind)
    for quote in quotes(read_facts(observe(read.text, kind, AT), label)):
        assert read.text[quote.start : quote.end] == quote.text


@pytest.mark.parametrize("piece", PIECES)
@pytest.mark.timeout(120, func_only=True)
def test_a_piece_repeated_for_a_hundred_thousand_letters_is_read(piece: str) -> None:
    read = document("먹통", (f"{piece} " * 100_000)[:100_000], Kind.NEWS)
    for quote in quotes(read_facts(observe(read.text, Kind.NEWS, AT))):
        assert read.text[quote.start : quote.end] == quote.text
