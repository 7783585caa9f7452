"""With --lang en nothing is Korean but names, titles and quotes from documents."""

from __future__ import annotations

import json
import re
from datetime import timedelta
from functools import cache
from pathlib import Path

import pytest
from one_outage import Run, article, store_outage

from crawler.catalogue import load_catalogue
from detector.gazetteer import gazetteer
from models import clock
from models.database import Database
from models.documents import store_documents
from models.problems import Problem, at
from models.records import Coverage, CrawlOutcome, Kind
from models.sources import record_crawl

_RUN = re.compile("[가-힣]+")
#: Every command that only reads, and the ways in which it tells.
_READING = (
    ["now"], ["now", "--json"], ["incidents"], ["incidents", "--md"], ["show", "20181122-aws-seoul"],
    ["show", "20181122-aws-seoul", "--json"], ["reports"], ["search", "AWS"], ["dependencies"],
    ["dependencies", "AWS"], ["sources", "yna"], ["sources", "etnews"], ["sources", "yna", "--json"],
    ["db", "check"], ["config"], ["config", "check"], ["alerts", "list"], ["alerts", "dead-letters"],
    ["review", "--days", "9999"], ["names"], ["digest", "--date", "2018-11-22"],
    ["digest", "--date", "2018-11-22", "--format", "md"], ["digest", "--date", "2001-01-01"],
    ["digest", "--date", "2018-11-22", "--format", "html"], ["digest", "--date", "today", "--json"],
    ["digest", "--date", "2001-01-01", "--format", "json"],
    ["digest", "--period", "month", "--date", "2018-11-22", "--format", "md"],
    ["detect"], ["label", "1"], ["label", "nothing", "outage"], ["label", "1", "--undo"],
    ["show", "nothing"], ["alerts", "test"], ["alerts", "mute", "zzz"], ["alerts", "ack", "x"],
    ["db", "backup", "/proc/no/such"], ["crawl", "nothing"], ["sources", "nothing"],
    ["incidents", "--provider", "zzz"], ["completion", "tcsh"], ["evaluate", "/no/such"],
)  # fmt: skip


def _problems() -> tuple[str, ...]:
    """What a crawl has to say of what went wrong."""
    return (
        at("https://a.example/", Problem("problem.fetch.robots_unread", why="HTTP 500")),
        Problem("problem.crawl.gap", pages=5),
        at("https://a.example/", Problem("problem.parse.no_rows")),
    )


@pytest.fixture
def filled(database: Database) -> Database:
    """An outage, and crawls that failed in several ways."""
    store_outage(database)
    now = clock.now()
    began = now - timedelta(minutes=2)
    record_crawl(database, CrawlOutcome("yna", began, now, "broken", 0, 0, _problems()))
    record_crawl(
        database,
        CrawlOutcome(
            "etnews", began, now, "blocked", 0, 0, (Problem("problem.wall.login"),), blocks=1,
            rests_until=now + timedelta(hours=1), coverage=Coverage(),
        ),
    )  # fmt: skip
    return database


@cache
def _names() -> str:
    """Return every name that may stand: of providers, services and sources."""
    parties = [name for entry in gazetteer().values() for name in (entry.name, *entry.surfaces)]
    return " ".join([*parties, *(source.name for source in load_catalogue().values())])


def leaks(said: str) -> set[str]:
    """Return the Korean that is of no document: what the documents and names say may stand."""
    document = article()
    known = document.title + document.body + _names()
    return {run for run in _RUN.findall(said) if run not in known}


@pytest.mark.parametrize("arguments", _READING, ids=" ".join)
@pytest.mark.usefixtures("filled")
def test_a_command_speaks_english_alone(run: Run, url: str, arguments: list[str]) -> None:
    has_database = arguments[0] not in {"config", "names", "completion", "evaluate"}
    result = run(*arguments, *(["--db", url] if has_database else []), "--lang", "en")
    assert result.output or "--json" in arguments
    assert leaks(result.stdout + result.stderr) == set()


def test_the_list_of_sources_is_english_but_for_the_notes_on_those_not_used(
    run: Run, url: str, filled: Database
) -> None:
    told = run("sources", "--db", url, "--lang", "en").stdout
    assert leaks(told) == set()
    assert "its robots.txt could not be had, so nothing was asked (HTTP 500)" in " ".join(
        told.split()
    )


def test_records_of_sources_are_english_too(run: Run, url: str, filled: Database) -> None:
    told = run("sources", "etnews", "--json", "--db", url, "--lang", "en").stdout
    found = json.loads(told)
    assert found["why"].startswith("rests until ")
    assert found["why"].endswith(": a login page")
    assert found["crawls"][0]["errors"] == ["a login page"]
    assert (
        json.loads(run("sources", "etnews", "--json", "--db", url).stdout)["problem"]
        == "로그인 페이지"
    )


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ('{"id": "1"}', "the key 'title' is missing"), ("{x", "is not JSON (character 2)"),
        ("[]", "is no JSON object"),
    ],
)  # fmt: skip
def test_a_bad_line_is_told_in_english(
    run: Run, url: str, tmp_path: Path, line: str, told: str
) -> None:
    file = tmp_path / "a.jsonl"
    file.write_text(line + "\n", encoding="utf-8")
    for command in (["import"], ["replay"]):
        with_database = ["--db", url] if command == ["import"] else []
        result = run(*command, file, *with_database, "--lang", "en")
        assert f"a.jsonl:1: {told}" in result.stderr
        assert not _RUN.search(result.output)


@pytest.mark.parametrize(
    ("database_named", "told"),
    [
        ("nothing", "no address of a database"),
        ("sqlite:////proc/no/x.db", "the folder cannot be made"),
        ("postgresql://u@127.0.0.1:1/x", ""),
    ],
)
def test_a_database_that_cannot_be_opened_is_told_in_english(
    run: Run, database_named: str, told: str
) -> None:
    result = run("incidents", "--db", database_named, "--lang", "en")
    assert result.exit_code == 1
    assert told in result.stderr
    assert not _RUN.search(result.stderr)


def test_reading_texts_speaks_english(run: Run, tmp_path: Path) -> None:
    wall = tmp_path / "wall.html"
    wall.write_text("<html><title>Access Denied</title><body></body></html>", encoding="utf-8")
    for command in ("parse", "analyze"):
        result = run(command, wall, "--lang", "en")
        assert "a security check (Access Denied)" in result.output
        assert not _RUN.search(result.output)


def test_an_address_that_refuses_is_not_said_to_forbid(run: Run) -> None:
    result = run("parse", "http://127.0.0.1:9/", "--lang", "en")
    assert "its robots.txt could not be had, so nothing was asked (the connection was refused)" in (
        result.stderr
    )


def test_every_help_is_english_but_for_names_to_type(run: Run) -> None:
    commands = run("--help", "--lang", "en").stdout
    assert not _RUN.search(commands)


def test_documents_of_their_own_language_stay_as_they_are(
    run: Run, url: str, database: Database
) -> None:
    title = "한글 제목 그대로"
    store_documents(database, [article(external_id="2", title=title, kind=Kind.COMMUNITY)])
    assert title in run("search", "제목", "--db", url, "--lang", "en").stdout
