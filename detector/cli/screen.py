"""What people see: lines, tables and progress, plain where nobody looks at a terminal."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import timedelta
from typing import TYPE_CHECKING, Any, cast

import click

from detector.cli.loudness import Loudness, loudness
from detector.cli.plain import PlainScreen, PlainText
from detector.cli.shown import json_line, shown
from detector.cli.spoken import language, tell
from detector.messages.amounts import lasting_in
from models import config

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

_rows: ContextVar[list[Any] | None] = ContextVar("rows", default=None)
#: Work that is done sooner needs no progress line.
QUIET_SECONDS = 2.0
_MINUTE = 60


def say(line: str = "") -> None:
    """Write a line to standard output; controls in it become visible marks."""
    click.echo(shown(line))


def note(line: str) -> None:
    """Write a line to standard error unless -q; controls in it become visible marks."""
    if loudness() > Loudness.QUIET:
        click.echo(shown(line), err=True)


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


class Progress:
    """A line on standard error that says how far long work is; only on a terminal."""

    def __init__(self, what: str) -> None:
        self._what = what
        self._began = time.monotonic()
        self._last = 0.0
        self._written = False

    def __call__(self, done: int, total: int | None = None, share: float | None = None) -> None:
        """Say how far it is, at most five times a second; share is what part is done, if known."""
        now = time.monotonic()
        if now - self._began < QUIET_SECONDS or now - self._last < 0.2 or not _is_watched():
            return
        self._last = now
        self._written = True
        share = done / total if total else share
        click.echo(f"\r\x1b[K{self._line(done, total, share, now)}", err=True, nl=False)

    def _line(self, done: int, total: int | None, share: float | None, now: float) -> str:
        of = f" / {total:,}" if total else ""
        return f"{shown(self._what)} {done:,}{of}{_pace(done, now - self._began, share)}"

    def say(self, line: str) -> None:
        """Write what is being done now; every line where there is a terminal."""
        if _is_watched():
            note(line)

    def done(self) -> None:
        """Clear the line."""
        if self._written:
            click.echo("\r\x1b[K", err=True, nl=False)


def _is_watched() -> bool:
    return sys.stderr.isatty() and loudness() > Loudness.QUIET


def _pace(done: int, seconds: float, share: float | None) -> str:
    """Return how many a second were done, and how long the rest takes at that rate."""
    pace = tell("cli.screen.pace", rate=round(done / max(seconds, 0.001)))
    if not share or not 0 < share <= 1:
        return pace
    left = round(seconds * (1 - share) / share)
    if left < _MINUTE:
        return pace + tell("cli.screen.seconds_left", share=share, left=left)
    length = lasting_in(language(), timedelta(seconds=left))
    return pace + tell("cli.screen.left", share=share, left=length)
