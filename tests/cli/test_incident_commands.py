"""incidents, show, reports, search and digest on a database with one outage."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from one_outage import BODY, TITLE, Run, article, store_outage

from detector.cli.help_text import columns_of
from models.database import Database
from models.documents import store_documents
from models.records import Incident, Status

INCIDENT_KEYS = {
    "id", "headline", "provider", "region", "cause", "status", "confidence", "severity", "started",
    "ended", "duration_minutes", "first_seen", "last_seen", "official_notice_at", "affected",
    "reports", "independent_sources", "claims", "evidence",
}  # fmt: skip
REPORT_KEYS = {
    "document_id", "url", "source", "kind", "published", "title", "label", "probability",
    "incident_id", "provider", "affected", "mentioned", "started", "started_precision",
    "started_evidence", "ended", "ended_precision", "ended_evidence", "duration_minutes", "cause",
    "cause_evidence", "region", "symptom",
}  # fmt: skip


def test_an_empty_database_says_what_to_do_and_prints_nothing(run: Run, url: str) -> None:
    for arguments in (["incidents"], ["incidents", "--json"], ["reports"]):
        result = run(*arguments, "--db", url)
        assert (result.exit_code, result.stdout) == (0, "")
        assert "문서가 하나도 없습니다" in result.stderr
        assert "meoktong import" in result.stderr


def test_unread_documents_are_named_as_the_reason(run: Run, url: str, database: Database) -> None:
    store_documents(database, [article()])
    assert "meoktong detect" in run("incidents", "--db", url).stderr
    assert "meoktong detect" in run("reports", "--db", url).stderr


def test_filters_that_leave_nothing_are_named_as_the_reason(
    run: Run, url: str, outage: Incident
) -> None:
    assert "조건에 맞는" in run("incidents", "--date", "2020-01-01", "--db", url).stderr
    assert "조건에 맞는" in run("reports", "--label", "점검", "--db", url).stderr


def test_an_incident_has_the_keys_of_the_interface(run: Run, url: str, outage: Incident) -> None:
    for arguments in (["incidents"], ["show", outage.id]):
        found = json.loads(run(*arguments, "--json", "--db", url).stdout)
        assert set(found) >= INCIDENT_KEYS
        assert found["started"] == "2018-11-22T08:19:00+09:00"
        assert found["provider"] == {"id": "aws-seoul", "name": "AWS 서울 리전"}
        assert found["affected"][0]["reports"] == 1
        assert found["claims"][0]["quote"]["text"] == "84분 동안"
        assert found["reports"] == {"news": 1, "community": 0, "official": 0}


def test_a_report_has_the_keys_of_the_interface(run: Run, url: str, outage: Incident) -> None:
    found = json.loads(run("reports", "--json", "--db", url).stdout)
    assert set(found) >= REPORT_KEYS
    assert found["incident_id"] == outage.id
    assert set(found["affected"][0]) == {"id", "name", "surfaces", "evidence"}
    quote = found["affected"][0]["evidence"]
    assert f"{TITLE}\n{BODY}"[quote["start"] : quote["end"]] == quote["text"]


@pytest.mark.parametrize(
    ("arguments", "is_found"),
    [
        (["--date", "2018-11-22"], True),
        (["--date", "2018-11-21"], False),
        (["--date", "2018.11.22"], True),
        (["--since", "2018-11-22T09:43:00"], True),
        (["--since", "2018-11-22T09:44:00"], False),
        (["--until", "2018-11-22T08:19:00+09:00"], False),
        (["--until", "2018-11-22T08:20:00+09:00"], True),
        (["--provider", "aws-seoul"], True),
        (["--provider", "AWS서울리전"], True),
        (["--provider", "KT"], False),
        (["--affected", "쿠팡"], True),
        (["--affected", "coupang"], True),
        (["--affected", "업비트"], False),
        (["--status", "확인"], True),
        (["--status", "confirmed"], True),
        (["--status", "복구중"], False),
        (["--min-confidence", "0.93"], True),
        (["--min-confidence", "0.94"], False),
        (["--limit", "1"], True),
    ],
)
def test_incidents_are_filtered(
    run: Run, url: str, outage: Incident, arguments: list[str], is_found: bool
) -> None:
    result = run("incidents", *arguments, "--json", "--db", url)
    assert result.exit_code == 0
    assert bool(result.stdout) is is_found


@pytest.mark.parametrize(
    ("status", "word"),
    [
        (Status.SUSPECTED, "의심"),
        (Status.CONFIRMED, "확인"),
        (Status.RECOVERING, "복구 중"),
        (Status.RESOLVED, "복구"),
        (Status.RETRACTED, "오보"),
    ],
)
def test_the_table_has_fixed_words_and_fits_80_columns(
    run: Run, url: str, database: Database, status: Status, word: str
) -> None:
    store_outage(database, status=status, headline="아주 긴 제목 " * 30, provider_name="가나다" * 9)
    lines = run("incidents", "--db", url, env={"COLUMNS": "80"}).stdout.splitlines()
    assert lines[0].split() == ["상태", "언제부터", "누가", "영향", "근거", "수", "확신"]
    assert lines[1].startswith(word)
    assert "20181122-aws-seoul" in lines[2]
    assert all(columns_of(line) <= 80 for line in lines)
    assert "\x1b" not in "".join(lines)


def test_an_incident_shows_its_course_its_dissent_and_its_evidence(
    run: Run, url: str, outage: Incident
) -> None:
    shown = run("show", outage.id, "--db", url, env={"COLUMNS": "80"}).stdout
    assert "● 지속 1시간 24분" in shown
    assert "○ 지속 1시간 30분" in shown
    assert "“84분 동안”" in shown
    assert "첫 '장애' 보고" in shown
    assert "https://example.com/1" in shown
    assert all(columns_of(line) <= 80 for line in shown.splitlines())


def test_an_incident_that_is_not_there_is_status_1(run: Run, url: str) -> None:
    result = run("show", "20000101-nobody", "--db", url)
    assert (result.exit_code, result.stdout) == (1, "")
    assert "20000101-nobody" in result.stderr


@pytest.mark.parametrize(
    ("word", "hits"), [("쿠팡", 2), ("84분", 1), ("%", 0), ("_", 0), ("AWS", 2)]
)
def test_search_takes_words_literally(
    run: Run, url: str, outage: Incident, word: str, hits: int
) -> None:
    lines = run("search", word, "--json", "--db", url).stdout.splitlines()
    assert len(lines) == hits
    assert {json.loads(line)["type"] for line in lines} <= {"incident", "document"}


def test_search_wants_all_words(run: Run, url: str, outage: Incident) -> None:
    assert run("search", "쿠팡", "리전", "--db", url).stdout
    assert "없습니다" in run("search", "쿠팡", "업비트", "--db", url).stderr


def test_the_digest_of_a_day_is_the_same_twice_and_in_file_and_pipe(
    run: Run, url: str, outage: Incident, tmp_path: Path
) -> None:
    first, second = tmp_path / "1.csv", tmp_path / "2.csv"
    for file in (first, second):
        assert run("digest", "--date", "2018-11-22", "--out", file, "--db", url).exit_code == 0
    piped = run("digest", "--date", "2018-11-22", "--db", url).stdout_bytes
    assert first.read_bytes() == second.read_bytes() == piped
    assert piped.startswith(b"\xef\xbb\xbfdate,rank,incident_id")
    assert sorted(path.name for path in tmp_path.glob("*.csv*")) == ["1.csv", "2.csv"]


def test_the_digest_as_json_has_the_columns_as_keys(run: Run, url: str, outage: Incident) -> None:
    row = json.loads(run("digest", "--date", "2018-11-22", "--json", "--db", url).stdout)
    assert (row["date"], row["rank"], row["affected"]) == ("2018-11-22", 1, ["쿠팡"])


def test_a_digest_that_cannot_be_written_is_status_1(run: Run, url: str) -> None:
    result = run("digest", "--date", "2018-11-22", "--out", "/proc/no/digest.csv", "--db", url)
    assert (result.exit_code, result.stderr.count("\n")) == (1, 1)


def test_the_database_is_checked_backed_up_and_upgraded(
    run: Run, url: str, outage: Incident, tmp_path: Path
) -> None:
    copy = tmp_path / "copy.db"
    assert run("db", "check", "--db", url).exit_code == 0
    assert run("db", "backup", copy, "--db", url).exit_code == 0
    assert run("db", "backup", copy, "--db", url).exit_code == 2
    assert run("db", "upgrade", "--db", url).exit_code == 0
    assert run("show", outage.id, "--db", f"sqlite:///{copy}").exit_code == 0


def test_colours_are_for_terminals_and_never_with_no_color(
    run: Run, url: str, outage: Incident
) -> None:
    forced = {"FORCE_COLOR": "1", "TERM": "xterm-256color", "NO_COLOR": None}
    assert "\x1b[" in run("show", outage.id, "--db", url, env=forced).stdout
    forbidden = forced | {"NO_COLOR": "1"}
    assert "\x1b[" not in run("show", outage.id, "--db", url, env=forbidden).stdout
