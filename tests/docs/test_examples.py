"""Every example of the documents does what the document says."""

from __future__ import annotations

import json
import re
import shlex
import shutil
from itertools import pairwise
from pathlib import Path

import click
import pytest
from documents import DOCUMENTS, ROOT, Block, blocks_of, commands_in, outside_blocks
from running import Reader, matches

from detector.cli.commands import meoktong

#: What a first reader meets is run in every test run; the rest by `make test-long`.
FIRST = ("README.md", "README.ko.md")
RUNNABLE = {"console", "bash", "python", "json", "toml", "ini"}
#: Programs that examples need beside our own and those of every system.
TOOLS = ("curl", "jq", "openssl")
#: So many blocks at most may be excused from being run.
MOST_EXCUSED = 18
# The first run trains the classifier, which takes minutes on a busy machine.
pytestmark = pytest.mark.timeout(900)


def _ids(document: Path) -> str:
    return document.relative_to(ROOT).as_posix()


def _run(document: Path, home: Path, demo: Path) -> None:
    shown = "".join(block.text for block in blocks_of(document) if block.why_not is None)
    for tool in TOOLS:
        if tool in shown and shutil.which(tool) is None:
            pytest.skip(f"{document.name} shows {tool}, which is not installed here")
    reader = Reader(home, demo, "en" if document.name == "README.md" else "ko")
    for block in blocks_of(document):
        if block.why_not is None:
            reader.read(block)


@pytest.mark.parametrize("document", [one for one in DOCUMENTS if one.name in FIRST], ids=_ids)
def test_a_first_reader_sees_what_the_document_says(
    document: Path, tmp_path: Path, demo: Path
) -> None:
    _run(document, tmp_path / "home", demo)


@pytest.mark.long
@pytest.mark.parametrize("document", [one for one in DOCUMENTS if one.name not in FIRST], ids=_ids)
def test_every_reader_sees_what_the_document_says(
    document: Path, tmp_path: Path, demo: Path
) -> None:
    _run(document, tmp_path / "home", demo)


def _all_blocks() -> list[Block]:
    return [block for document in DOCUMENTS for block in blocks_of(document)]


def test_what_is_not_run_says_why_and_is_little(capsys: pytest.CaptureFixture[str]) -> None:
    excused = [block for block in _all_blocks() if block.why_not is not None]
    with capsys.disabled():
        click.echo(f"\n{len(excused)} of {len(_all_blocks())} blocks are not run:")
        for block in excused:
            click.echo(f"  {block.place}: {block.why_not}")
    assert all(len(str(block.why_not)) > 8 for block in excused)
    assert len(excused) <= MOST_EXCUSED


def test_every_other_block_is_of_a_kind_that_is_run() -> None:
    assert {
        block.place
        for block in _all_blocks()
        if block.language not in RUNNABLE and block.why_not is None and block.file is None
    } == set()


@pytest.mark.parametrize("document", DOCUMENTS, ids=_ids)
def test_no_example_hides_in_an_indented_block(document: Path) -> None:
    lines = outside_blocks(document).split("\n")
    hidden = [
        line
        for before, line in pairwise(lines)
        if line.startswith("    ") and line.strip() and not before.strip()
    ]
    assert hidden == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=_ids)
def test_every_command_that_a_document_names_is_there_with_its_options(document: Path) -> None:
    wrong = {line: why for line in commands_in(document) if (why := _fault(line)) is not None}
    assert wrong == {}


def _fault(line: str) -> str | None:
    """Return what is wrong with a command line's command or options; values are not looked at."""
    ctx: click.Context = click.Context(meoktong, info_name="meoktong")
    words = shlex.split(line.replace("…", ""))[1:]
    command: click.Command = meoktong
    while isinstance(command, click.Group) and words and not words[0].startswith("-"):
        inner = command.get_command(ctx, words[0])
        if inner is None:
            return f"no command {words[0]}"
        command, words = inner, words[1:]
        ctx = click.Context(command, parent=ctx)
    known = {name for param in command.params for name in (*param.opts, *param.secondary_opts)}
    unknown = {word.partition("=")[0] for word in words if word.startswith("--")} - known
    return f"no option {unknown}" if unknown - {"--help", "--version"} else None


@pytest.mark.parametrize("document", DOCUMENTS, ids=_ids)
def test_every_link_within_the_repository_leads_somewhere(document: Path) -> None:
    links = re.findall(r"\]\((?!https?:)([^)#\s]+)", outside_blocks(document))
    assert [link for link in links if not (document.parent / link).exists()] == []


def test_both_readmes_run_the_same_commands() -> None:
    names = [
        {" ".join(line.split()[:2]) for line in commands_in(ROOT / name)}
        for name in ("README.md", "README.ko.md")
    ]
    assert names[0] == names[1]


def test_the_figures_are_the_same_wherever_they_stand() -> None:
    tables = [
        re.findall(
            r"^\|.*\| (\d[\d./ ]*) \| (\d[\d./ ]*) \|$", file.read_text("utf-8"), re.MULTILINE
        )
        for file in (
            ROOT / "README.md",
            ROOT / "README.ko.md",
            ROOT / "docs/what-it-does-not-claim.md",
        )
    ]
    assert len(tables[0]) == 8
    assert tables[0] == tables[1] == tables[2]


def test_left_out_lines_and_ages_are_not_compared_but_all_else_is() -> None:
    assert matches(("가", "...", "라"), ["가", "나", "다", "라"])
    assert matches(("가 3년 전", "..."), ["가 8년 전", "나"])
    assert matches(("가 ... 다",), ["가 나 다", ""])
    assert not matches(("가", "라"), ["가", "나", "라"])
    assert not matches(("84분",), ["85분"])


def test_an_example_that_does_otherwise_is_noticed(tmp_path: Path, demo: Path) -> None:
    document = ROOT / "README.md"
    reader = Reader(tmp_path / "home", demo)
    for text in ("$ meoktong nothing\n", "$ echo one\ntwo\n"):
        with pytest.raises(pytest.fail.Exception):
            reader.read(Block(document, 1, "console", text, None, None))
    with pytest.raises(json.JSONDecodeError):
        reader.read(Block(document, 1, "json", "{", None, None))
