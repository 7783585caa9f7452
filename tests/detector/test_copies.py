"""Copies of one wire story are found by their texts, whatever the order they come in."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from detector.incidents.copies import LEAST_SIMILARITY, link_copies, shingles_of, similarity
from detector.incidents.outlets import independent_sources
from models.database import Database, open_database
from models.documents import store_documents, unread_documents
from models.records import Document, Facts, Kind, Label, Reading
from models.reports import find_reports, store_readings

NOON = datetime(2026, 3, 2, 3, tzinfo=UTC)
STORY = (
    "바람은행의 모바일 앱과 인터넷뱅킹이 2일 오전 9시부터 두 시간 가까이 열리지 않아 이용자들이 큰 불편을 겪었다. "
    '은행 쪽은 "월초 이체가 몰리면서 인증 서버에 부하가 걸렸다"며 "오전 10시 50분께 모두 정상으로 돌아왔다"고 밝혔다. '
    "이날 온라인에는 급여 이체를 하지 못했다거나 카드 결제가 거절됐다는 글이 잇따랐다. 금융감독원은 사고 경위를 보고받고 "
    "전산 자원 증설 계획을 제대로 지켰는지 살펴보겠다고 했다. 바람은행에서는 지난해 가을에도 비슷한 일이 있었다."
)
OWN_WORDS = (
    "월요일 아침 바람은행 고객들이 돈을 보내지 못하는 일이 벌어졌다. 오전 9시께 시작된 접속 장애는 11시가 다 돼서야 풀렸다. "
    "앱을 켜면 '잠시 후 다시 시도해 달라'는 안내만 되풀이됐다는 게 이용자들의 말이다. 바람은행은 사과문을 내고 피해 접수 창구를 "
    "열기로 했다. 업계에서는 반복되는 전산 사고에 은행이 투자를 아끼고 있다는 지적이 나온다."
)


def article(
    outlet: str, body: str, *, title: str = "바람은행 앱 먹통", minutes: int = 0
) -> Document:
    at = NOON + timedelta(minutes=minutes)
    return Document(
        source=outlet, external_id=f"{outlet}-{minutes}", url=f"https://www.{outlet}.example/{minutes}",
        kind=Kind.NEWS, published_at=at, title=title, body=body, fetched_at=at,
    )  # fmt: skip


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    opened = open_database(f"sqlite:///{tmp_path / 'copies.db'}")
    yield opened
    opened.close()


def read(database: Database, documents: list[Document], label: Label = Label.OUTAGE) -> None:
    """Store documents and link them as detection does."""
    store_documents(database, documents)
    with database.reading() as session:
        unread = unread_documents(session, 100)
    readings = [(stored, Reading(label, 0.9, Facts(), "test")) for stored in unread]
    with database.writing() as session:
        store_readings(session, readings)
        link_copies(session, readings)


def origins(database: Database) -> dict[str, str | None]:
    with database.reading() as session:
        reports = find_reports(session, range(1, 100))
    by_row = {report.row: report.external_id for report in reports}
    return {r.external_id: by_row[r.origin] if r.origin else None for r in reports}


def count(database: Database) -> int:
    with database.reading() as session:
        return independent_sources(find_reports(session, range(1, 100)))


AGENCY = article("agency", f"(서울=통신) 뉴스팀 = {STORY}")
CUT = article("morning", STORY[: len(STORY) * 2 // 3], title="또 멈춘 바람은행", minutes=9)
MARKED = article(
    "evening", f"[저녁=뉴스팀] {STORY}\n▶ 더 보기", title="바람은행 두 시간 마비", minutes=20
)
OTHER = article("weekly", OWN_WORDS, title="월요일 아침 돈이 묶였다", minutes=30)


def test_copies_point_to_the_one_published_first(database: Database) -> None:
    read(database, [MARKED, OTHER, CUT, AGENCY])
    assert origins(database) == {
        "agency-0": None, "morning-9": "agency-0", "evening-20": "agency-0", "weekly-30": None
    }  # fmt: skip
    assert count(database) == 2


def test_an_earlier_copy_that_comes_late_becomes_the_origin(database: Database) -> None:
    read(database, [CUT, MARKED])
    assert origins(database) == {"morning-9": None, "evening-20": "morning-9"}
    read(database, [AGENCY])
    assert origins(database)["morning-9"] == origins(database)["evening-20"] == "agency-0"


@pytest.mark.parametrize("seed", range(6))
def test_the_order_of_arrival_does_not_matter(database: Database, seed: int) -> None:
    documents = [AGENCY, CUT, MARKED, OTHER]
    random.Random(seed).shuffle(documents)
    for document in documents:
        read(database, [document])
    assert count(database) == 2
    assert origins(database)["evening-20"] == "agency-0"


def test_a_copy_that_is_rewritten_stands_by_itself(database: Database) -> None:
    read(database, [AGENCY, CUT])
    read(database, [article("morning", OWN_WORDS, title="또 멈춘 바람은행", minutes=9)])
    assert origins(database) == {"agency-0": None, "morning-9": None}


def test_the_same_words_a_week_later_are_another_story(database: Database) -> None:
    read(database, [AGENCY, article("morning", STORY, title="다시", minutes=7 * 24 * 60)])
    assert set(origins(database).values()) == {None}


def test_what_reports_no_outage_is_not_compared(database: Database) -> None:
    read(database, [AGENCY, CUT], label=Label.OTHER)
    assert set(origins(database).values()) == {None}


def test_summaries_are_too_short_to_be_compared(database: Database) -> None:
    short = "바람은행 앱이 열리지 않는다."
    read(database, [article("one", short, title="가"), article("two", short, title="나")])
    assert set(origins(database).values()) == {None}


def test_one_paper_under_two_addresses_counts_once(database: Database) -> None:
    mobile = article("weekly", OWN_WORDS[::-1], title="또", minutes=40)
    read(database, [OTHER, mobile])
    assert count(database) == 1


def test_rewritten_stories_are_far_below_the_threshold() -> None:
    assert similarity(shingles_of(AGENCY), shingles_of(CUT)) > LEAST_SIMILARITY + 0.1
    assert similarity(shingles_of(AGENCY), shingles_of(OTHER)) < LEAST_SIMILARITY - 0.2
