"""Which sources a digest names as blind spots."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta

import pytest
from one_outage import Run, article

from crawler.catalogue import Source, load_catalogue
from detector.digests.rows import OWN, FailedSource
from detector.views.blind_spots import EVERY_SOURCE, failed_sources
from models.clock import parse_iso
from models.database import Database
from models.documents import store_documents
from models.records import CrawlOutcome
from models.sources import record_crawl

DAY = date(2025, 6, 2)
LATER = parse_iso("2025-06-10T00:00:00")
PAPER = next(
    replace(source, id="paper", interval_minutes=30)
    for source in load_catalogue().values()
    if source.enabled and not source.needs_key
)


def crawl(database: Database, source: str, at: str, state: str = "ok", problem: str = "") -> None:
    finished = parse_iso(f"2025-{at}:00")
    started = finished - timedelta(minutes=1)
    errors = (problem,) if problem else ()
    record_crawl(database, CrawlOutcome(source, started, finished, state, 1, 1, errors))


def spots(database: Database, sources: Iterable[Source] = (), now: str = "") -> list[FailedSource]:
    """Return the blind spots of sources, without what is our own fault."""
    return [one for one in every_spot(database, sources, now) if one.id != OWN]


def every_spot(
    database: Database, sources: Iterable[Source] = (), now: str = ""
) -> list[FailedSource]:
    moment = parse_iso(f"2025-{now}:00") if now else LATER
    with database.reading() as session:
        return failed_sources(session, list(sources), DAY, moment)


def states(found: Iterable[FailedSource]) -> list[tuple[str, str]]:
    return [(spot.id, spot.state) for spot in found]


def test_a_source_that_failed_at_the_end_of_that_day_is_a_blind_spot(database: Database) -> None:
    crawl(database, "a", "06-02T10:00", "broken", "HTTP 500")
    crawl(database, "b", "06-02T10:00", "blocked", "HTTP 430")
    crawl(database, "c", "06-02T10:00")
    crawl(database, "d", "06-01T10:00", "broken")
    assert spots(database) == [
        FailedSource("a", "broken", "HTTP 500"),
        FailedSource("b", "blocked", "HTTP 430"),
    ]


@pytest.mark.parametrize(
    ("crawls", "state"),
    [
        (["06-02T23:40"], None),
        (["06-02T00:10"], "late"),  # nobody looked for the rest of the day
        (["06-01T10:00"], "late"),
        (["05-01T10:00"], "late"),
        (["06-02T22:29"], "late"),
        (["06-02T22:30"], None),  # three intervals of 30 minutes
        (["06-03T00:00"], None),  # first crawled after that day
        ([], None),
        (["06-02T03:00", "06-02T10:00", "06-02T23:40"], "late"),
        (["06-01T18:00", "06-02T06:00", "06-02T12:00", "06-02T18:00", "06-02T23:50"], None),
    ],
)
def test_a_source_is_late_where_a_day_went_by_without_crawls(
    database: Database, crawls: list[str], state: str | None
) -> None:
    store_documents(database, [article(published_at=parse_iso("2025-06-02T09:00:00"))])
    for at in crawls:
        crawl(database, PAPER.id, at)
    assert states(spots(database, [PAPER])) == ([(PAPER.id, state)] if state else [])


def test_a_blind_spot_says_since_when_and_until_when(database: Database) -> None:
    for at, state in (("03:00", "ok"), ("05:00", "broken"), ("11:00", "ok"), ("17:00", "ok")):
        crawl(database, PAPER.id, f"06-02T{at}", state, "HTTP 500" if state == "broken" else "")
    crawl(database, PAPER.id, "06-02T22:45")
    begin, end = parse_iso("2025-06-02T03:00:00"), parse_iso("2025-06-02T11:00:00")
    assert spots(database, [PAPER]) == [FailedSource(PAPER.id, "broken", "HTTP 500", begin, end)]


def test_today_is_judged_as_of_now(database: Database) -> None:
    crawl(database, PAPER.id, "06-02T08:00")
    assert spots(database, [PAPER], "06-02T09:30") == []
    (spot,) = spots(database, [PAPER], "06-02T09:31")
    assert (spot.state, spot.since) == ("late", parse_iso("2025-06-02T08:00:00"))
    assert "2025-06-02 08:00 뒤로 수집하지 않았습니다" in spot.reason


@pytest.mark.parametrize(
    ("crawls", "now", "since"),
    [
        (["06-02T08:00"], "06-02T09:00", None),
        (["06-02T08:00"], "06-02T09:01", "06-02T08:00"),
        (["06-02T08:00"], "", "06-02T08:00"),  # … and it still says so on another day
        (["06-02T08:00", "06-02T23:30"], "", None),
        (["06-01T08:00"], "", "06-01T08:00"),
        (["06-03T08:00"], "", None),
        ([], "", None),
    ],
)
def test_a_crawler_that_stands_still_for_two_intervals_is_our_own_fault(
    database: Database, crawls: list[str], now: str, since: str | None
) -> None:
    store_documents(database, [article(published_at=parse_iso("2025-06-02T07:00:00"))])
    for at in crawls:
        crawl(database, PAPER.id, at, "broken", "HTTP 500")  # it ran, however that went
    own = [one for one in every_spot(database, [PAPER], now) if one.id == OWN]
    assert [one.since for one in own] == ([parse_iso(f"2025-{since}:00")] if since else [])
    assert all("먹통 자신의 탈" in one.reason for one in own)


def test_two_intervals_of_a_slow_source_are_longer(database: Database) -> None:
    slow = replace(PAPER, interval_minutes=120)
    crawl(database, slow.id, "06-02T08:00")
    assert every_spot(database, [slow], "06-02T12:00") == []
    assert [one.id for one in every_spot(database, [slow], "06-02T12:01")] == [OWN]


def test_what_comes_after_a_day_changes_nothing_in_it(database: Database) -> None:
    crawl(database, PAPER.id, "06-02T20:00")
    before = spots(database, [PAPER], "06-03T00:00")
    crawl(database, PAPER.id, "06-03T08:00", "blocked", "HTTP 429")
    assert states(before) == [(PAPER.id, "late")]
    assert spots(database, [PAPER]) == before


def test_a_source_out_of_use_is_not_late_and_one_that_lacks_its_key_is_no_trouble(
    database: Database,
) -> None:
    keyed = next(source for source in load_catalogue().values() if source.needs_key)
    off = replace(PAPER, enabled=False, reason="쓰지 않음")
    for source in (keyed, off):
        crawl(database, source.id, "06-01T20:00")
    assert spots(database, [off, keyed]) == []


def test_a_day_of_which_nothing_is_known_is_one_blind_spot(database: Database) -> None:
    crawl(database, PAPER.id, "06-03T10:00")
    (spot,) = spots(database, [PAPER])
    assert (spot.id, spot.state) == (EVERY_SOURCE, "late")
    assert "조용한 날이라는 뜻이 아닙니다" in spot.reason
    assert spots(database, [PAPER], "06-01T10:00") == []  # that day is still to come


@pytest.mark.usefixtures("outage")
def test_a_day_of_an_archive_is_no_blind_spot(database: Database) -> None:
    with database.reading() as session:
        told = date(2018, 11, 22)
        assert failed_sources(session, [PAPER], told, LATER) == []
        assert failed_sources(session, [PAPER], told + timedelta(days=3), LATER) != []


def test_the_digest_of_a_blind_day_is_not_empty_and_has_the_same_bytes_twice(
    run: Run, url: str, database: Database
) -> None:
    crawl(database, "somewhere", "06-02T10:00", "blocked", "=HTTP 430")
    first, second = (run("digest", "--date", "2025-06-02", "--db", url) for _ in range(2))
    assert first.stdout_bytes == second.stdout_bytes
    text = first.stdout_bytes.decode("utf-8-sig")
    (row,) = csv.DictReader(io.StringIO(text, newline=""))
    assert (row["status"], row["headline"]) == ("blind-spot", "somewhere")
    assert (row["cause"], row["started"], row["ongoing"]) == ("blocked: =HTTP 430", "", "")


def test_the_digest_tells_how_long_a_source_was_blind(
    run: Run, url: str, database: Database
) -> None:
    source = next(one for one in load_catalogue().values() if one.interval_minutes == 30)
    for hour in (1, 9, 14, 19, 23):
        crawl(database, source.id, f"06-02T{hour:02}:00")
    text = run("digest", "--date", "2025-06-02", "--db", url).stdout_bytes.decode("utf-8-sig")
    (row,) = csv.DictReader(io.StringIO(text, newline=""))
    assert (row["headline"], row["cause"]) == (source.id, "late: 그동안 수집하지 않았습니다")
    assert (row["started"][11:16], row["ended"][11:16]) == ("01:00", "09:00")
    assert (row["duration_minutes"], row["ongoing"]) == ("480", "false")
