"""A report that tells two outages belongs to both."""

from __future__ import annotations

from datetime import timedelta

from detector.incidents.regroup import regroup
from detector.incidents.two_told import outages_told
from models.clock import parse_iso
from models.documents import store_documents, unread_documents
from models.incidents import list_incidents
from models.records import (
    Document,
    Evidence,
    Facts,
    Kind,
    Label,
    NamedEntity,
    Precision,
    Reading,
    StatedTime,
)
from models.reports import store_readings
from tests.detector.made_reports import new_database

NOON = parse_iso("2024-06-04T12:00:00")
LIST = "어제는 카카오톡, 오늘은 토스가 멈췄다. 이용자들은 불편을 겪었다."


def entity(id: str, surface: str) -> NamedEntity:
    return NamedEntity(id, surface, (surface,), Evidence(0, 1, "가"))


KAKAOTALK, TOSS, MAP = (
    entity("kakaotalk", "카카오톡"),
    entity("toss", "토스"),
    entity("kakaomap", "카카오맵"),
)


def told(text: str, *affected: NamedEntity) -> list[tuple[tuple[str, ...], str]]:
    facts = Facts(affected=affected)
    return [
        (one.names, f"{one.started_at + timedelta(hours=9):%d %H:%M} {one.precision}")
        for one in outages_told(text, facts, NOON, Kind.NEWS)
    ]


def test_a_list_of_two_days_tells_two_outages() -> None:
    assert told(LIST, KAKAOTALK, TOSS) == [
        (("kakaotalk",), "03 00:00 day"),
        (("toss",), "04 00:00 day"),
    ]


def test_each_outage_has_the_start_that_is_stated_by_the_clock() -> None:
    text = "3일 오후 2시 10분께 카카오톡이 멈췄다.\n이어 4일 오전 9시에는 토스 송금이 되지 않았다."
    assert told(text, KAKAOTALK, TOSS) == [
        (("kakaotalk",), "03 14:10 minute"),
        (("toss",), "04 09:00 hour"),
    ]


def test_services_that_failed_together_are_one_outage() -> None:
    assert told("4일 오전 9시 카카오톡과 토스가 멈췄다.", KAKAOTALK, TOSS) == []


def test_services_of_one_company_are_one_outage_told_over_two_days() -> None:
    assert told("어제는 카카오톡, 오늘은 카카오맵이 멈췄다.", KAKAOTALK, MAP) == []


def test_an_outage_of_long_ago_is_recalled_not_told() -> None:
    assert told("4일 토스가 멈췄다. 지난해 7월 2일에는 카카오톡이 멈췄다.", KAKAOTALK, TOSS) == []


def test_the_report_belongs_to_the_incidents_of_both_with_the_facts_of_each() -> None:
    with new_database() as database:
        texts = {
            "1": ("2024-06-03T15:00:00", "카카오톡 장애", "카카오톡이 멈췄다.", (KAKAOTALK,)),
            "2": ("2024-06-04T10:00:00", "토스 장애", "토스가 멈췄다.", (TOSS,)),
            "3": ("2024-06-04T12:00:00", "잇단 먹통", LIST, (KAKAOTALK, TOSS)),
        }
        documents = [
            Document("yna.co.kr", id, f"https://www.yna.co.kr/{id}", Kind.NEWS, parse_iso(at),
                     title, body, parse_iso(at))
            for id, (at, title, body, _) in texts.items()
        ]  # fmt: skip
        store_documents(database, documents)
        with database.reading() as session:
            stored = unread_documents(session, 10)
        yesterday = StatedTime(parse_iso("2024-06-03"), Precision.DAY, Evidence(0, 1, "어"))
        with database.writing() as session:
            for one in stored:
                hit = texts[one.document.external_id][3]
                started = yesterday if len(hit) > 1 else None
                facts = Facts(provider=hit[0], affected=hit, started=started)
                store_readings(session, [(one, Reading(Label.OUTAGE, 0.9, facts, "시험"))])
                regroup(session, [one.row])
        with database.reading() as session:
            found = {
                incident.id: (
                    [hit.id for hit in incident.affected],
                    [source.url[-1] for source in incident.evidence],
                    [claim.field for claim in incident.claims if claim.row == stored[2].row],
                )
                for incident in list_incidents(session)
            }
    assert found == {
        "20240603-kakaotalk": (["kakaotalk"], ["1", "3"], ["started"]),
        "20240604-toss": (["toss"], ["2", "3"], []),
    }
