"""The Korean notice that an incident of a status page becomes, and the shipped status sources."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from crawler.catalogue import PARSERS, load_catalogue
from crawler.parsers.status.incident import Phase, StatusIncident, StatusUpdate
from crawler.parsers.status.notice import body_of, extra_of, title_of
from crawler.parsers.status.registry import JSON_PARSERS, STATUS_PARSERS
from models.records import Kind

BEGUN = datetime(2026, 11, 20, 5, 0, tzinfo=UTC)


def told(minutes: int, phase: Phase | None, text: str) -> StatusUpdate:
    return StatusUpdate(BEGUN + timedelta(minutes=minutes), phase, text)


OVER = StatusIncident(
    id="a1", url="https://stspg.example/x1", title="Slow builds", phase=Phase.RESOLVED,
    told_at=BEGUN + timedelta(minutes=4), started_at=BEGUN,
    resolved_at=BEGUN + timedelta(minutes=80), impact="minor", components=("Builds", "API"),
    regions=(),
    updates=(
        told(4, Phase.INVESTIGATING, "Builds wait."),
        told(30, Phase.IDENTIFIED, "A queue is full."),
        told(80, Phase.RESOLVED, "All builds run again."),
    ),
)  # fmt: skip
OPEN = replace(OVER, phase=Phase.IDENTIFIED, resolved_at=None, updates=OVER.updates[:2])
PLANNED = replace(
    OVER, phase=Phase.SCHEDULED, impact="maintenance", started_at=BEGUN + timedelta(days=5, hours=12),
    resolved_at=None, until=BEGUN + timedelta(days=5, hours=14),
    updates=(told(0, Phase.SCHEDULED, "We move a database."),),
)  # fmt: skip


def test_the_notice_of_an_outage_is_told_in_korean_time_and_words() -> None:
    found = OPEN
    assert title_of(found, "가람") == "[장애] 가람 Builds API 장애 발생, 원인 확인 - Slow builds"
    body = body_of(found, "가람")
    assert "가람의 Builds, API 서비스에서 장애가 발생했습니다." in body
    assert "2026년 11월 20일 14시 00분(KST)부터" in body
    assert body.index("조사 중\nBuilds wait.") < body.index("원인 확인\nA queue is full.")


def test_the_notice_of_a_recovery_states_start_end_and_length() -> None:
    found = OVER
    assert title_of(found, "가람").startswith("[복구] 가람 Builds API 장애 복구 완료")
    body = body_of(found, "가람")
    assert "11월 20일 14시 00분(KST)에 시작돼 1시간 20분 동안" in body
    assert "2026년 11월 20일 15시 20분(KST)에 복구가 완료됐습니다." in body
    extra = extra_of(found)
    assert (extra["started"], extra["updates"]) == ("2026-11-20T14:00:00+09:00", 3)
    assert extra["modified"] == "2026-11-20T06:20:00+00:00"


def test_planned_work_is_told_as_점검_and_never_as_an_outage() -> None:
    found = PLANNED
    text = f"{title_of(found, '가람')}\n{body_of(found, '가람')}"
    assert text.startswith("[점검] 가람 Builds API 점검 예정")
    assert "2026년 11월 26일 02시 00분(KST)부터 2026년 11월 26일 04시 00분(KST)까지" in text
    assert "장애" not in text


def test_many_components_and_regions_are_counted_rather_than_listed() -> None:
    names = tuple(f"C{number}" for number in range(9))
    found = replace(OPEN, components=names, regions=("asia-northeast3", *names))
    assert "C5 외 3개 서비스에서" in body_of(found, "가람")
    assert "지역: 서울 리전(asia-northeast3), C0, C1, C2, C3, C4 외 4곳" in body_of(found, "가람")
    assert title_of(found, "가람").startswith("[장애] 가람 C0 C1 등 장애 발생")


def test_a_recovery_without_a_known_end_states_none() -> None:
    body = body_of(replace(OVER, resolved_at=None), "가람")
    assert "2026년 11월 20일 14시 00분(KST) 발생한 장애가 복구됐습니다." in body
    assert "동안" not in body


def test_the_shipped_status_sources_have_a_parser_and_evidence() -> None:
    assert set(PARSERS["status"]) == set(STATUS_PARSERS) >= JSON_PARSERS
    sources = [one for one in load_catalogue().values() if one.kind is Kind.OFFICIAL]
    status = [one for one in sources if one.reader == "status"]
    assert sum(one.enabled for one in status) >= 20
    assert all(one.least_documents_a_day == 0 for one in status)
    assert all(one.evidence and one.name.endswith(" 상태") for one in status)
    assert all(one.enabled or one.reason for one in sources)
    assert all(url.startswith("https://") for one in status for url in one.urls)
