"""Writes docs/reference from the code: `python -m detector.cli.reference` (`--check` only compares)."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import click

from detector.cli.commands import meoktong
from detector.cli.korean import common_options
from detector.cli.reference_data import (
    json_page,
    metrics_page,
    settings_page,
    states_page,
    tables_page,
)
from detector.cli.reference_text import heading, table
from detector.cli.spoken import speak, tell, told
from detector.messages import LANGUAGES

FOLDER = Path(__file__).parents[2] / "docs" / "reference"
#: Where each language's pages stand: Korean ones first.
FOLDERS = {"ko": ".", "en": "en"}


def pages() -> dict[str, str]:
    """Return every page of the reference by its path in docs/reference."""
    made = {}
    for spoken in LANGUAGES:
        speak(["--lang", spoken])
        for name, lines in _PAGES.items():
            path = (Path(FOLDERS[spoken]) / f"{name}.md").as_posix()
            made[path] = "\n".join([*_head(name), *lines()]) + "\n"
    speak([])  # again as the environment says
    return made


def _head(name: str) -> Iterator[str]:
    yield f"# {tell(f'reference.title.{name}')}"
    yield ""
    yield tell("reference.page.made")
    yield ""
    yield tell(f"reference.about.{name}")


def _commands() -> Iterator[str]:
    """Yield every command with its line of usage, what it does, its options and examples."""
    top = click.Context(meoktong, info_name="meoktong")
    yield from heading(2, tell("reference.page.common"))
    yield from _options(common_options(), top)
    for name in meoktong.list_commands(top):
        command = meoktong.get_command(top, name)
        assert command is not None
        yield from _command(command, click.Context(command, info_name=name, parent=top), 2)


def _command(command: click.Command, ctx: click.Context, level: int) -> Iterator[str]:
    yield from heading(level, f"`{ctx.command_path}`")
    yield from ("", "```text", f"{ctx.command_path} {_pieces(command, ctx)}".rstrip(), "```")
    yield from _paragraphs(told(command.help or ""))
    usual = {name for option in common_options() for name in option.opts}
    own = [param for param in command.params if not usual & set(param.opts)]
    yield from _options(own, ctx)
    if isinstance(command, click.Group):
        for name in command.list_commands(ctx):
            inner = command.get_command(ctx, name)
            assert inner is not None
            yield from _command(inner, click.Context(inner, info_name=name, parent=ctx), level + 1)


def _pieces(command: click.Command, ctx: click.Context) -> str:
    return " ".join(told(piece) for piece in command.collect_usage_pieces(ctx))


def _paragraphs(text: str) -> Iterator[str]:
    r"""Yield a help text as Markdown: what \b keeps as it is stands in a block."""
    for paragraph in text.strip().split("\n\n"):
        kept = paragraph.startswith("\b")
        lines = paragraph.strip("\b\n").split("\n")
        yield ""
        yield from ("```text", *lines, "```") if kept else lines


def _options(params: Sequence[click.Parameter], ctx: click.Context) -> Iterator[str]:
    rows = [_option(one, ctx) for one in params if isinstance(one, click.Option)]
    if rows:
        yield from table((tell("reference.column.option"), tell("reference.column.meaning")), rows)


def _option(option: click.Option, ctx: click.Context) -> tuple[str, str]:
    record = option.get_help_record(ctx)
    assert record is not None, option.name
    names, meaning = record
    head, _, metavar = names.rpartition(" ")
    shown = f"{head} {told(metavar)}" if head else names
    return f"`{shown}`", told(meaning).replace("\n", " ")


_PAGES: dict[str, Callable[[], Iterator[str]]] = {
    "commands": _commands,
    "settings": settings_page,
    "tables": tables_page,
    "json": json_page,
    "metrics": metrics_page,
    "states": states_page,
}


def stale(folder: Path = FOLDER) -> list[str]:
    """Return the pages that are not what the code says, and those that it does not say at all."""
    made = pages()
    there = {path.relative_to(folder).as_posix() for path in folder.rglob("*.md")}
    wrong = {name for name, text in made.items() if _read(folder / name) != text}
    return sorted(wrong | (there - set(made)))


def _read(path: Path) -> str | None:
    return path.read_text(encoding="utf-8") if path.exists() else None


def main(args: Sequence[str]) -> int:
    """Write the pages, or with --check compare them; return the exit status."""
    if "--check" in args:
        wrong = stale()
        for name in wrong:
            click.echo(name)
        return 1 if wrong else 0
    for name, text in pages().items():
        path = FOLDER / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
