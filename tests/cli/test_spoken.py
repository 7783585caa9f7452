"""The command line speaks Korean or English, as loudly as asked, plainly into a pipe."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from one_outage import Run, store_outage

from models.database import Database

ROOT = Path(__file__).parents[2]
HANGUL = re.compile("[가-힣]")


@pytest.mark.parametrize(
    ("environment", "is_korean"),
    [
        ({"LANG": "ko_KR.UTF-8"}, True), ({"LANG": "C.UTF-8"}, True), ({"LANG": ""}, True),
        ({"LANG": "en_US.UTF-8"}, False), ({"LANG": "en_US.UTF-8", "LC_ALL": "ko_KR"}, True),
        ({"LANG": "ko_KR", "MEOKTONG_LANG": "en"}, False),
    ],
)  # fmt: skip
def test_the_locale_says_which_language(
    run: Run, monkeypatch: pytest.MonkeyPatch, environment: dict[str, str], is_korean: bool
) -> None:
    for name in ("MEOKTONG_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    shown = run("--help", env=environment).stdout
    assert ("쓰는 법" in shown) is is_korean


@pytest.mark.parametrize("place", [["--lang", "en", "sources"], ["sources", "--lang=en"]])
def test_the_option_stands_before_or_after_the_command(
    run: Run, url: str, place: list[str]
) -> None:
    assert "no source was read here" in run(*place, "--db", url).stdout


@pytest.mark.parametrize(
    "arguments",
    [["now"], ["incidents"], ["reports"], ["search", "nothing"], ["dependencies"], ["db", "check"]],
)
def test_english_holds_no_korean_where_there_are_no_data(
    run: Run, url: str, arguments: list[str]
) -> None:
    result = run(*arguments, "--db", url, "--lang", "en")
    assert not HANGUL.search(result.stdout + result.stderr)


@pytest.mark.parametrize(
    "arguments",
    [["nothing"], ["--nothing"], ["show"], ["incidents", "--limit"], ["incidents", "--limit", "0"],
     ["incidents", "--status", "x"], ["show", "nothing"], ["db", "check", "extra"],
     ["incidents", "--date", "x"], ["analyze", "/no/such/file"], ["incidents", "--json", "--csv"]],
)  # fmt: skip
@pytest.mark.parametrize("language", ["ko", "en"])
def test_every_error_is_one_line_that_names_a_command(
    run: Run, url: str, monkeypatch: pytest.MonkeyPatch, arguments: list[str], language: str
) -> None:
    monkeypatch.setenv("MEOKTONG_DB", url)
    result = run("--lang", language, *arguments)
    assert result.exit_code in {1, 2}
    assert result.stderr.count("\n") == 1
    assert "meoktong " in result.stderr.removeprefix("meoktong: ")
    if language == "en" and "status" not in " ".join(arguments):
        assert not HANGUL.search(result.stderr)


def test_an_unknown_language_is_wrong_usage(run: Run) -> None:
    result = run("now", "--lang", "fr")
    assert result.exit_code == 2
    assert "ko, en" in result.stderr


def test_quiet_says_nothing_beside_the_result_and_verbose_says_more(run: Run, url: str) -> None:
    assert run("incidents", "--db", url).stderr
    assert run("incidents", "-q", "--db", url).stderr == ""
    said = run("incidents", "--verbose", "--db", url).stderr
    assert "데이터베이스" in said
    assert "초 걸렸습니다" in said
    assert run("-q", "show", "nothing", "--db", url).stderr  # an error is always told


@pytest.mark.parametrize("environment", [{}, {"NO_COLOR": "1"}, {"TERM": "dumb"}])
def test_nothing_is_coloured_into_a_pipe(
    run: Run, url: str, database: Database, environment: dict[str, str]
) -> None:
    store_outage(database)
    for arguments in (["incidents"], ["show", "20181122-aws-seoul"], ["now"], ["sources"]):
        assert "\x1b" not in run(*arguments, "--db", url, env=environment).stdout


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["incident"], "혹시 incidents"), (["sorces"], "혹시 sources"), (["nwo"], "혹시 now"),
        (["ㄴㅐㅕㄱㅊㄷㄴ"], "혹시 sources"), (["incidents", "--affected", "쿠퐝"], "혹시 쿠팡"),
        (["names", "카카오통"], "혹시 카카오톡"), (["crawl", "yn"], "혹시 yna"),
        (["sources", "yan"], "혹시 yna"), (["dependencies", "업비드"], "혹시 업비트"),
    ],
)  # fmt: skip
def test_a_slip_is_met_with_what_may_be_meant(
    run: Run,
    url: str,
    monkeypatch: pytest.MonkeyPatch,
    database: Database,
    arguments: list[str],
    said: str,
) -> None:
    monkeypatch.setenv("MEOKTONG_DB", url)
    store_outage(database)
    assert said in run(*arguments).stderr


@pytest.mark.parametrize(
    "arguments",
    [["incidents", "--affected", "znvkd"], ["search", "znvkd"], ["names", "znvkd", "--json"]],
)
def test_a_name_typed_on_the_wrong_keyboard_is_understood(
    run: Run, url: str, monkeypatch: pytest.MonkeyPatch, database: Database, arguments: list[str]
) -> None:
    monkeypatch.setenv("MEOKTONG_DB", url)
    store_outage(database)
    result = run(*arguments)
    assert "'쿠팡'으로 읽었습니다" in result.stderr
    assert "쿠팡" in result.stdout


def test_an_unknown_incident_is_met_with_those_whose_ids_are_like_it(
    run: Run, url: str, database: Database
) -> None:
    store_outage(database)
    assert "혹시 20181122-aws-seoul?" in run("show", "20181122", "--db", url).stderr


PROGRAM = [sys.executable, "-m", "detector.cli"]


@pytest.mark.parametrize("form", [[], ["--json"], ["--csv"]])
def test_a_full_disk_under_the_output_is_one_line(
    url: str, database: Database, form: list[str]
) -> None:
    store_outage(database)
    with Path("/dev/full").open("wb") as full:
        result = subprocess.run(
            [*PROGRAM, "incidents", "--db", url, *form], stdout=full, stderr=subprocess.PIPE,
            text=True, check=False, env={**os.environ, "PYTHONPATH": str(ROOT)},
        )  # fmt: skip
    assert result.returncode == 1
    assert result.stderr.count("\n") == 1
    assert "No space left" in result.stderr


@pytest.mark.parametrize("command", ["names 쿠팡 --json", "names --json", "--help"])
def test_a_reader_that_has_enough_is_no_failure(command: str) -> None:
    result = subprocess.run(
        ["bash", "-c", f"set -o pipefail; '{sys.executable}' -m detector.cli {command} | true"],
        env={**os.environ, "PYTHONPATH": str(ROOT)}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (result.returncode, result.stderr) == (0, "")


def test_a_closed_output_is_no_fault_of_the_program(url: str) -> None:
    result = subprocess.run(
        ["bash", "-c", f"'{sys.executable}' -m detector.cli now --db '{url}' >&-"],
        env={**os.environ, "PYTHONPATH": str(ROOT)}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert result.returncode == 0
    assert "Traceback" not in result.stderr
