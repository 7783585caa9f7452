"""How long a source is left alone."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from models.database import Database
from models.records import CrawlOutcome
from models.sources import back_off, record_crawl, resting_sources, source_healths
from models.tables import SourceRow

NOW = datetime(2026, 1, 5, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


@pytest.mark.parametrize(
    ("walls", "minutes"),
    [(0, 15), (1, 15), (2, 30), (3, 60), (4, 120), (5, 240), (6, 480), (7, 960), (8, 1440), (9, 1440), (10_000, 1440)],
)  # fmt: skip
def test_each_further_wall_doubles_the_rest_up_to_a_day(walls: int, minutes: int) -> None:
    assert back_off(walls) == minutes * MINUTE


def record(
    database: Database,
    at: datetime,
    state: str,
    *,
    walls: int = 0,
    until: datetime | None = None,
    error: str = "x",
) -> None:
    errors = () if state == "ok" else (error,)
    record_crawl(
        database, CrawlOutcome("yna", at, at, state, 0, 0, errors, blocks=walls, rests_until=until)
    )


def rest(database: Database, at: datetime = NOW) -> datetime | None:
    with database.reading() as session:
        return resting_sources(session, ["yna"], at).get("yna")


def walls_in_a_row(database: Database) -> int:
    with database.reading() as session:
        row = session.get(SourceRow, "yna")
        assert row is not None
        return row.blocks


def test_a_wall_that_says_nothing_begins_our_own_back_off(database: Database) -> None:
    record(database, NOW, "blocked", walls=1)
    assert rest(database) == NOW + 15 * MINUTE
    later = NOW + 20 * MINUTE
    record(database, later, "blocked", walls=3)
    assert rest(database, later) == later + 30 * MINUTE


def test_what_the_site_asks_for_is_what_it_gets(database: Database) -> None:
    record(database, NOW, "blocked", walls=1, until=NOW + 3 * MINUTE)
    assert rest(database) == NOW + 3 * MINUTE
    assert rest(database, NOW + 3 * MINUTE) is None


def test_a_crawl_that_left_the_source_alone_counts_as_no_further_wall(database: Database) -> None:
    until = NOW + 30 * MINUTE
    record(database, NOW, "blocked", walls=1, until=until, error="HTTP 429")
    record(database, NOW + MINUTE, "blocked", until=until, error="쉬는 출처")
    assert rest(database) == until
    assert walls_in_a_row(database) == 1
    with database.reading() as session:
        [health] = source_healths(session)
    assert (health.state, health.failures, health.problem) == ("blocked", 1, "HTTP 429")


def test_a_success_ends_the_row_of_walls(database: Database) -> None:
    record(database, NOW, "blocked", walls=1)
    record(database, NOW + 20 * MINUTE, "ok")
    assert (walls_in_a_row(database), rest(database)) == (0, None)


@pytest.mark.parametrize("state", ["ok", "broken"])
def test_a_crawl_beside_it_does_not_end_a_rest(database: Database, state: str) -> None:
    until = NOW + 30 * MINUTE
    record(database, NOW, "blocked", walls=1, until=until)
    record(database, NOW + MINUTE, state)
    assert rest(database, NOW + MINUTE) == until
