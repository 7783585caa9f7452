"""An import that was stopped goes on, a finished one is not read again, in little memory."""

from __future__ import annotations

import gzip
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from sqlalchemy import text

from models.database import open_database
from tests.test_import import line, run, stored
from tests.test_import_kinds import bigkinds

ROOT = Path(__file__).parents[1]


def documents_of(folder: Path) -> list[tuple[str, str, str]]:
    return sorted((one.source, one.external_id, one.text) for one in stored(folder))


def test_a_finished_file_is_not_read_again(tmp_path: Path) -> None:
    file = bigkinds(tmp_path / "a.xlsx")
    assert run(tmp_path, file).exit_code == 0
    again = run(tmp_path, file.rename(tmp_path / "b.xlsx"), "--json")
    assert again.exit_code == 0
    assert "b.xlsx: 이미 모두 들여온 파일입니다 (3건)" in again.stderr
    assert json.loads(again.stdout) == {
        "new": 0, "changed": 0, "unchanged": 3, "bad_lines": 0, "skipped": 3,
    }  # fmt: skip
    whole = run(tmp_path, tmp_path / "b.xlsx", "--json", "--again")
    assert (whole.stderr, json.loads(whole.stdout)["skipped"]) == ("", 0)
    assert json.loads(whole.stdout)["unchanged"] == 3


def test_a_finished_file_with_bad_lines_keeps_its_status(tmp_path: Path) -> None:
    file = tmp_path / "a.jsonl"
    file.write_bytes(line() + b"{\n")
    first, again = run(tmp_path, file), run(tmp_path, file)
    assert (first.exit_code, again.exit_code) == (3, 3)
    assert "(1건, 잘못된 것 1건)" in again.stderr


def test_a_text_that_is_back_is_stored_again_when_asked(tmp_path: Path) -> None:
    first, second = tmp_path / "1.jsonl", tmp_path / "2.jsonl"
    first.write_bytes(line())
    second.write_bytes(line(text="다시 된다."))
    run(tmp_path, first, second)
    assert "바뀐 문서 1건" in run(tmp_path, first, "--again").stdout


def test_standard_input_is_read_every_time(tmp_path: Path) -> None:
    assert json.loads(run(tmp_path, "-", "--json", input=line()).stdout)["new"] == 1
    assert json.loads(run(tmp_path, "-", "--json", input=line()).stdout)["skipped"] == 0


def test_a_cut_file_is_tried_again_and_says_so_again(tmp_path: Path) -> None:
    file = tmp_path / "a.jsonl.gz"
    packed = gzip.compress(b"".join(line(id=str(n)) for n in range(5000)), compresslevel=0)
    file.write_bytes(packed[: len(packed) // 2])
    first, again = run(tmp_path, file, "--json"), run(tmp_path, file, "--json")
    assert (first.exit_code, again.exit_code) == (3, 3)
    assert "이어서 들여옵니다" in again.stderr
    assert "잘렸거나 손상" in again.stderr
    assert json.loads(again.stdout)["unchanged"] == json.loads(first.stdout)["new"]


def start(folder: Path, *arguments: object) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "detector.cli", "import", *map(str, arguments)],
        env={**os.environ, "PYTHONPATH": str(ROOT), "MEOKTONG_DB": f"sqlite:///{folder}/test.db"},
        stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip


def how_far(folder: Path) -> int:
    if not (folder / "test.db").exists():
        return 0
    database = open_database(f"sqlite:///{folder / 'test.db'}")
    try:
        with database.reading() as session:
            return session.scalar(text("SELECT coalesce(max(position), 0) FROM imports")) or 0
    finally:
        database.close()


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL")
def test_an_import_that_was_killed_goes_on_and_ends_as_one_left_alone(tmp_path: Path) -> None:
    file = tmp_path / "a.jsonl"
    lines = [line(id=str(n), text=f"{n}번째 글이다. " * 20) for n in range(8_000)]
    lines[7] = lines[7_000] = b"{\n"
    file.write_bytes(b"".join(lines))
    killed, alone = tmp_path / "killed", tmp_path / "alone"
    killed.mkdir()
    alone.mkdir()
    process = start(killed, file)
    while how_far(killed) < 1000:
        assert process.poll() is None, process.communicate()
        time.sleep(0.01)
    process.send_signal(signal.SIGKILL)
    process.communicate()
    done = how_far(killed)
    assert done < len(lines)
    result = run(killed, file, "--json")
    assert result.exit_code == 3
    assert "이어서 들여옵니다" in result.stderr
    assert "a.jsonl:8:" not in result.stderr  # the first run has named it
    told = json.loads(result.stdout)
    assert (told["skipped"], told["bad_lines"]) == (done - 1, 2)
    assert told["new"] + told["unchanged"] == len(lines) - 2
    assert run(alone, file).exit_code == 3
    assert documents_of(killed) == documents_of(alone)


PEAK = """
import resource, sys
from detector.cli import run
try:
    run()
except SystemExit:
    pass
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""


def peak(folder: Path, file: Path) -> int:
    """Return the most memory that an import of the file took."""
    folder.mkdir()
    result = subprocess.run(
        [sys.executable, "-c", PEAK, "import", str(file), "--db", f"sqlite:///{folder}/test.db"],
        env={**os.environ, "PYTHONPATH": str(ROOT)}, capture_output=True, text=True, check=True,
    )  # fmt: skip
    return int(result.stdout.splitlines()[-1])


@pytest.mark.skipif(sys.platform == "win32", reason="resource")
@pytest.mark.parametrize("ending", ["jsonl", "xlsx"])
def test_ten_times_the_documents_take_the_same_memory(tmp_path: Path, ending: str) -> None:
    from benchmarks.archives import write_archive

    small = write_archive(tmp_path / f"small.{ending}", 1_000)
    large = write_archive(tmp_path / f"large.{ending}", 10_000)
    assert peak(tmp_path / "large", large) < 1.2 * peak(tmp_path / "small", small)
