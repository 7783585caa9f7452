"""Keeping what each crawl brought, and how each source is."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import event, update

from models.database import Database
from models.health import (
    SPANS,
    CrawlMark,
    SourceHistory,
    Span,
    crawl_marks,
    recent_crawls,
    source_histories,
)
from models.records import Coverage, CrawlOutcome
from models.sources import SourceHealth, record_crawl, source_healths
from models.tables import CrawlRow

HOUR = timedelta(hours=1)
START = datetime(2026, 1, 5, 0, 0, tzinfo=UTC)


def crawl(
    database: Database,
    hour: int,
    state: str = "ok",
    *,
    source: str = "yna",
    new: int = 0,
    errors: tuple[str, ...] = (),
) -> datetime:
    """Record a crawl that began at this hour; return when it ended."""
    begun = START + timedelta(hours=hour)
    done = begun + timedelta(minutes=2)
    record_crawl(database, CrawlOutcome(source, begun, done, state, 40, new, errors))
    return done


def healths(database: Database) -> list[SourceHealth]:
    with database.reading() as session:
        return source_healths(session)


def test_a_first_good_crawl_makes_a_healthy_source(database: Database) -> None:
    done = crawl(database, 0, new=3)
    assert healths(database) == [SourceHealth("yna", "ok", done, done, 0, None)]


def test_failures_in_a_row_are_counted_until_a_success(database: Database) -> None:
    good = crawl(database, 0, new=1)
    crawl(database, 1, "broken", errors=("HTTP 500", "또"))
    crawl(database, 2, "blocked", errors=("HTTP 403",))
    assert healths(database) == [SourceHealth("yna", "blocked", good, good, 2, "HTTP 403")]
    later = crawl(database, 3)
    assert healths(database) == [SourceHealth("yna", "ok", later, good, 0, None)]


def test_a_source_that_never_worked_has_no_success(database: Database) -> None:
    crawl(database, 0, "broken", errors=("이름을 찾을 수 없습니다",))
    (health,) = healths(database)
    assert (health.last_success_at, health.last_new_document_at, health.failures) == (None, None, 1)


def test_a_failing_crawl_may_bring_documents(database: Database) -> None:
    done = crawl(database, 0, "broken", new=2, errors=("한 페이지가 깨짐",))
    (health,) = healths(database)
    assert (health.last_success_at, health.last_new_document_at) == (None, done)


def test_a_success_may_have_something_to_say(database: Database) -> None:
    crawl(database, 0, errors=("한 기사를 읽지 못함",))
    (health,) = healths(database)
    assert (health.state, health.problem) == ("ok", "한 기사를 읽지 못함")


def test_sources_come_by_id(database: Database) -> None:
    for source in ("ytn", "clien-park", "mbc"):
        crawl(database, 0, source=source)
    assert [health.id for health in healths(database)] == ["clien-park", "mbc", "ytn"]


def histories(database: Database, at: datetime) -> dict[str, SourceHistory]:
    with database.reading() as session:
        return source_histories(session, at)


@pytest.mark.parametrize(
    ("ago", "place"),
    [
        (HOUR, 0),
        (6 * HOUR, 0),
        (7 * HOUR, 1),
        (13 * HOUR, 2),
        (24 * HOUR, 3),
        (25 * HOUR, 4),
        (27 * 24 * HOUR, 5),
        (29 * 24 * HOUR, None),
    ],
)
def test_each_crawl_counts_in_the_span_it_ended_in(
    database: Database, ago: timedelta, place: int | None
) -> None:
    ended = START - ago
    record_crawl(
        database,
        CrawlOutcome(
            "yna", ended, ended, "ok", 9, 4, ("robots",), 0, 0, 2, coverage=Coverage(5, 4, 3, 2)
        ),
    )
    found = histories(database, START)["yna"]
    there = Span(1, 1, 0, 4, 2, Coverage(5, 4, 3, 2))
    assert found.spans == tuple(
        there if number == place else Span() for number in range(len(SPANS))
    )
    assert found.last is not None
    assert (found.last.finished_at, found.first_crawl_at) == (ended, ended)
    assert found.last.coverage == Coverage(5, 4, 3, 2)


def test_spans_tell_good_crawls_unchanged_lists_and_unreadable_pages_apart(
    database: Database,
) -> None:
    usual = CrawlOutcome("yna", START, START, "ok", 0, 0, unchanged=1)
    for changed in (
        {},
        {"documents": 3, "failed": 2},
        {"documents": 0, "unchanged": 0, "failed": 7, "state": "broken"},
        {"state": "blocked", "unchanged": 0},
    ):
        record_crawl(database, replace(usual, **changed))  # type: ignore[arg-type]
    found = histories(database, START + HOUR)["yna"]
    assert found.over(4) == Span(crawls=4, good=2, kept=1, new=0, failed=2)
    assert found.before(4) == Span()


def test_crawls_from_before_coverage_was_counted_have_none(database: Database) -> None:
    crawl(database, 0, new=2)
    with database.writing() as session:
        session.execute(update(CrawlRow).values(coverage=None))
    found = histories(database, START + HOUR)["yna"]
    assert found.over(1) == Span(1, 1, 0, 2)
    assert found.last is not None
    assert found.last.coverage == Coverage()


def test_a_history_is_as_of_its_moment(database: Database) -> None:
    first = crawl(database, 0)
    second = crawl(database, 5, "broken", errors=("HTTP 500",))
    crawl(database, 0, source="mbc")
    found = histories(database, second)["yna"]
    assert found.last is not None
    assert (found.last.finished_at, found.last.state) == (first, "ok")
    assert histories(database, first)["yna"].last is None
    now = histories(database, START + 6 * HOUR)
    assert list(now) == ["mbc", "yna"]
    assert now["yna"].last is not None
    assert now["yna"].last.errors == ("HTTP 500",)
    assert (now["yna"].failures, now["yna"].problem) == (1, "HTTP 500")


def test_histories_take_two_queries_however_many_sources_there_are(database: Database) -> None:
    for number in range(30):
        crawl(database, 0, source=f"source-{number}")
    asked: list[str] = []
    with database.reading() as session:
        event.listen(
            session.connection(),
            "before_cursor_execute",
            lambda _connection, _cursor, statement, *_rest: asked.append(statement),
        )
        assert len(source_histories(session, START + HOUR)) == 30
    assert len(asked) == 2


def test_marks_are_the_crawls_of_a_span_and_the_last_good_one_before(database: Database) -> None:
    crawl(database, 0)
    before = crawl(database, 1)
    crawl(database, 2, "broken", errors=("전날",))
    inside = crawl(database, 3, "blocked", errors=("HTTP 403",))
    crawl(database, 9)
    with database.reading() as session:
        found = crawl_marks(session, START + 3 * HOUR, START + 9 * HOUR)
    assert found == {
        "yna": [
            CrawlMark(before, "ok", late=False, problem=None),
            CrawlMark(inside, "blocked", late=False, problem="HTTP 403"),
        ]
    }


def test_recent_crawls_come_newest_first(database: Database) -> None:
    ends = [crawl(database, hour) for hour in range(4)]
    crawl(database, 9, source="mbc")
    with database.reading() as session:
        found = recent_crawls(session, "yna", 3)
    assert [one.finished_at for one in found] == ends[:0:-1]
