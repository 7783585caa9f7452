"""Which sources a digest names as blind spots."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from datetime import date, timedelta

from one_outage import Run

from crawler.catalogue import Source, load_catalogue
from detector.cli.late import failed_sources
from detector.digest import FailedSource
from models.clock import parse_iso
from models.database import Database
from models.records import CrawlOutcome
from models.sources import record_crawl

DAY = date(2025, 6, 2)
LATER = parse_iso("2025-06-10T00:00:00")


def enabled_source() -> Source:
    return next(s for s in load_catalogue().values() if s.enabled and s.interval_minutes <= 60)


def crawl(database: Database, source: str, at: str, state: str = "ok") -> None:
    finished = parse_iso(at)
    started = finished - timedelta(minutes=1)
    record_crawl(database, CrawlOutcome(source, started, finished, state, 1, 1, ()))


def spots(database: Database, sources: Iterable[Source] = (), now: str = "") -> list[FailedSource]:
    moment = parse_iso(now) if now else LATER
    with database.reading() as session:
        return failed_sources(session, list(sources), DAY, moment)


def test_a_broken_and_a_blocked_crawl_of_that_day_are_blind_spots(database: Database) -> None:
    crawl(database, "a", "2025-06-02T10:00:00", "broken")
    crawl(database, "b", "2025-06-02T10:00:00", "blocked")
    crawl(database, "c", "2025-06-02T10:00:00")
    crawl(database, "d", "2025-06-01T10:00:00", "broken")
    assert spots(database) == [FailedSource("a", "broken"), FailedSource("b", "blocked")]


def test_a_source_that_was_crawled_before_and_not_that_day_was_late(database: Database) -> None:
    source = enabled_source()
    crawl(database, source.id, "2025-06-01T10:00:00")
    assert spots(database, [source]) == [FailedSource(source.id, "late")]


def test_a_source_that_was_crawled_that_day_or_never_before_was_not_late(
    database: Database,
) -> None:
    source = enabled_source()
    assert spots(database, [source]) == []
    crawl(database, source.id, "2025-06-03T10:00:00")
    assert spots(database, [source]) == []
    crawl(database, source.id, "2025-06-02T00:10:00")
    assert spots(database, [source]) == []


def test_today_is_late_only_after_a_day_without_a_crawl(database: Database) -> None:
    source = enabled_source()
    crawl(database, source.id, "2025-06-01T20:00:00")
    assert spots(database, [source], "2025-06-02T08:00:00") == []
    assert spots(database, [source], "2025-06-02T21:00:00") != []


def test_the_digest_of_a_blind_day_is_not_empty(run: Run, url: str, database: Database) -> None:
    crawl(database, "somewhere", "2025-06-02T10:00:00", "blocked")
    text = run("digest", "--date", "2025-06-02", "--db", url).stdout_bytes.decode("utf-8-sig")
    (row,) = csv.DictReader(io.StringIO(text, newline=""))
    assert (row["status"], row["headline"], row["cause"]) == ("blind-spot", "somewhere", "blocked")


def test_sources_tell_how_each_is(run: Run, url: str, database: Database) -> None:
    crawl(database, "somewhere", "2025-06-02T10:00:00", "blocked")
    assert "somewhere  (목록에 없음)  막힘" in run("sources", "--db", url).stdout
    assert enabled_source().id in run("sources", "--json", "--db", url).stdout
