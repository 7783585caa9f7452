"""Earlier outages: those an article looks back on, and those of the same one."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from incidents_told import Cause, incident

from detector.incidents.looking_back import recalled_outages
from detector.incidents.recalled import link_recalled
from detector.incidents.recurrence import recurrences
from models.clock import parse_iso
from models.records import Document, Kind

NOW = parse_iso("2023-05-08T15:00:00")
LEAD = "카카오톡 또 먹통\n8일 오후 1시 35분부터 카카오톡 메시지가 전송되지 않았다. "


def article(text: str) -> Document:
    title, _, body = text.partition("\n")
    return Document("example.com", "1", "https://example.com/1", Kind.NEWS, NOW, title, body, NOW)


def on(day: str, **changed: object):  # type: ignore[no-untyped-def]
    began = parse_iso(f"{day}T15:30:00")
    return incident(id=day, started_at=began, first_seen=began, **changed)


@pytest.mark.parametrize(
    ("sentence", "first", "last"),
    [
        ("앞서 지난 1월 17일에도 카카오톡이 9분간 멈춘 바 있다.", "2023-01-17", "2023-01-17"),
        (
            "지난해 10월에는 데이터센터 화재로 카카오톡이 닷새간 멈춘 바 있다.",
            "2022-10-01",
            "2022-10-31",
        ),
        ("카카오톡은 2021년 5월 5일에도 2시간 넘게 장애를 겪었다.", "2021-05-05", "2021-05-05"),
    ],
)
def test_an_earlier_outage_is_recalled_with_its_day(sentence: str, first: str, last: str) -> None:
    (found,) = recalled_outages(LEAD + sentence, NOW)
    assert (found.first_day, found.last_day) == (
        date.fromisoformat(first),
        date.fromisoformat(last),
    )
    assert found.evidence.text == sentence
    assert "kakaotalk" in found.names


@pytest.mark.parametrize(
    "sentence",
    [
        "카카오톡은 2010년 3월 18일 서비스를 시작한 메신저다.",
        "지난해 12월 3일에는 발달장애인을 위한 카카오톡 기능이 나왔다.",
        "과거에도 카카오톡 장애가 여러 번 있었다.",
    ],
)
def test_what_is_no_dated_outage_is_not_recalled(sentence: str) -> None:
    assert recalled_outages(LEAD + sentence, NOW) == []


def linked(sentence: str, *others: object) -> list[str]:
    document = article(LEAD + sentence)
    recalled = recalled_outages(document.text, NOW)
    found = link_recalled(on("2023-05-08"), document, recalled, others)  # type: ignore[arg-type]
    return [link.incident.id for link in found]


def test_a_recalled_outage_is_linked_to_the_stored_one_of_that_day() -> None:
    sentence = "앞서 지난 1월 17일에도 카카오톡이 9분간 멈춘 바 있다."
    assert linked(sentence, on("2023-01-17"), on("2023-02-17")) == ["2023-01-17"]
    assert linked(sentence, on("2023-01-16")) == ["2023-01-16"]  # told after midnight
    assert linked(sentence, on("2023-01-14")) == []


def test_an_outage_of_another_on_that_day_is_not_linked() -> None:
    sentence = "앞서 지난 1월 17일에도 카카오톡이 9분간 멈춘 바 있다."
    other = on("2023-01-17", provider_id="upbit", affected=())
    assert linked(sentence, other) == []


def test_a_month_links_the_only_outage_of_it_and_none_of_two() -> None:
    sentence = "지난해 10월에는 데이터센터 화재로 카카오톡이 닷새간 멈춘 바 있다."
    assert linked(sentence, on("2022-10-15")) == ["2022-10-15"]
    assert linked(sentence, on("2022-10-15"), on("2022-10-27")) == []


def test_a_sentence_that_names_nobody_means_the_one_of_the_article() -> None:
    sentence = "앞서 지난 1월 17일에도 9분간 장애가 발생한 바 있다."
    assert linked(sentence, on("2023-01-17")) == ["2023-01-17"]


def test_an_earlier_incident_with_the_same_cause_or_place_is_a_recurrence() -> None:
    now = on("2023-05-08", cause=Cause.NETWORK, region="판교")
    alike = on("2022-05-08", cause=Cause.NETWORK, region="서울")
    there = on("2021-05-08", region="판교 데이터센터")
    only = on("2020-05-08")
    other = on("2022-12-01", provider_id="upbit", cause=Cause.NETWORK, region="판교")
    found = [(one.incident.id, one.same) for one in recurrences(now, [only, there, alike, other])]
    assert found == [
        ("2022-05-08", ("provider", "cause")),
        ("2021-05-08", ("provider", "region")),
        ("2020-05-08", ("provider",)),
    ]


def test_its_company_counts_only_if_more_is_the_same() -> None:
    now = on("2023-05-08", cause=Cause.NETWORK)
    company = on("2022-05-08", provider_id="kakao", cause=Cause.NETWORK)
    weak = on("2021-05-08", provider_id="kakao", cause=Cause.FIRE)
    assert [one.incident.id for one in recurrences(now, [company, weak])] == ["2022-05-08"]


def test_unknown_causes_and_whole_countries_make_nothing_alike() -> None:
    now = on("2023-05-08", cause=Cause.UNKNOWN, region="전국")
    before = on("2022-05-08", cause=Cause.UNKNOWN, region="전국 곳곳")
    assert [one.same for one in recurrences(now, [before])] == [("provider",)]


def test_time_zones_do_not_move_the_day() -> None:
    late: datetime = parse_iso("2023-01-18T00:30:00")
    night = incident(id="night", started_at=late, first_seen=late + timedelta(minutes=5))
    sentence = "앞서 지난 1월 17일에도 카카오톡이 9분간 멈춘 바 있다."
    assert linked(sentence, night) == ["night"]
