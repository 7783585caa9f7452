"""The whole main job, from the sample site to the digests, as a user runs it."""

from __future__ import annotations

import csv
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
# The first run trains the classifier, which takes minutes on a busy machine.
pytestmark = pytest.mark.timeout(900)


def meoktong(*arguments: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "detector.cli", *map(str, arguments)],
        env={**os.environ, "PYTHONPATH": str(ROOT), "COLUMNS": "80"},
        capture_output=True, text=True, check=False,
    )  # fmt: skip


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("demo")
    result = meoktong("demo", "--folder", folder)
    assert result.returncode == 0, result.stderr
    assert str(folder / "demo.db") in result.stdout
    assert str(folder / "digests") in result.stdout
    return folder


def test_the_demo_finds_outages_of_the_sample_site(demo: Path) -> None:
    lines = meoktong("incidents", "--json", "--db", f"sqlite:///{demo}/demo.db").stdout.splitlines()
    days = {json.loads(line)["first_seen"][:10] for line in lines}
    assert {"2018-11-22", "2021-10-25", "2022-10-15"} <= days


def test_the_demo_writes_a_digest_for_every_active_day(demo: Path) -> None:
    files = sorted((demo / "digests").iterdir())
    assert files
    for file in files:
        rows = list(csv.DictReader(file.read_text(encoding="utf-8-sig").splitlines()))
        assert {row["date"] for row in rows} == {file.stem}
        assert [row["rank"] for row in rows] == [str(n) for n in range(1, len(rows) + 1)]


def test_the_demo_leaves_a_sound_database(demo: Path) -> None:
    assert meoktong("db", "check", "--db", f"sqlite:///{demo}/demo.db").returncode == 0


def test_a_second_demo_makes_everything_anew(demo: Path) -> None:
    stale = demo / "digests" / "1999-01-01.csv"
    kept = demo / "digests" / "notes.txt"
    stale.write_text("old")
    kept.write_text("mine")
    assert meoktong("demo", "--folder", demo).returncode == 0
    assert not stale.exists()
    assert kept.read_text() == "mine"
    kept.unlink()


def test_quotes_of_an_analyzed_text_point_into_it(tmp_path: Path) -> None:
    file = tmp_path / "기사.txt"
    file.write_text(
        "쿠팡·배민 접속 장애…AWS 서울 리전 문제\n입력 2018.11.22 20:00\n"
        "22일 오전 8시 19분부터 AWS 서울 리전의 DNS 설정 오류로 쿠팡과 배달의민족이 84분 동안 멈췄다.\n",
        encoding="utf-8",
    )
    report = json.loads(meoktong("analyze", file, "--json").stdout)
    assert (report["document_id"], report["incident_id"]) == ("기사.txt", None)
    assert report["label"] in {"outage", "recovery", "aftermath"}
    assert report["published"] == "2018-11-22T20:00:00+09:00"
    quotes = [value for key, value in report.items() if key.endswith("_evidence") and value]
    quotes += [entity["evidence"] for entity in report["affected"]]
    assert quotes
    for quote in quotes:
        assert report["text"][quote["start"] : quote["end"]] == quote["text"]


def test_a_text_without_a_time_is_read_with_a_note(tmp_path: Path) -> None:
    file = tmp_path / "post.txt"
    file.write_text("카톡 나만 안됨? 메시지 안가는데", encoding="utf-8")
    result = meoktong("analyze", file, "--kind", "community")
    assert result.returncode == 0
    assert "--published" in result.stderr
    assert "판단" in result.stdout
