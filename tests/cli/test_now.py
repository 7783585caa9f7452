"""`meoktong now`: what is down, since when, how sure, who is hit, and when the data are from."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from one_outage import Run, article, store_outage

from detector.cli.help_text import columns_of
from detector.cli.now_view import view_now
from models import clock
from models.database import Database
from models.documents import store_documents
from models.incidents import list_incidents
from models.records import AffectedService, CrawlOutcome, Incident, Precision, Status
from models.sources import record_crawl

NOW = datetime(2026, 11, 22, 6, 4, tzinfo=clock.KST)
SOURCES = ("sources_watched", "sources_healthy", "sources_never_read")


def known(database: Database, **changed: object) -> Incident:
    store_outage(database, **changed)
    with database.reading() as session:
        return list_incidents(session)[0]


def down(database: Database, hours: float = 3.6, **changed: object) -> None:
    """Store an outage that began so long ago and was told of a minute ago."""
    now = clock.now()
    fields: dict[str, object] = {
        "started_at": now - timedelta(hours=hours), "ended_at": None, "duration_minutes": None,
        "first_seen": now - timedelta(hours=hours - 0.1), "last_seen": now - timedelta(minutes=1),
    }  # fmt: skip
    store_outage(database, **(fields | changed))
    record_crawl(database, CrawlOutcome("yna", now, now, "ok", 40, 40))


@pytest.mark.parametrize(
    ("status", "age", "place"),
    [
        (Status.CONFIRMED, timedelta(hours=1), "open"),
        (Status.SUSPECTED, timedelta(hours=24), "open"),
        (Status.RECOVERING, timedelta(hours=24, minutes=1), "silent"),
        (Status.RESOLVED, timedelta(hours=1), "over"),
        (Status.RESOLVED, timedelta(hours=7), None),
        (Status.RETRACTED, timedelta(hours=1), None),
    ],
)
def test_an_incident_is_of_now_by_its_state_and_its_last_report(
    database: Database, status: Status, age: timedelta, place: str | None
) -> None:
    incident = known(
        database, status=status, ended_at=None, duration_minutes=None,
        first_seen=NOW - timedelta(days=2), last_seen=NOW - age,
    )  # fmt: skip
    view = view_now([incident], NOW)
    found = {name for name in ("open", "silent", "over") if getattr(view, name)}
    assert found == ({place} if place else set())


def test_the_gravest_come_first(database: Database) -> None:
    one = known(database, last_seen=NOW, ended_at=None, duration_minutes=None)

    def like(id: str, **changed: object) -> Incident:
        return replace(one, id=id, **changed)  # type: ignore[arg-type]

    incidents = [
        like("a", status=Status.SUSPECTED, severity="critical"),
        like("b", status=Status.CONFIRMED, severity="minor"),
        like("c", status=Status.CONFIRMED, severity="critical"),
        like("d", status=Status.RECOVERING, severity="critical"),
    ]
    assert [found.id for found in view_now(incidents, NOW).open] == ["c", "b", "d", "a"]


def test_what_is_down_is_told_with_its_length_and_victims(
    run: Run, url: str, database: Database
) -> None:
    hit = AffectedService("coupang", "쿠팡", clock.now(), 3)
    down(database, affected=(hit,), independent_sources=4)
    shown = run("now", "--db", url, env={"COLUMNS": "80"}).stdout
    assert shown.startswith("지금 먹통 1건")
    assert "● 확인  AWS 서울 리전  3시간 36분째" in shown
    assert "확신 0.93, 서로 다른 출처 4곳" in shown
    assert "영향 쿠팡" in shown
    assert all(columns_of(line) <= 80 for line in shown.splitlines())


def test_one_whose_day_alone_is_known_has_no_length(run: Run, url: str, database: Database) -> None:
    down(database, started_precision=Precision.DAY)
    shown = run("now", "--db", url).stdout
    assert "째" not in shown
    assert ")부터" in shown


def test_old_data_are_not_taken_for_now(run: Run, url: str, database: Database) -> None:
    store_documents(database, [article(fetched_at=clock.now() - timedelta(hours=5))])
    result = run("now", "--db", url)
    assert result.stdout.startswith("자료가 오래되어")
    assert "5시간 전" in result.stdout
    assert "meoktong crawl" in result.stderr


def test_silence_of_blind_sources_is_not_called_quiet(
    run: Run, url: str, database: Database
) -> None:
    store_documents(database, [article(fetched_at=clock.now())])
    shown = run("now", "--db", url).stdout
    assert "출처의 절반도 보지 못하고 있습니다" in shown
    assert "여기서 읽은 출처 없음" in shown


def test_without_any_data_it_says_so(run: Run, url: str) -> None:
    assert "모은 자료가 없습니다" in run("now", "--db", url).stdout


def test_its_records_say_when_the_data_are_from(run: Run, url: str, database: Database) -> None:
    down(database)
    record = json.loads(run("now", "--json", "--db", url).stdout)
    assert record["status"] == "confirmed"
    assert {"as_of", "data_through", *SOURCES} <= record.keys()
    table = run("now", "--csv", "--db", url).stdout_bytes.decode("utf-8-sig")
    assert next(csv.DictReader(io.StringIO(table)))["id"] == record["id"]


def test_a_failing_source_is_named(run: Run, url: str, database: Database) -> None:
    now = clock.now()
    record_crawl(database, CrawlOutcome("yna", now, now, "broken", 0, 0, errors=("HTTP 500",)))
    assert "보지 못하는 출처: yna" in run("now", "--db", url).stderr


def test_it_speaks_english_too(run: Run, url: str, database: Database) -> None:
    down(database)
    shown = run("now", "--db", url, "--lang", "en").stdout
    assert "Down now: 1" in shown
    assert "for 3 h 36 min (since " in shown
