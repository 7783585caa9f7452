"""replay, and --as-of of incidents and show, on the command line."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from one_outage import Run

from detector.cli.help_text import columns_of

LINES: list[dict[str, Any]] = [
    {"id": "1", "source": "board.example", "kind": "community", "published": "2026-03-02T09:04",
     "text": "카톡 지금 안 되는 거 맞죠? 메시지 전송이 계속 실패하네요", "incident": "kakaotalk"},
    {"id": "2", "source": "board.example", "kind": "community", "published": "2026-03-02T09:06",
     "text": "카카오톡 먹통이네 로그인도 안되고 전송도 안됨", "incident": "kakaotalk"},
    {"id": "3", "source": "board.example", "kind": "community", "published": "2026-03-02T09:08",
     "text": "카톡 나만 안되나 메시지가 안 보내져요", "incident": "kakaotalk"},
    {"id": "4", "source": "daily.example", "kind": "news", "published": "2026-03-02T09:20",
     "title": "카카오톡 메시지 전송 장애…이용자 불편", "incident": "kakaotalk",
     "text": "2일 오전 9시 5분께부터 카카오톡에서 메시지가 전송되지 않는 장애가 발생했다."},
    {"id": "5", "source": "board.example", "kind": "community", "published": "2026-03-02T09:21",
     "text": "점심 뭐 먹지 김치찌개?", "incident": None},
]  # fmt: skip


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    file = tmp_path / "archive.jsonl"
    usual = {"title": "", "url": ""}
    lines = [json.dumps(usual | line, ensure_ascii=False) for line in LINES]
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return file


def test_json_has_a_line_for_each_incident_and_then_the_summary(run: Run, archive: Path) -> None:
    result = run("replay", archive, "--gold", "--json")
    assert result.exit_code == 0
    incident, summary = map(json.loads, result.stdout.splitlines())
    assert incident["suspected"] == "2026-03-02T09:08:00+09:00"
    assert incident["confirmed"] == "2026-03-02T09:20:00+09:00"
    assert incident["delays"]["confirmed"]["third_post"] == 12
    assert (incident["gold"], incident["is_false"]) == ({"kakaotalk": 4}, False)
    assert summary["summary"] is True
    assert (summary["documents"], summary["days"], summary["incidents"]) == (5, 1, 1)
    assert (summary["false_suspected"], summary["false_confirmed"]) == (0, 0)
    assert summary["suspected_in_time"] == {"yes": 1, "of": 1}


def test_without_gold_nothing_is_called_false(run: Run, archive: Path) -> None:
    incident, summary = map(json.loads, run("replay", archive, "--json").stdout.splitlines())
    assert incident["is_false"] is None
    assert "false_suspected" not in summary
    assert "헛" not in run("replay", archive).stdout


def test_the_page_fits_80_columns_and_says_when(run: Run, archive: Path) -> None:
    shown = run("replay", archive, "--gold", env={"COLUMNS": "80"}).stdout
    assert "2026. 3. 2.(월) 09:08" in shown
    assert "세 번째 글 뒤 5분 안에 의심: 1 / 1건" in shown
    assert all(columns_of(line) <= 80 for line in shown.splitlines())


def test_a_kept_database_can_be_asked_what_was_known_when(
    run: Run, archive: Path, url: str
) -> None:
    assert run("replay", archive, "--db", url).exit_code == 0
    present = json.loads(run("incidents", "--json", "--db", url).stdout)
    then = run("incidents", "--as-of", "2026-03-02T09:10", "--json", "--db", url).stdout
    early = json.loads(then)
    assert (early["status"], early["reports"]["news"]) == ("suspected", 0)
    assert present["reports"]["news"] == 1
    known = run("show", present["id"], "--as-of", "2026-03-02T09:10", "--json", "--db", url)
    assert json.loads(known.stdout).items() >= early.items()
    filtered = ("incidents", "--as-of", "2026-03-02T09:10", "--db", url)
    assert "사건이 없었습니다" in run(*filtered, "--status", "confirmed").stderr
    assert "사건이 없었습니다" in run(*filtered, "--provider", "KT").stderr
    assert present["id"] in run(*filtered, "--provider", "카카오톡").stdout
    assert present["id"] in run(*filtered, "--date", "2026-03-02", "--affected", "카톡").stdout
    before = run("show", present["id"], "--as-of", "2026-03-02T09:05", "--db", url)
    assert before.exit_code == 1
    assert "아직 알려지지 않았습니다" in before.stderr
    again = run("replay", archive, "--db", url)
    assert (again.exit_code, again.stdout) == (2, "")


def test_a_bad_line_is_told_and_the_rest_replayed(run: Run, archive: Path) -> None:
    with archive.open("a", encoding="utf-8") as file:
        file.write("{no json\n")
    result = run("replay", archive, "--json")
    assert result.exit_code == 3
    assert "archive.jsonl:6" in result.stderr
    assert json.loads(result.stdout.splitlines()[-1])["documents"] == 5


def test_wrong_use_is_status_2(run: Run, archive: Path, tmp_path: Path) -> None:
    plain = tmp_path / "plain.jsonl"
    plain.write_text(archive.read_text(encoding="utf-8").replace('"incident"', '"other"'))
    assert run("replay", tmp_path / "none.jsonl").exit_code == 2
    result = run("replay", plain, "--gold")
    assert (result.exit_code, result.stderr.count("\n")) == (2, 1)
    assert run("incidents", "--as-of", "언젠가").exit_code == 2
