"""Keeping what was concluded of each document."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from sqlalchemy import func, select

from models.database import Database
from models.documents import count_unread, store_documents, unread_documents
from models.facts_json import entity_json, evidence_json, facts_json, read_facts
from models.records import (
    Cause,
    Evidence,
    Facts,
    Label,
    NamedEntity,
    Precision,
    Reading,
    RecoveryStep,
    Report,
    StatedTime,
    StoredDocument,
)
from models.reports import all_reports, find_reports, store_readings
from models.tables import EntityRow, IncidentReportRow, IncidentRow, MentionRow

Stored = Callable[..., list[StoredDocument]]

AWS = NamedEntity("aws/seoul", "AWS 서울 리전", ("AWS", "아마존"), Evidence(0, 3, "AWS"))
COUPANG = NamedEntity("coupang", "쿠팡", ("쿠팡",), Evidence(34, 36, "쿠팡"))
UPBIT = NamedEntity("upbit", "업비트", ("업비트", "업빗"), Evidence(38, 41, "업비트"))
KT = NamedEntity("kt", "KT", ("KT",), Evidence(50, 52, "KT"))
FULL = Facts(
    provider=AWS,
    affected=(COUPANG, UPBIT),
    mentioned=(KT,),
    started=StatedTime(
        datetime(2018, 11, 21, 23, 19, tzinfo=UTC),
        Precision.MINUTE,
        Evidence(16, 28, "22일 오전 8시 19분"),
    ),
    ended=StatedTime(
        datetime(2018, 11, 22, tzinfo=UTC), Precision.HOUR, Evidence(60, 65, "오전 9시")
    ),
    duration_minutes=84,
    duration_evidence=Evidence(70, 73, "84분"),
    cause=Cause.DNS,
    cause_evidence=Evidence(80, 87, "DNS 설정 오류"),
    region=Evidence(90, 92, "서울"),
    symptom=Evidence(94, 100, "접속 불가"),
)
OUTAGE = Reading(Label.OUTAGE, 0.9731, FULL, "모델-1", ("리전", "쿠팡", "dns"))
OTHER = Reading(Label.OTHER, 0.0123, Facts(), "모델-1")


def store(database: Database, *pairs: tuple[StoredDocument, Reading]) -> None:
    with database.writing() as session:
        store_readings(session, pairs)


def report_of(database: Database, stored: StoredDocument) -> Report:
    with database.reading() as session:
        (found,) = find_reports(session, [stored.row])
    return found


def test_a_report_comes_back_as_it_was_stored(database: Database, stored: Stored) -> None:
    (one,) = stored()
    store(database, (one, OUTAGE))
    document = one.document
    assert report_of(database, one) == Report(
        row=one.row,
        source=document.source,
        external_id=document.external_id,
        url=document.url,
        kind=document.kind,
        published_at=document.published_at,
        title=document.title,
        reading=OUTAGE,
    )


def test_a_report_without_facts_comes_back_too(database: Database, stored: Stored) -> None:
    (one,) = stored()
    store(database, (one, OTHER))
    assert report_of(database, one).reading == OTHER


def test_a_document_that_was_read_is_unread_no_more(database: Database, stored: Stored) -> None:
    first, second = stored(2)
    store(database, (first, OTHER))
    with database.reading() as session:
        assert [one.row for one in unread_documents(session, 9)] == [second.row]


def test_reading_again_replaces_the_report(database: Database, stored: Stored) -> None:
    (one,) = stored()
    store(database, (one, OUTAGE))
    other = Reading(
        Label.RECOVERY, 0.5, Facts(provider=KT, affected=(KT, COUPANG)), "모델-2", ("복구",)
    )
    store(database, (one, other))
    assert report_of(database, one).reading == other
    store(database, (one, OTHER))
    assert report_of(database, one).reading == OTHER
    with database.reading() as session:
        assert session.scalar(select(func.count()).select_from(MentionRow)) == 0


def test_reading_again_keeps_the_report_in_its_incident(database: Database, stored: Stored) -> None:
    (one,) = stored()
    store(database, (one, OUTAGE))
    with database.writing() as session:
        session.add(_incident_row("20181122-aws"))
        session.flush()
        session.add(IncidentReportRow(incident_id="20181122-aws", document_id=one.row))
    store(database, (one, OTHER))
    assert report_of(database, one).incident_ids == ("20181122-aws",)


def test_a_newer_text_that_came_meanwhile_stays_unread(database: Database, stored: Stored) -> None:
    (one,) = stored()
    newer = replace(one.document, title="고친 제목", body="2보")
    store_documents(database, [newer])
    store(database, (one, OUTAGE))
    with database.reading() as session:
        (unread,) = unread_documents(session, 9)
    assert (unread.version, unread.document) == (2, newer)
    assert report_of(database, one).title == one.document.title  # of the text that was read


def test_a_late_reading_of_an_old_text_changes_nothing(database: Database, stored: Stored) -> None:
    (one,) = stored()
    store_documents(database, [replace(one.document, body="2보")])
    with database.reading() as session:
        (newer,) = unread_documents(session, 9)
    store(database, (newer, OUTAGE))
    store(database, (one, OTHER))
    assert report_of(database, one).reading == OUTAGE
    with database.reading() as session:
        assert count_unread(session) == 0


def test_a_renamed_service_has_its_new_name(database: Database, stored: Stored) -> None:
    first, second = stored(2)
    twitter = NamedEntity("x", "트위터", ("트위터",), Evidence(0, 3, "트위터"))
    renamed = replace(twitter, name="X(옛 트위터)")
    store(database, (first, replace(OUTAGE, facts=Facts(provider=twitter))))
    store(database, (second, replace(OUTAGE, facts=Facts(provider=renamed))))
    assert report_of(database, second).reading.facts.provider == renamed
    with database.reading() as session:
        assert session.scalar(select(func.count()).select_from(EntityRow)) == 1


def test_one_service_may_have_several_roles_in_one_text(database: Database, stored: Stored) -> None:
    (one,) = stored()
    reading = replace(OUTAGE, facts=Facts(provider=KT, affected=(KT, UPBIT), mentioned=(AWS,)))
    store(database, (one, reading))
    assert report_of(database, one).reading == reading


def test_reports_are_found_in_order_of_publication(database: Database, stored: Stored) -> None:
    documents = stored(4)
    store(database, *((one, OTHER) for one in documents))
    with database.reading() as session:
        found = find_reports(session, [one.row for one in reversed(documents)])
        assert find_reports(session, []) == []
    assert [report.row for report in found] == [one.row for one in documents]


def test_reports_can_be_asked_for_by_label(database: Database, stored: Stored) -> None:
    first, second, third = stored(3)
    store(database, (first, OTHER), (second, OUTAGE), (third, OUTAGE))
    with database.reading() as session:
        outages = [report.row for report in all_reports(session, labels=[Label.OUTAGE])]
        every = [report.row for report in all_reports(session)]
    assert outages == sorted([second.row, third.row])
    assert every == sorted([first.row, second.row, third.row])


def test_more_reports_than_a_page_all_come(
    database: Database, stored: Stored, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("models.reports.PAGE", 3)
    documents = stored(8)
    store(database, *((one, OUTAGE) for one in documents))
    with database.reading() as session:
        rows = [report.row for report in all_reports(session)]
        assert len(find_reports(session, rows)) == 8
    assert rows == sorted(one.row for one in documents)


def test_facts_as_json_show_korean_time() -> None:
    shown = facts_json(FULL)
    assert shown["started"] == "2018-11-22T08:19:00+09:00"
    assert shown["started_precision"] == "minute"
    assert shown["started_evidence"] == {"start": 16, "end": 28, "text": "22일 오전 8시 19분"}
    assert (shown["cause"], shown["region"]) == ("dns", "서울")


STEPS = (
    RecoveryStep(
        at=FULL.started,
        evidence=Evidence(16, 40, "22일 오전 8시 19분 647개 중 87개"),
        restored=("메시지 수발신",),
        still_down=("로그인", "결제"),
        count=87,
        total=647,
        percent=13.4,
    ),
    RecoveryStep(at=None, evidence=Evidence(50, 56, "일부 복구")),
)


def test_facts_survive_json() -> None:
    stepped = Facts(recovery_steps=STEPS)
    for facts in (FULL, Facts(), Facts(ended=FULL.ended, cause=Cause.UNKNOWN), stepped):
        back = read_facts(
            facts_json(facts),
            provider=facts.provider,
            affected=facts.affected,
            mentioned=facts.mentioned,
        )
        assert back == facts


def test_steps_of_recovery_as_json() -> None:
    first, second = facts_json(Facts(recovery_steps=STEPS))["recovery_steps"]
    assert first["at"] == "2018-11-22T08:19:00+09:00"
    assert (first["count"], first["total"], first["percent"]) == (87, 647, 13.4)
    assert (first["restored"], first["still_down"]) == (["메시지 수발신"], ["로그인", "결제"])
    assert second["at"] is None
    assert second["evidence"] == {"start": 50, "end": 56, "text": "일부 복구"}


def test_reports_from_before_steps_were_read_have_none() -> None:
    stored = facts_json(FULL)
    del stored["recovery_steps"]
    assert read_facts(stored).recovery_steps == ()


def test_what_is_missing_is_null() -> None:
    assert entity_json(None) is None
    assert evidence_json(None) is None
    shown = facts_json(Facts())
    assert shown.pop("recovery_steps") == []
    assert set(shown.values()) == {None}
    assert entity_json(UPBIT) == {
        "id": "upbit",
        "name": "업비트",
        "surfaces": ["업비트", "업빗"],
        "evidence": {"start": 38, "end": 41, "text": "업비트"},
    }


def _incident_row(id: str) -> IncidentRow:
    moment = datetime(2018, 11, 22, tzinfo=UTC)
    return IncidentRow(
        id=id,
        headline="AWS 서울 리전 장애",
        status="confirmed",
        confidence=0.9,
        severity="major",
        first_seen=moment,
        last_seen=moment,
        news_reports=1,
        community_reports=0,
        official_reports=0,
        independent_sources=1,
    )
