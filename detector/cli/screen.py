"""What people see: lines and tables, plain where nobody looks at a terminal."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING, Any, cast

import click

from detector.cli import live
from detector.cli.folding import for_screen
from detector.cli.loudness import Loudness, loudness
from detector.cli.plain import PlainScreen, PlainText
from detector.cli.shown import json_line, shown
from models import config

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

_rows: ContextVar[list[Any] | None] = ContextVar("rows", default=None)


def say(line: str = "") -> None:
    """Write a line to standard output; controls in it become visible marks."""
    click.echo(for_screen(shown(line), sys.stdout))


def note(line: str) -> None:
    """Write a line to standard error unless -q; controls in it become visible marks."""
    if loudness() == Loudness.QUIET:
        return
    if (screen := live.showing.get()) is not None:  # above the progress line
        screen.print(shown(line), soft_wrap=True)
    else:
        click.echo(for_screen(shown(line), sys.stderr), err=True)


def detail(line: str) -> None:
    """Write a line to standard error with -v."""
    if loudness() is Loudness.VERBOSE:
        note(line)


def write_text(text: str) -> None:
    """Write a text of our own, of any number of lines, to standard output."""
    click.echo(text)


def write_json(content: Any) -> None:
    """Write one record to standard output: JSON on one line, or a row of the table being made."""
    rows = _rows.get()
    if rows is None:
        click.echo(json_line(content))
    else:
        rows.append(content)


@contextmanager
def writing_table(kind: str | None) -> Iterator[None]:
    """Take the records written meanwhile as rows of a table, and write it at the end; JSON if None."""
    if kind is None:
        yield
        return
    from detector.cli.tables import table_of

    rows: list[Any] = []
    before = _rows.set(rows)
    try:
        yield
    finally:  # also where a command ends with a status of its own
        _rows.reset(before)
        sys.stdout.flush()
        sys.stdout.buffer.write(table_of(rows, kind))


def _is_plain() -> bool:
    """Return whether standard output shows no styles, so that Rich is not needed."""
    return not sys.stdout.isatty() and not config.forces_colour()


def console() -> Console:
    """Return a console on standard output that takes no markup; plain when piped or NO_COLOR."""
    if _is_plain():
        return cast("Console", PlainScreen())
    from rich.console import Console

    screen = Console(file=sys.stdout, markup=False, highlight=False, emoji=False)
    if screen.no_color:  # for Rich NO_COLOR still leaves bold and underline
        return Console(
            file=sys.stdout, markup=False, highlight=False, emoji=False, color_system=None
        )
    return screen


def styled(text: str, style: str = "") -> Text:
    """Return text for a console, its controls as visible marks."""
    if _is_plain():
        return cast("Text", PlainText(shown(text)))
    from rich.text import Text

    return Text(shown(text), style=style)


def print_item(screen: Console, line: Text, indent: int = 2, hang: int = 0) -> None:
    """Print a line; where it is too long it goes on below, hang columns further in."""
    room = max(screen.width - indent - hang, 20)
    for number, part in enumerate(line.wrap(screen, room)):
        part.rstrip()
        screen.print(styled(" " * (indent + (hang if number else 0))) + part, soft_wrap=True)
