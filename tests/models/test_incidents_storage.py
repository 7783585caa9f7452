"""Keeping incidents, and finding them by an id that they once had."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import func, select

from models.database import Database
from models.incidents import (
    affects,
    find_incident,
    incident_ids_of,
    list_incidents,
    replace_incidents,
)
from models.records import (
    AffectedService,
    Cause,
    Claim,
    Evidence,
    Facts,
    Incident,
    Kind,
    Label,
    Precision,
    Reading,
    Status,
    StoredDocument,
    SupportingDocument,
)
from models.reports import find_reports, store_readings
from models.tables import ClaimRow, IncidentAffectedRow, IncidentReportRow, IncidentRow

MOMENT = datetime(2018, 11, 21, 23, 19, tzinfo=UTC)
UPBIT = AffectedService("upbit", "업비트", MOMENT, 2)
COUPANG = AffectedService("coupang", "쿠팡", MOMENT + timedelta(minutes=3), 1)


@pytest.fixture
def reported(
    database: Database, stored: Callable[..., list[StoredDocument]]
) -> Callable[[int], list[StoredDocument]]:
    """Store so many documents that report an outage."""
    reading = Reading(Label.OUTAGE, 0.9, Facts(), "시험")

    def make(how_many: int) -> list[StoredDocument]:
        documents = stored(how_many)
        with database.writing() as session:
            store_readings(session, [(one, reading) for one in documents])
        return documents

    return make


def incident(id: str, documents: Sequence[StoredDocument], **changes: Any) -> Incident:
    usual: dict[str, Any] = {
        "id": id,
        "headline": "AWS 서울 리전 장애로 쿠팡·업비트 접속 불가",
        "provider_id": "aws/seoul",
        "provider_name": "AWS 서울 리전",
        "region": "서울",
        "cause": Cause.DNS,
        "symptom": "접속 불가",
        "status": Status.RESOLVED,
        "confidence": 0.987,
        "severity": "major",
        "started_at": MOMENT,
        "started_precision": Precision.MINUTE,
        "ended_at": MOMENT + timedelta(minutes=84),
        "ended_precision": Precision.HOUR,
        "duration_minutes": 84,
        "first_seen": MOMENT + timedelta(minutes=5),
        "last_seen": MOMENT + timedelta(hours=4),
        "official_notice_at": None,
        "affected": (UPBIT, COUPANG),
        "counts": {Kind.NEWS: len(documents), Kind.COMMUNITY: 0, Kind.OFFICIAL: 0},
        "independent_sources": 1,
        "claims": tuple(claim(documents[0], field) for field in ("started", "cause")),
        "evidence": tuple(supporting(one) for one in documents),
    }
    return Incident(**(usual | changes))


def supporting(stored: StoredDocument) -> SupportingDocument:
    one = stored.document
    return SupportingDocument(
        stored.row, one.source, one.url, one.title, one.published_at, one.kind, Label.OUTAGE
    )


def claim(stored: StoredDocument, field: str) -> Claim:
    one = stored.document
    quote = Evidence(0, 3, "AWS") if field == "cause" else None
    return Claim(field, "값", quote, one.published_at, stored.row, one.source, one.url, one.kind)


def put(database: Database, old: Sequence[str], *incidents: Incident) -> list[str]:
    with database.writing() as session:
        return replace_incidents(session, old, incidents)


def find(database: Database, id: str) -> Incident | None:
    with database.reading() as session:
        return find_incident(session, id)


Reported = Callable[[int], list[StoredDocument]]


def test_an_incident_comes_back_as_it_was_stored(database: Database, reported: Reported) -> None:
    one = incident("20181122-aws-seoul", reported(3))
    assert put(database, [], one) == [one.id]
    assert find(database, one.id) == one


def test_an_incident_of_which_little_is_known_comes_back(
    database: Database, reported: Reported
) -> None:
    unknown = ("provider_id", "provider_name", "region", "cause", "symptom", "started_at",
               "started_precision", "ended_at", "ended_precision", "duration_minutes")  # fmt: skip
    one = incident(
        "20181122-unnamed-1", reported(1), affected=(), claims=(), **dict.fromkeys(unknown)
    )
    put(database, [], one)
    assert find(database, one.id) == one


def test_an_unknown_id_finds_nothing(database: Database) -> None:
    assert find(database, "20181122-aws") is None


def test_a_replaced_incident_leaves_nothing_behind(database: Database, reported: Reported) -> None:
    documents = reported(2)
    put(database, [], incident("20181122-aws", documents))
    put(database, ["20181122-aws"])
    with database.reading() as session:
        for table in (IncidentRow, IncidentReportRow, IncidentAffectedRow, ClaimRow):
            assert session.scalar(select(func.count()).select_from(table)) == 0
        assert len(find_reports(session, [one.row for one in documents])) == 2
    assert find(database, "20181122-aws") is None


def test_an_incident_may_be_replaced_under_its_own_id(
    database: Database, reported: Reported
) -> None:
    documents = reported(2)
    put(database, [], incident("20181122-aws", documents[:1]))
    grown = incident("20181122-aws", documents, headline="새 제목", affected=(COUPANG,))
    assert put(database, ["20181122-aws"], grown) == ["20181122-aws"]
    assert find(database, "20181122-aws") == grown


def test_an_id_that_went_points_to_its_heir(database: Database, reported: Reported) -> None:
    documents = reported(5)
    put(database, [], incident("old", documents))
    small, large = incident("small", documents[:2]), incident("large", documents[2:])
    put(database, ["old"], small, large)
    assert find(database, "old") == large


def test_an_id_without_an_heir_points_nowhere(database: Database, reported: Reported) -> None:
    first, second = reported(2)
    put(database, [], incident("old", [first]))
    put(database, ["old"], incident("new", [second]))
    assert find(database, "old") is None


def test_two_incidents_that_become_one_both_point_to_it(
    database: Database, reported: Reported
) -> None:
    documents = reported(4)
    put(database, [], incident("a", documents[:2]), incident("b", documents[2:]))
    one = incident("c", documents)
    put(database, ["a", "b"], one)
    assert find(database, "a") == find(database, "b") == one


def test_the_first_id_still_works_after_many_others(database: Database, reported: Reported) -> None:
    documents = reported(1)
    put(database, [], incident("id-0", documents))
    for number in range(1, 30):
        put(database, [f"id-{number - 1}"], incident(f"id-{number}", documents))
    for number in (0, 7, 28):
        assert find(database, f"id-{number}") == incident("id-29", documents)


def test_an_id_that_comes_back_is_itself_again(database: Database, reported: Reported) -> None:
    documents = reported(1)
    put(database, [], incident("a", documents))
    put(database, ["a"], incident("b", documents))
    put(database, ["b"], incident("a", documents))
    assert find(database, "a") == find(database, "b") == incident("a", documents)


def test_an_id_that_another_incident_has_gets_a_number(
    database: Database, reported: Reported
) -> None:
    first, second, third = reported(3)
    put(database, [], incident("20221015-kakao", [first]))
    assert put(database, [], incident("20221015-kakao", [second])) == ["20221015-kakao-2"]
    assert put(database, [], incident("20221015-kakao", [third])) == ["20221015-kakao-3"]
    assert put(database, ["20221015-kakao-2"], incident("20221015-kakao", [second])) == [
        "20221015-kakao-2"
    ]
    assert find(database, "20221015-kakao") == incident("20221015-kakao", [first])


def test_the_ids_of_documents_are_found(database: Database, reported: Reported) -> None:
    documents = reported(3)
    rows = [one.row for one in documents]
    put(database, [], incident("a", documents[:1]), incident("b", documents[1:2]))
    with database.reading() as session:
        assert incident_ids_of(session, rows) == {"a", "b"}
        assert incident_ids_of(session, rows[2:]) == incident_ids_of(session, []) == set()
        assert incident_ids_of(session, range(70_000)) == {"a", "b"}
        assert [report.incident_ids for report in find_reports(session, rows)] == [
            ("a",), ("b",), (),
        ]  # fmt: skip


def test_incidents_come_newest_first_up_to_a_limit(database: Database, reported: Reported) -> None:
    documents = reported(3)
    for day, one in enumerate(documents):
        put(database, [], incident(f"id-{day}", [one], first_seen=MOMENT + timedelta(days=day)))
    with database.reading() as session:
        assert [one.id for one in list_incidents(session)] == ["id-2", "id-1", "id-0"]
        assert [one.id for one in list_incidents(session, limit=1)] == ["id-2"]
        late = IncidentRow.first_seen > MOMENT + timedelta(hours=1)
        assert [one.id for one in list_incidents(session, late, limit=9)] == ["id-2", "id-1"]


def test_incidents_are_filtered_by_whom_they_hit(database: Database, reported: Reported) -> None:
    first, second = reported(2)
    put(database, [], incident("both", [first]), incident("one", [second], affected=(COUPANG,)))
    with database.reading() as session:
        for name_or_id in ("upbit", "업비트"):
            assert [one.id for one in list_incidents(session, affects(name_or_id))] == ["both"]
        assert len(list_incidents(session, affects("coupang"))) == 2
        assert list_incidents(session, affects("naver")) == []
        confirmed = IncidentRow.status == Status.CONFIRMED.value
        assert list_incidents(session, affects("쿠팡"), confirmed) == []


def test_services_and_claims_keep_their_order(database: Database, reported: Reported) -> None:
    (one,) = reported(1)
    names = [replace(UPBIT, id=f"s{n}", name=f"서비스 {n}") for n in (3, 1, 2)]
    claims = [replace(claim(one, "cause"), value=value) for value in ("dns", "config", "unknown")]
    put(database, [], incident("a", [one], affected=tuple(names), claims=tuple(claims)))
    found = find(database, "a")
    assert found is not None
    assert found.affected == tuple(names)
    assert found.claims == tuple(claims)


def test_evidence_comes_in_order_of_publication(database: Database, reported: Reported) -> None:
    documents = reported(4)
    put(database, [], incident("a", documents[::-1]))
    found = find(database, "a")
    assert found is not None
    assert [one.row for one in found.evidence] == [one.row for one in documents]
