"""How many sources are well is said alike everywhere, and never of sources that nobody read here."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from crawler.catalogue import load_catalogue
from crawler.keys import missing_key
from detector.page.app import create_app
from detector.page.settings import PageSettings
from detector.views.watch import watched_within
from models import clock
from models.database import Database
from models.records import CrawlOutcome
from models.sources import record_crawl

ROOT = Path(__file__).parents[2]
CATALOGUE = load_catalogue()
COULD = [one.id for one in CATALOGUE.values() if one.enabled and not missing_key(one)]
OFF = next(one.id for one in CATALOGUE.values() if not one.enabled)


@pytest.fixture
def crawled(database: Database) -> Database:
    """Two sources of the catalogue and one of one's own were crawled, of them one in vain."""
    at = clock.now() - timedelta(minutes=2)
    for source, state in ((COULD[0], "ok"), (COULD[1], "broken"), ("my-own", "ok"), (OFF, "ok")):
        problems = () if state == "ok" else ("HTTP 500",)
        outcome = CrawlOutcome(source, at, at, state, 900, 1, problems)
        record_crawl(database, outcome)
    return database


def said(database: Database, *arguments: str) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "detector.cli", *arguments],
        env={**os.environ, "PYTHONPATH": str(ROOT), "MEOKTONG_DB": str(database.engine.url)},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    return done.stdout + done.stderr


def test_the_page_counts_what_was_crawled_here_and_tells_of_the_rest_apart(
    crawled: Database,
) -> None:
    client = TestClient(create_app(crawled, PageSettings()), base_url="http://localhost")
    told = client.get("/now.json").json()["sources"]
    assert told == {"watched": 3, "ok": 2, "never_read": len(COULD) - 2}
    assert client.get("/healthz").json()["sources"] == told
    figures = client.get("/metrics").text
    assert 'meoktong_sources{state="watched"} 3\n' in figures
    assert 'meoktong_sources{state="ok"} 2\n' in figures
    assert f'meoktong_sources{{state="never_read"}} {len(COULD) - 2}\n' in figures
    shown = client.get("/").text
    assert "출처 3곳 중 2곳 정상" in shown
    assert f"목록의 출처 {len(COULD) - 2}곳은 여기서 읽은 적이 없습니다." in shown


@pytest.mark.parametrize("command", ["now", "sources", "incidents"])
def test_the_command_line_says_what_the_page_says(crawled: Database, command: str) -> None:
    shown = said(crawled, command)
    assert "출처 3곳 중 2곳 정상" in shown
    assert "읽은 적" in shown


def test_the_digest_counts_the_sources_of_its_day(crawled: Database) -> None:
    now = clock.now()
    said_today = said(crawled, "digest", "--date", "오늘", "--format", "md")
    assert COULD[1] in said_today
    assert "알려진 사건이 없습니다" in said_today
    with crawled.reading() as session:
        seen = watched_within(session, now - timedelta(hours=1), now, ["late-one"])
    assert seen == {*COULD[:2], "my-own", OFF, "late-one"}


def test_where_nothing_was_crawled_no_share_is_told(database: Database) -> None:
    shown = said(database, "now")
    assert "여기서 읽은 출처 없음" in shown
    assert "정상" not in shown
