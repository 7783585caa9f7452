"""No command that prints lets a string from outside reach the terminal as a control."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path

import pytest
from one_outage import Run, article, incident_of, reading_of
from test_shown import EVIL, is_harmless

from models import clock
from models.database import Database
from models.documents import find_documents, store_documents
from models.incidents import replace_incidents
from models.records import AffectedService, CrawlOutcome, Kind
from models.reports import store_readings
from models.sources import record_crawl

FORMS = ["", "--json", "--csv", "--tsv", "--md"]
STORED = [
    ["now"], ["incidents"], ["reports"], ["search", "가짜"], ["sources"], ["sources", EVIL],
    ["dependencies"], ["dependencies", EVIL], ["show", "evil"],
]  # fmt: skip
ONLY_JSON = {"show"}


@pytest.fixture
def evil(database: Database) -> Database:
    """A database in which every text that can come from outside is hostile."""
    now = clock.now()
    document = article(
        source=EVIL, external_id=EVIL, url=f"https://example.com/{EVIL}", title=f"먹통 {EVIL}",
        body=f"AWS 서울 리전 오류로 쿠팡이 멈췄다. 84분 동안. 22일 오류 {EVIL}", published_at=now,
        kind=Kind.COMMUNITY,
    )  # fmt: skip
    store_documents(database, [document])
    with database.writing() as session:
        stored = find_documents(session, [1])[0]
        store_readings(session, [(stored, reading_of(stored.document))])
        hits = (AffectedService("coupang", EVIL, now, 1), AffectedService(EVIL, EVIL, now, 1))
        incident = incident_of(
            stored, id="evil", headline=EVIL, provider_name=EVIL, region=EVIL, affected=hits,
            started_at=now - timedelta(hours=1), ended_at=None, duration_minutes=None,
        )  # fmt: skip
        replace_incidents(session, [], [incident])
    record_crawl(database, CrawlOutcome(EVIL, now, now, "broken", 0, 0, errors=(EVIL,)))
    return database


def check(output: str, line_ends: str = "\n") -> None:
    for sign in line_ends:
        output = output.replace(sign, "")
    assert is_harmless(output)
    assert "\n" not in output


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("arguments", STORED)
@pytest.mark.parametrize("language", ["ko", "en"])
def test_what_is_stored_is_shown_with_visible_marks(
    run: Run, url: str, evil: Database, arguments: list[str], form: str, language: str
) -> None:
    if form in FORMS[2:] and arguments[0] in ONLY_JSON:
        pytest.skip("shows one thing, not a list")
    asked = [*arguments, *([form] if form else []), "--db", url, "--lang", language]
    result = run(*asked)
    assert result.stdout_bytes or result.exit_code
    ends = {"--csv": "\r\n\ufeff", "--tsv": "\t\n"}.get(form, "\n")
    check(result.stdout_bytes.decode(), ends)
    check(result.stderr)
    forged = {line.strip() for line in (result.stdout + result.stderr).splitlines()}
    assert "meoktong: 됐습니다" not in forged


def test_tables_of_hostile_texts_run_nothing(run: Run, url: str, evil: Database) -> None:
    with evil.writing() as session:
        stored = find_documents(session, [1])[0]
        changed = incident_of(stored, id="evil", headline="=cmd|'/c calc'!A1", provider_name="@x")
        replace_incidents(session, ["evil"], [changed])
    table = run("incidents", "--csv", "--db", url).stdout
    assert "'=cmd" in table
    assert "'@x" in table


@pytest.mark.parametrize(
    "arguments",
    [
        ["show", EVIL], [EVIL], ["incidents", "--status", EVIL], ["incidents", "--date", EVIL],
        ["incidents", f"--{EVIL}"], ["crawl", EVIL], ["sources", EVIL], ["search", EVIL],
        ["names", EVIL], ["analyze", EVIL], ["parse", EVIL], ["import", EVIL], ["db", EVIL],
        ["label", EVIL, "outage"], ["evaluate", EVIL], ["replay", EVIL], ["names", "--check", EVIL],
        ["incidents", "--db", f"sqlite:////nowhere/{EVIL}/x.db"], ["reports", "--source", EVIL],
    ],
)  # fmt: skip
def test_what_is_typed_is_shown_with_visible_marks(
    run: Run, url: str, monkeypatch: pytest.MonkeyPatch, arguments: list[str]
) -> None:
    monkeypatch.setenv("MEOKTONG_DB", url)
    result = run(*arguments)
    check(result.stdout)
    check(result.stderr)
    assert not any(line.strip() == "meoktong: 됐습니다" for line in result.stderr.splitlines())


def test_what_a_file_holds_is_shown_with_visible_marks(run: Run, url: str, tmp_path: Path) -> None:
    line = {
        "id": EVIL, "url": "https://example.com/1", "source": "example.com", "kind": "news",
        "published": "2018-11-22T09:00:00+09:00", "title": EVIL, "text": f"쿠팡 먹통 {EVIL}",
    }  # fmt: skip
    good = tmp_path / "good.jsonl"
    good.write_text(json.dumps(line) + "\n" + json.dumps(line | {"kind": EVIL}) + "\n")
    page = tmp_path / "page.html"
    page.write_text(f"<html><head><title>{EVIL}</title></head><body><p>{EVIL}</p></body></html>")
    for arguments in (["import", good, "--db", url], ["parse", page], ["parse", page, "--json"]):
        result = run(*arguments)
        check(result.stdout)
        check(result.stderr)
