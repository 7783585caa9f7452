"""A replay does what detection does, minute by minute, and says what became of each incident."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from outage_stream import BACK, NINE, article, ordinary, outage, post

from detector.classify.model import Classifier, load_model
from detector.detect import detect
from detector.incidents import replay as module
from detector.incidents.replay import Replayed, in_order, replay
from models.database import Database, open_database
from models.documents import store_documents
from models.incidents import list_incidents
from models.records import Document, Incident, Kind, Status

LATER = NINE + timedelta(days=90)


@pytest.fixture(scope="module")
def classifier() -> Classifier:
    return load_model()


@pytest.fixture
def database(tmp_path: Path) -> Database:
    return open_database(f"sqlite:///{tmp_path / 'replay.db'}")


def replayed(database: Database, documents: list[Document], classifier: Classifier) -> Replayed:
    keys = {(one.source, one.external_id): "real" for one in outage()}
    return replay(database, in_order(documents, LATER), classifier, keys=keys)


def stored(database: Database) -> list[Incident]:
    with database.reading() as session:
        return list_incidents(session)


def test_an_incident_is_suspected_by_posts_and_confirmed_by_a_second_source(
    database: Database, classifier: Classifier
) -> None:
    found = replayed(database, [*ordinary(), *outage()], classifier)
    database.close()
    (course,) = found.incidents
    one = course.followed
    assert one.suspected_at == course.milestones.third_post == NINE + timedelta(minutes=8)
    assert one.confirmed_at == NINE + timedelta(minutes=20)
    assert one.first({Status.RESOLVED}) == NINE + timedelta(minutes=50)
    assert course.milestones.first_document == NINE + timedelta(minutes=4)
    assert course.is_false is False
    (real,) = found.outages
    assert real.is_suspected_in_time
    assert found.documents == len(ordinary()) + len(outage())


def test_a_replay_ends_in_the_incidents_of_reading_all_at_once(
    database: Database, tmp_path: Path, classifier: Classifier
) -> None:
    documents = [*ordinary(), *outage()]
    replayed(database, random.Random(3).sample(documents, len(documents)), classifier)
    at_once = open_database(f"sqlite:///{tmp_path / 'once.db'}")
    store_documents(at_once, documents)
    detect(at_once, classifier=classifier)

    def told(database: Database) -> list[tuple[object, ...]]:
        return [
            (one.id, one.status, one.confidence, sorted(source.url for source in one.evidence))
            for one in stored(database)
        ]

    assert told(database)
    assert told(database) == told(at_once)
    database.close()
    at_once.close()


def test_what_says_nothing_may_wait_without_changing_when_anything_happened(
    database: Database, tmp_path: Path, classifier: Classifier, monkeypatch: pytest.MonkeyPatch
) -> None:
    documents = [*ordinary(), *outage()]
    waiting = replayed(database, documents, classifier)
    monkeypatch.setattr(module, "MOST_WAITING", 1)
    other = open_database(f"sqlite:///{tmp_path / 'each.db'}")
    each = replayed(other, documents, classifier)
    assert [one.followed.course for one in waiting.incidents] == [
        one.followed.course for one in each.incidents
    ]
    database.close()
    other.close()


def test_an_incident_of_documents_of_no_real_outage_is_false(
    database: Database, classifier: Classifier
) -> None:
    elsewhere = [
        post(50 + n, text, 600 + n)
        for n, text in enumerate(
            (
                "업비트 나만 안되나 로그인이 안 돼요",
                "업비트 먹통이네 로그인도 안되고 주문도 안됨",
                "업비트 서버 터졌나요 앱에서 계속 접속 오류만 떠요",
            )
        )
    ]
    found = replayed(database, [*outage(), *elsewhere], classifier)
    database.close()
    false = [course for course in found.incidents if course.is_false]
    assert len(found.incidents) == 2
    assert [one.followed.suspected_at for one in false] == [NINE + timedelta(minutes=602)]


def test_a_second_version_comes_when_it_was_fetched() -> None:
    first = article("daily", BACK, 0)
    later = replace(first, body="달라진 글", fetched_at=NINE + timedelta(hours=2))
    imported = replace(first, body="또 달라진 글", fetched_at=LATER)
    assert [one.at for one in in_order([first, later], LATER)] == [
        NINE,
        NINE + timedelta(hours=2),
    ]
    assert [one.at for one in in_order([first, imported], LATER)] == [NINE, NINE]


def test_a_notice_comes_when_it_was_last_written_on() -> None:
    notice = replace(
        article("status", BACK, 0), kind=Kind.OFFICIAL,
        extra={"modified": (NINE + timedelta(hours=3)).isoformat()},
    )  # fmt: skip
    assert in_order([notice], LATER)[0].at == NINE + timedelta(hours=3)


def test_an_empty_archive_has_no_incidents(database: Database, classifier: Classifier) -> None:
    found = replay(database, [], classifier)
    database.close()
    assert (found.incidents, found.documents, found.days, found.first) == ((), 0, 0, None)
