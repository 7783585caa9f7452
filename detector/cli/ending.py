"""How a command line ends: with which status, and an error in one line."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import NoReturn, TextIO

import click

from detector.cli.folding import fold
from detector.cli.korean import explain_usage
from detector.cli.shown import shown
from detector.cli.spoken import tell
from models.errors import MeoktongError

STOPPED_BY_USER = 130
_FAILED = 1
#: Commands that have commands of their own.
GROUPS = frozenset({"alerts", "config", "db"})


@contextmanager
def ending(line: Sequence[str]) -> Iterator[None]:
    """Turn what may be raised while a command line runs into its status and one line on stderr."""
    try:
        yield
    except (click.exceptions.Abort, KeyboardInterrupt):
        _quit_quietly(STOPPED_BY_USER)
    except BrokenPipeError:  # whoever read us has enough
        _quit_quietly(0)
    except SystemExit:
        if "PacifyFlush" in type(sys.stdout).__name__:  # so does Click tell of the same
            _quit_quietly(0)
        raise
    except click.ClickException as error:
        _end_usage(error, line)
    except MeoktongError as error:
        from detector.cli.failures import explain_failure

        _fail(explain_failure(error, _command_in(line)), error.exit_status)
    except OSError as error:  # a full disk under the output, a folder that may not be made
        where = f" ({error.filename})" if error.filename else ""
        problem = f"{error.strerror or error}{where}"
        _fail(tell("cli.failures.system", problem=problem), _FAILED)


def _end_usage(error: click.ClickException, line: Sequence[str]) -> NoReturn:
    if isinstance(error, click.exceptions.NoArgsIsHelpError):
        click.echo(error.ctx.get_help() if error.ctx else error.message, err=True)
        sys.exit(error.exit_code)
    _fail(explain_usage(error, _command_in(line)), error.exit_code)


def _command_in(line: Sequence[str]) -> str | None:
    """Return the name of the command on a command line, with that of its part: "db check"."""
    words = [word for word in line if not word.startswith("-")]
    part = words[1] if len(words) > 1 else ""
    if words and words[0] in GROUPS and re.fullmatch(r"[a-z-]+", part):
        return f"{words[0]} {part}"
    return words[0] if words else None


def _fail(problem: str, status: int) -> NoReturn:
    """Say in one line what went wrong, and exit."""
    line = f"meoktong: {shown(' '.join(problem.split()))}"
    click.echo("\n".join(fold(line, _columns())) if sys.stderr.isatty() else line, err=True)
    _quit_quietly(status)


def _columns() -> int:
    import shutil

    return shutil.get_terminal_size().columns


def _quit_quietly(status: int) -> NoReturn:
    """Exit without the complaint that Python makes when it cannot flush standard output."""
    try:
        sys.stdout.flush()
    except (OSError, ValueError):
        null = os.open(os.devnull, os.O_WRONLY)
        os.dup2(null, sys.stdout.fileno())
    sys.exit(status)


def write_utf8() -> None:
    """Make both outputs UTF-8 (a terminal keeps its own encoding) that never fail on a character."""
    sys.stdout = sys.stdout or _nowhere()
    sys.stderr = sys.stderr or _nowhere()
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is None:
            continue
        encoding = stream.encoding if stream.isatty() else "utf-8"
        reconfigure(encoding=encoding, errors="backslashreplace")


def _nowhere() -> TextIO:
    """Return an output in place of one that was closed by whoever started us."""
    return os.fdopen(os.open(os.devnull, os.O_WRONLY), "w", encoding="utf-8")
