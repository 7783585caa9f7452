"""The command's outer manners: help, what is imported, exit status, quiet ends."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from click.testing import Result
from one_outage import Run

from detector.cli.commands import COMMANDS, meoktong
from detector.cli.help_text import columns_of, wrap
from detector.cli.spoken import speak, told
from models.records import Incident

HEAVY = ("konlpy", "sklearn", "scrapy", "trafilatura", "apprise", "pydantic", "requests")
#: What a command that only asks has no use for; each takes a tenth of its start or more.
NOT_ASKED = {
    *("models.grouping_tables", "models.collecting_tables", "models.said_tables", "models.groups"),
    *("alembic", "detector.facts", "detector.incidents.lifecycle", "detector.digests"),
    *("rich.console", "rich.table", "jinja2", "fastapi", "numpy", *HEAVY),
}
PROGRAM = [sys.executable, "-W", "error", "-m", "detector.cli"]
ROOT = Path(__file__).parents[2]


def environment(**extra: str) -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(ROOT), **extra}


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help_with_an_example_that_fits_80_columns(run: Run, name: str) -> None:
    result = run(name, "--help", env={"COLUMNS": "80"})
    assert result.exit_code == 0
    assert "예: meoktong" in result.stdout
    assert all(columns_of(line) <= 80 for line in result.stdout.splitlines())


@pytest.mark.parametrize("name", COMMANDS)
def test_the_list_of_commands_says_what_their_help_says(name: str) -> None:
    speak([])
    command = meoktong.get_command(click.Context(meoktong), name)
    assert command is not None
    assert command.get_short_help_str() == told(COMMANDS[name][1])


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_english_help_that_fits_80_columns(run: Run, name: str) -> None:
    shown = run(name, "--help", "--lang", "en", env={"COLUMNS": "80"}).stdout
    assert "E.g. meoktong" in shown or "Example: meoktong" in shown
    assert all(columns_of(line) <= 80 for line in shown.splitlines())
    assert "Usage: meoktong" in shown


def test_the_commands_are_listed_without_english(run: Run) -> None:
    shown = run("--help").stdout
    assert "쓰는 법:" in shown
    assert not {"Usage", "Options", "Commands"} & set(shown.replace(":", " ").split())


@pytest.mark.parametrize(
    "arguments",
    [
        ["--help"],
        ["incidents"],
        ["show", "nothing"],
        ["reports"],
        ["digest", "--date", "2018-11-22"],
        ["sources"],
        ["search", "쿠팡"],
        ["db", "check"],
        ["incidents", "--provider", "AWS"],
    ],
)
def test_asking_imports_neither_tagger_nor_classifier_nor_crawler(
    arguments: list[str], tmp_path: Path
) -> None:
    program = (
        "import sys\n"
        "from detector.cli import run\n"
        "try:\n    run()\nexcept SystemExit:\n    pass\n"
        f"print([name for name in {HEAVY!r} if name in sys.modules], file=sys.stderr)\n"
    )
    database = f"sqlite:///{tmp_path / 'test.db'}"
    result = subprocess.run(
        [sys.executable, "-c", program, *arguments],
        env=environment(MEOKTONG_DB=database), capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert result.stderr.splitlines()[-1] == "[]"


@pytest.mark.parametrize(
    "arguments",
    [
        ["now"],
        ["incidents"],
        ["incidents", "--provider", "AWS"],
        ["show"],
        ["reports"],
        ["search", "쿠팡"],
        ["sources"],
        ["dependencies"],
        ["dependencies", "쿠팡"],
        ["names", "카톡"],
    ],
)
def test_asking_imports_only_what_it_needs(
    arguments: list[str], url: str, outage: Incident, tmp_path: Path
) -> None:
    asked = [*arguments, outage.id] if arguments == ["show"] else arguments
    surroundings = environment(MEOKTONG_DB=url, MEOKTONG_CACHE=str(tmp_path / "cache"))
    program = [sys.executable, "-X", "importtime", "-m", "detector.cli", *asked]
    for _ in range(2):  # what articles recall is read once, and then kept
        result = subprocess.run(
            program, env=surroundings, capture_output=True, text=True, check=True
        )
    imported = {line.rpartition("|")[2].strip() for line in result.stderr.splitlines()}
    assert imported & NOT_ASKED == set()


def test_few_entries_of_the_gazetteer_are_made_for_one_incident(
    url: str, outage: Incident, tmp_path: Path
) -> None:
    program = (
        "import detector.gazetteer as names\n"
        "from detector.cli import run\n"
        "try:\n    run()\nexcept SystemExit:\n    pass\n"
        "import sys\nprint(len(names.gazetteer()._made), file=sys.stderr)\n"
    )
    surroundings = environment(MEOKTONG_DB=url, MEOKTONG_CACHE=str(tmp_path / "cache"))
    for _ in range(2):
        result = subprocess.run(
            [sys.executable, "-c", program, "show", outage.id],
            env=surroundings, capture_output=True, text=True, check=True,
        )  # fmt: skip
    assert int(result.stderr.splitlines()[-1]) < 100


@pytest.mark.parametrize(
    "arguments", [["--help"], *([name, "--help"] for name in COMMANDS), ["db", "check", "--help"]]
)
def test_help_imports_no_library_of_size(arguments: list[str]) -> None:
    result = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "detector.cli", *arguments],
        env=environment(), capture_output=True, text=True, check=True,
    )  # fmt: skip
    imported = {line.rpartition("|")[2].strip() for line in result.stderr.splitlines()}
    assert not imported & {"sqlalchemy", "sklearn", "konlpy", "fastapi", "apprise", *HEAVY, "numpy"}


def test_completion_imports_no_command(tmp_path: Path) -> None:
    result = subprocess.run(
        PROGRAM,
        env=environment(_MEOKTONG_COMPLETE="bash_complete", COMP_WORDS="meoktong in", COMP_CWORD="1"),
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert result.stdout.splitlines() == ["plain,incidents", "plain,init"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["nothing"], "'nothing' 명령은 없습니다"),
        (["incidents", "--nothing"], "'--nothing' 옵션은 없습니다"),
        (["incidents", "--limit", "0"], "1 이상의 정수가 아닙니다"),
        (["incidents", "--min-confidence", "2"], "0과 1 사이의 수가 아닙니다"),
        (["incidents", "--since", "모레"], "시각이 아닙니다"),
        (["incidents", "--status", "끝"], "쓸 수 있는 값: suspected(의심)"),
        (["incidents", "--date", "2018-11-22", "--since", "2018-11-22"], "함께 쓸 수 없습니다"),
        (["incidents", "more"], "쓰이지 않는 인자가 있습니다: more"),
        (["digest"], "--date"),
        (["digest", "--date", "22일"], "날짜가 아닙니다"),
        (["show"], "사건id"),
        (["search", " "], "비어 있습니다"),
        (["crawl", "no-such-source"], "목록에 없는 출처"),
        (["analyze", "/no/such/file"], "그런 파일이 없습니다"),
        (["parse", "/no/such/file"], "그런 파일이 없습니다"),
    ],
)
def test_wrong_usage_is_one_korean_line_and_status_2(
    run: Run, url: str, arguments: list[str], said: str
) -> None:
    result = run(*arguments, env={"MEOKTONG_DB": url})
    assert result.exit_code == 2
    assert result.stdout == ""
    assert result.stderr.startswith("meoktong: ")
    assert result.stderr.count("\n") == 1
    assert said in result.stderr


def test_without_a_command_the_help_is_shown_as_wrong_usage(run: Run) -> None:
    result = run()
    assert result.exit_code == 2
    assert "쓰는 법:" in result.stderr


@pytest.mark.parametrize("address", ["foo", "nosql://x", "sqlite:////proc/no/such/folder/x.db"])
def test_a_database_that_cannot_be_opened_is_one_line_and_status_1(run: Run, address: str) -> None:
    result = run("incidents", "--db", address)
    assert (result.exit_code, result.stderr.count("\n")) == (1, 1)
    assert "데이터베이스" in result.stderr


def test_a_file_that_is_no_database_is_one_line_and_status_1(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "letter.db"
    file.write_text("이것은 데이터베이스가 아니라 편지입니다. " * 200, encoding="utf-8")
    result = run("incidents", "--db", f"sqlite:///{file}")
    assert (result.exit_code, result.stderr.count("\n")) == (1, 1)


def test_a_reader_that_has_enough_ends_the_command_quietly(tmp_path: Path) -> None:
    database = f"sqlite:///{tmp_path / 'test.db'}"
    script = f"'{sys.executable}' -W error -m detector.cli sources --json --db {database} | head -1"
    result = subprocess.run(
        ["/bin/sh", "-c", script], env=environment(), capture_output=True, text=True, check=False
    )
    assert result.stdout.count("\n") == 1
    assert result.stderr == ""


@pytest.fixture
def _heard_interrupts() -> Iterator[None]:
    """Let child processes hear Ctrl-C: one that is started in the background inherits deafness."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.usefixtures("_heard_interrupts")
