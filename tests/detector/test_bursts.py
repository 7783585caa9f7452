"""What is a burst of posts, and what is a service's usual noise at that hour."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from detector.incidents.bursts import Usual, chance_of, is_burst, most_within
from detector.incidents.chatter import Chatter, spans_before
from detector.incidents.regroup import regroup
from models.clock import parse_iso, to_kst
from models.database import Database, open_database
from models.documents import store_documents, unread_documents
from models.incidents import list_incidents
from models.records import Document, Evidence, Facts, Kind, Label, NamedEntity, Reading, Signal
from models.reports import store_readings
from models.signals import replace_signals

NINE = parse_iso("2026-03-04T21:00:00")  # a Wednesday evening
GAME = NamedEntity("maplestory", "메이플스토리", ("메이플",), Evidence(0, 3, "메이플"))
EVENINGS = 40


def minutes(*numbers: float) -> list[datetime]:
    return [NINE + timedelta(minutes=number) for number in numbers]


def test_three_posts_on_what_nobody_writes_about_are_a_burst() -> None:
    assert is_burst(minutes(0, 30, 110), Usual())
    assert not is_burst(minutes(0, 600, 1200), Usual())


def test_three_posts_on_what_is_always_complained_of_are_none() -> None:
    every_evening = Usual((3, 2, 4, 3, 2, 3, 3, 4), 2.0)
    assert not is_burst(minutes(0, 30, 110), every_evening)
    assert is_burst(minutes(0, 1, 2, 3, 4), every_evening)


def test_a_quiet_night_makes_a_busy_service_heard_at_once() -> None:
    asleep = Usual((0,) * 30, 2.0)
    assert chance_of(3, timedelta(hours=2), asleep) < chance_of(3, timedelta(hours=2), Usual())


def test_an_outage_of_last_week_is_no_noise() -> None:
    assert is_burst(minutes(0, 10, 20), Usual((0, 0, 0, 0, 300, 0, 0, 0), 2.0))


@pytest.mark.parametrize("posts", [0, 1, 3, 50])
def test_the_chance_is_one_of_no_post_and_falls_with_each(posts: int) -> None:
    usual = Usual((1, 0, 2), 2.0)
    assert chance_of(0, timedelta(hours=1), usual) == 1.0
    more = chance_of(posts + 1, timedelta(hours=1), usual)
    assert 0.0 <= more <= chance_of(posts, timedelta(hours=1), usual)


def test_the_fullest_window_counts_wherever_it_lies() -> None:
    assert most_within(timedelta(minutes=5), minutes(0, 20, 21, 22, 24, 60)) == 4
    assert most_within(timedelta(minutes=5), []) == 0


def test_days_of_its_kind_are_looked_at_and_not_the_day_itself() -> None:
    spans = spans_before(NINE)
    assert len(spans) == EVENINGS
    assert max(end for _, end in spans) == NINE - timedelta(hours=23)
    assert {to_kst(begin).weekday() < 5 for begin, _ in spans} == {True}


def test_what_posts_said_at_that_hour_before_is_what_is_usual(tmp_path: object) -> None:
    database = open_database(f"sqlite:///{tmp_path}/a.db")
    noise(database, days=20)
    with database.reading() as session:
        usual = Chatter(session).usual(GAME.id, NINE)
        elsewhere = Chatter(session).usual("coupang", NINE)
        at_dawn = Chatter(session).usual(GAME.id, NINE + timedelta(hours=8))
    assert set(usual.counts) == {3}
    assert (sum(elsewhere.counts), sum(at_dawn.counts)) == (0, 0)
    database.close()


@pytest.mark.parametrize("noise_first", [True, False])
def test_usual_noise_opens_no_incident_whichever_came_first(
    tmp_path: object, noise_first: bool
) -> None:
    database = open_database(f"sqlite:///{tmp_path}/a.db")
    if noise_first:
        noise(database, days=20)
    post(database, [NINE + timedelta(minutes=20 * n) for n in range(3)])
    with database.reading() as session:
        assert bool(list_incidents(session)) is not noise_first
    if not noise_first:
        noise(database, days=20)
    with database.reading() as session:
        assert list_incidents(session) == []
    post(database, [NINE + timedelta(minutes=n) for n in range(1, 7)])
    with database.reading() as session:
        assert [one.provider_id for one in list_incidents(session)] == [GAME.id]
    database.close()


def noise(database: Database, days: int) -> None:
    """Three doubtful posts each evening of the days before, none of them a report."""
    evenings = [NINE - timedelta(days=number) for number in range(days, 0, -1)]
    times = [evening + timedelta(minutes=15 * n) for evening in evenings for n in range(3)]
    post(database, times, Label.OTHER)


def post(database: Database, times: list[datetime], label: Label = Label.OUTAGE) -> None:
    """Store posts with their signals as detection does, and group them."""
    store_documents(database, [document(at) for at in times])
    with database.writing() as session:
        stored = unread_documents(session, 1000)
        facts = Facts(provider=GAME, affected=(GAME,)) if label is Label.OUTAGE else Facts()
        rows = [one.row for one in stored]
        replace_signals(
            session,
            rows,
            [
                Signal(
                    one.row, 1, Kind.COMMUNITY, one.document.published_at, 0.4, 0.4, Label.OUTAGE,
                    True, "made", one.document.external_id, frozenset({GAME.id}),
                )
                for one in stored
            ],
        )  # fmt: skip
        store_readings(session, [(one, Reading(label, 0.9, facts, "made")) for one in stored])
        regroup(session, rows)


def document(at: datetime) -> Document:
    return Document(
        source="board.example", external_id=at.isoformat(), url=f"https://board.example/{at:%s}",
        kind=Kind.COMMUNITY, published_at=at, title=f"{at:%H:%M:%S} {at:%j} 메이플 렉", body="메이플",
        fetched_at=at,
    )  # fmt: skip
