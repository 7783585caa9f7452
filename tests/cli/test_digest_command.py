"""The digest as a user asks for it: formats, days, periods, and what was corrected."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import openpyxl
import pytest
from one_outage import START, Run, article, claim, incident_of, reading_of

from models import clock
from models.clock import parse_iso
from models.database import Database
from models.documents import find_documents, store_documents
from models.incidents import replace_incidents
from models.records import CrawlOutcome, Incident
from models.reports import store_readings
from models.sources import record_crawl

DAY = "2018-11-22"


def rows_of(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def told_later(database: Database) -> None:
    """A second article says that it began ten minutes earlier, and the incident follows it."""
    words = "22일 오전 8시 9분부터 AWS 서울 리전 오류로 쿠팡이 멈췄다."
    second = article(external_id="2", url="https://example.com/2", title="정정", body=words)
    store_documents(database, [second])
    with database.writing() as session:
        documents = find_documents(session, [1, 2])
        store_readings(session, [(documents[1], reading_of(documents[1].document))])
        start = START - timedelta(minutes=10)
        one = incident_of(documents[0], started_at=start)
        said = claim(documents[1], "started", clock.show_iso(start) or "", "오전 8시 9분부터")
        more = replace(one.evidence[0], row=documents[1].row, url="https://example.com/2")
        changed = replace(one, claims=(*one.claims, said), evidence=(*one.evidence, more))
        replace_incidents(session, ["20181122-aws-seoul"], [changed])


@pytest.mark.usefixtures("outage")
@pytest.mark.parametrize("form", ["csv", "xlsx", "parquet", "html", "md", "json"])
def test_every_format_is_written_twice_the_same(
    run: Run, url: str, tmp_path: Path, form: str
) -> None:
    if form == "parquet":
        pytest.importorskip("pyarrow", reason="pyarrow is an extra")
    first, second = tmp_path / f"a.{form}", tmp_path / "b.any"
    assert run("digest", "--date", DAY, "--out", first, "--db", url).exit_code == 0
    result = run("digest", "--date", DAY, "--format", form, "--out", second, "--db", url)
    assert result.exit_code == 0
    assert first.read_bytes() == second.read_bytes()
    piped = run("digest", "--date", DAY, "--format", form, "--out", "-", "--db", url)
    assert piped.stdout_bytes == first.read_bytes()


@pytest.mark.usefixtures("outage")
def test_several_days_are_told_day_by_day(run: Run, url: str) -> None:
    result = run("digest", "--from", "2018-11-21", "--to", "2018-11-23", "--db", url)
    rows = rows_of(result.stdout_bytes)
    assert [(row["date"], row["status"]) for row in rows] == [
        ("2018-11-21", "blind-spot"), (DAY, "confirmed"), ("2018-11-23", "blind-spot"),
    ]  # fmt: skip


@pytest.mark.usefixtures("outage")
def test_in_words_an_incident_of_several_days_stands_once(run: Run, url: str) -> None:
    arguments = ("digest", "--from", "2018-11-21", "--to", "2018-11-23", "--format", "md")
    page = run(*arguments, "--db", url).stdout
    assert page.startswith("# 먹통 표 2018. 11. 21.(수) ~ 2018. 11. 23.(금)")
    assert page.count("### ") == 1
    assert "아무것도 모르는 날이 2일 있습니다" in page


@pytest.mark.usefixtures("outage")
def test_a_period_has_its_figures(run: Run, url: str, tmp_path: Path) -> None:
    result = run("digest", "--period", "달", "--date", DAY, "--db", url)
    told = {row["measure"]: row for row in rows_of(result.stdout_bytes)}
    assert (told["incidents"]["value"], told["incidents"]["before"]) == ("1", "")
    assert told["longest_minutes"]["name"] == "20181122-aws-seoul"
    file = tmp_path / "month.xlsx"
    run("digest", "--period", "month", "--date", DAY, "--out", file, "--db", url)
    book = openpyxl.load_workbook(file)
    assert book.sheetnames == ["이 기간", "표", "사건", "열 설명", "사각지대"]
    assert book.worksheets[0]["B2"].value == "1건"


def test_what_was_corrected_is_told_with_old_new_and_why(
    run: Run, url: str, database: Database, outage: Incident, tmp_path: Path
) -> None:
    run("digest", "--date", DAY, "--out", tmp_path / "a.csv", "--db", url)
    told_later(database)
    arguments = ("digest", "--date", DAY, "--since-last", "--db", url)
    first, second = (run(*arguments).stdout_bytes for _ in range(2))
    assert first == second
    (row,) = [row for row in rows_of(first) if row["column"] == "started"]
    assert (row["incident_id"], row["change"]) == (outage.id, "changed")
    assert row["old"] == "2018-11-22T08:19:00+09:00"
    assert row["new"] == "2018-11-22T08:09:00+09:00"
    assert "example.com의 글: “오전 8시 9분부터”" in row["why"]
    page = run(*arguments, "--format", "md").stdout
    assert "시작: 2018. 11. 22.(목) 08:19 → 2018. 11. 22.(목) 08:09" in page


@pytest.mark.usefixtures("outage")
def test_once_the_corrections_are_kept_they_are_told_no_more(
    run: Run, url: str, database: Database, tmp_path: Path
) -> None:
    run("digest", "--date", DAY, "--out", tmp_path / "a.csv", "--db", url)
    told_later(database)
    arguments = ("digest", "--date", DAY, "--since-last", "--db", url)
    assert rows_of(run(*arguments, "--out", "-", "--keep").stdout_bytes)
    assert rows_of(run(*arguments).stdout_bytes) == []
    assert "바뀐 것이 없습니다" in run(*arguments, "--format", "html").stdout


@pytest.mark.usefixtures("outage")
def test_looking_on_the_screen_is_not_telling(run: Run, url: str) -> None:
    run("digest", "--date", DAY, "--db", url)
    result = run("digest", "--date", DAY, "--since-last", "--db", url)
    assert result.exit_code == 1
    assert "앞서 쓴 표가 없어" in result.stderr


@pytest.mark.usefixtures("outage")
def test_a_file_that_is_not_to_count_is_not_kept(run: Run, url: str, tmp_path: Path) -> None:
    run("digest", "--date", DAY, "--out", tmp_path / "a.csv", "--no-keep", "--db", url)
    assert run("digest", "--date", DAY, "--since-last", "--db", url).exit_code == 1


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([], "--date"),
        (["--to", DAY], "--date"),
        (["--date", DAY, "--from", DAY], "함께 쓸 수 없습니다"),
        (["--from", DAY, "--period", "week"], "함께 쓸 수 없습니다"),
        (["--period", "week", "--since-last"], "함께 쓸 수 없습니다"),
        (["--from", "2018-11-23", "--to", DAY], "앞입니다"),
        (["--from", "1990-01-01", "--to", DAY], "일까지"),
        (["--date", "2999-01-01"], "아직 오지 않은 날"),
        (["--date", DAY, "--json", "--format", "md"], "함께 쓸 수 없습니다"),
        (["--period", "세기"], "쓸 수 있는 값: week(주)"),
        (["--date", DAY, "--format", "pdf"], "csv, xlsx, parquet"),
    ],
)
def test_what_cannot_be_asked_is_one_line_and_status_2(
    run: Run, url: str, arguments: list[str], said: str
) -> None:
    result = run("digest", *arguments, "--db", url)
    assert (result.exit_code, result.stdout, result.stderr.count("\n")) == (2, "", 1)
    assert said in result.stderr


@pytest.mark.usefixtures("outage")
def test_a_range_ends_today_at_the_latest(run: Run, url: str) -> None:
    today = clock.to_kst(clock.now()).date()
    result = run("digest", "--from", today, "--to", "2999-01-01", "--json", "--db", url)
    assert {json.loads(line)["date"] for line in result.stdout.splitlines()} == {today.isoformat()}


def crawl(database: Database, source: str, day: str, state: str) -> None:
    finished = parse_iso(f"{day}T23:30:00")
    errors = () if state == "ok" else ("HTTP 500",)
    outcome = CrawlOutcome(source, finished - timedelta(minutes=1), finished, state, 1, 1, errors)
    record_crawl(database, outcome)


def test_a_week_tells_how_much_of_its_sources_was_seen_and_of_the_week_before(
    run: Run, url: str, database: Database
) -> None:
    for number in range(2, 16):  # two weeks from a Monday, in the second of which one source fails
        fails = number >= 9
        crawl(database, "nowhere", f"2025-06-{number:02}", "broken" if fails else "ok")
        crawl(database, "elsewhere", f"2025-06-{number:02}", "ok")
    result = run("digest", "--period", "week", "--date", "2025-06-10", "--db", url)
    told = {row["measure"]: (row["value"], row["before"]) for row in rows_of(result.stdout_bytes)}
    assert told["days"] == ("7", "7")
    assert told["source_days"] == ("14", "14")
    assert told["blind_source_days"] == ("7", "0")
    assert told["incidents"] == ("0", "0")
    page = run(
        "digest", "--period", "week", "--date", "2025-06-10", "--format", "md", "--db", url
    ).stdout
    assert "| 출처를 본 정도 | 50% (출처·날 14) | 100% (출처·날 14) |" in page
    assert "견줄 때 조심하세요" in page
    assert "| nowhere | 고장 | 7일 | HTTP 500 |" in page


@pytest.mark.usefixtures("outage")
def test_a_database_that_cannot_be_written_still_gives_a_digest(
    run: Run, url: str, tmp_path: Path
) -> None:
    file = tmp_path / "a.csv"
    path = url.removeprefix("sqlite:///")
    result = run(
        "digest", "--date", DAY, "--out", file, "--db", f"sqlite:///file:{path}?mode=ro&uri=true"
    )
    assert result.exit_code == 0
    assert rows_of(file.read_bytes())[0]["incident_id"] == "20181122-aws-seoul"
    assert "남기지 못했습니다" in result.stderr


@pytest.mark.usefixtures("outage")
def test_the_digest_speaks_english_where_asked(run: Run, url: str) -> None:
    page = run("digest", "--date", DAY, "--format", "md", "--lang", "en", "--db", url).stdout
    assert page.startswith("# Outages of Thu 22 Nov 2018")
    korean = run("digest", "--date", DAY, "--db", url).stdout_bytes
    assert run("digest", "--date", DAY, "--lang", "en", "--db", url).stdout_bytes == korean


@pytest.mark.usefixtures("outage")
def test_the_csv_imports_nothing_of_the_other_formats(url: str) -> None:
    others = ("xlsxwriter", "jinja2", "css_inline", "pyarrow", "sklearn", "konlpy", "fastapi")
    program = (
        "import sys\nfrom detector.cli import run\n"
        "try:\n    run()\nexcept SystemExit:\n    pass\n"
        f"print([name for name in {others!r} if name in sys.modules], file=sys.stderr)\n"
    )
    result = subprocess.run(
        [sys.executable, "-c", program, "digest", "--date", DAY, "--db", url],
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert "20181122-aws-seoul" in result.stdout
    assert result.stderr.splitlines()[-1] == "[]"