def test_ctrl_c_ends_the_command_quietly(tmp_path: Path) -> None:
    database = f"sqlite:///{tmp_path / 'test.db'}"
    with subprocess.Popen(
        [*PROGRAM, "import", "-", "--db", database],
        env=environment(), stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    ) as process:  # fmt: skip
        assert process.stdin is not None
        assert process.stderr is not None
        process.stdin.write(b"not json\n" * 2000)  # enough that the first line is read at once
        process.stdin.flush()
        process.stderr.readline()
        process.send_signal(signal.SIGINT)
        _, rest = process.communicate(timeout=30)
    assert process.returncode == 130
    assert b"Traceback" not in rest


def test_output_is_utf_8_whatever_the_locale(tmp_path: Path) -> None:
    database = f"sqlite:///{tmp_path / 'test.db'}"
    result = subprocess.run(
        [*PROGRAM, "sources", "--db", database],
        env=environment(PYTHONIOENCODING="ascii", PYTHONUTF8="0", LC_ALL="C"),
        capture_output=True, check=True,
    )  # fmt: skip
    assert "뉴스" in result.stdout.decode("utf-8")


def test_long_korean_help_is_wrapped_by_columns() -> None:
    assert list(wrap("가나다 라마바 사아자", 13)) == ["가나다 라마바", "사아자"]


def test_version_is_told(run: Run) -> None:
    result: Result = run("--version")
    assert result.stdout.startswith("meoktong ")
