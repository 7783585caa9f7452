"""Keeping what each crawl brought, and how each source is."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from models.database import Database
from models.records import CrawlOutcome
from models.sources import FailedCrawl, SourceHealth, failed_crawls, record_crawl, source_healths

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


def test_failed_crawls_are_the_last_of_each_source_in_the_span(database: Database) -> None:
    crawl(database, 0, "broken", errors=("먼저",))
    last = crawl(database, 1, "blocked", errors=("나중",))
    crawl(database, 2)
    other = crawl(database, 3, "broken", source="mbc")
    crawl(database, 30, "broken", source="mbc", errors=("다음 날",))
    with database.reading() as session:
        found = failed_crawls(session, START, START + timedelta(days=1))
    assert found == [
        FailedCrawl("mbc", other, "broken", ""),
        FailedCrawl("yna", last, "blocked", "나중"),
    ]


def test_a_span_has_its_beginning_and_not_its_end(database: Database) -> None:
    done = crawl(database, 0, "broken", errors=("x",))
    with database.reading() as session:
        assert len(failed_crawls(session, done, done + timedelta(seconds=1))) == 1
        assert failed_crawls(session, START, done) == []
