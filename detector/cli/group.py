"""The group of commands: loads them late, speaks the language asked for, turns errors into one line."""

from __future__ import annotations

import gc
import importlib
import os
import sys
import time
from collections.abc import Mapping
from typing import Any, NoReturn

import click

from detector.cli.korean import KoreanGroup, explain_usage
from detector.cli.loudness import Loudness, loudness, set_loudness
from detector.cli.shown import shown
from detector.cli.spoken import speak, tell, told
from models.errors import MeoktongError

STOPPED_BY_USER = 130
#: Commands that only ask and end; the others get Python's usual search for garbage back.
SHORT = frozenset(
    {"now", "incidents", "show", "reports", "search", "dependencies", "names", "sources", "digest"}
)
_USUAL = (700, 10, 10)


class LazyGroup(KoreanGroup):
    """A group that imports a command's module only when it is run."""

    def __init__(self, *args: Any, commands_in: Mapping[str, tuple[str, str]], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.commands_in = commands_in

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of the commands in the order of the list."""
        return list(self.commands_in)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return the command of this name, imported now, or None."""
        if cmd_name not in self.commands_in:
            return None
        if cmd_name not in SHORT:
            gc.set_threshold(*_USUAL)
        module = importlib.import_module(f"detector.cli.{self.commands_in[cmd_name][0]}")
        command: click.Command = module.command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the list of commands without importing any."""
        with formatter.section(tell("cli.help.commands")):
            formatter.write_dl([(name, told(line)) for name, (_, line) in self.commands_in.items()])

    def shell_complete(
        self, ctx: click.Context, incomplete: str
    ) -> list[click.shell_completion.CompletionItem]:
        """Return the commands and options that begin so, without importing any."""
        commands = [
            click.shell_completion.CompletionItem(name, help=told(line))
            for name, (_, line) in self.commands_in.items()
            if name.startswith(incomplete)
        ]
        return commands + click.Command.shell_complete(self, ctx, incomplete)

    def main(self, *args: Any, standalone_mode: bool = True, **extra: Any) -> Any:
        """Run the command line and exit with its status; errors are one line on stderr."""
        _write_utf8()
        given = args[0] if args else extra.get("args")
        line = sys.argv[1:] if given is None else list(given)
        speak(line)
        set_loudness(Loudness.USUAL)
        run: Any = super().main
        try:
            began = time.monotonic()
            status = run(*args, standalone_mode=False, **extra)
            if loudness() is Loudness.VERBOSE:
                _tell_time(time.monotonic() - began)
            sys.stdout.flush()
        except click.exceptions.Abort:
            _quit_quietly(STOPPED_BY_USER)
        except KeyboardInterrupt:
            _quit_quietly(STOPPED_BY_USER)
        except BrokenPipeError:  # whoever read us has enough
            _quit_quietly(0)
        except click.exceptions.NoArgsIsHelpError as error:
            click.echo(error.ctx.get_help() if error.ctx else error.message, err=True)
            sys.exit(error.exit_code)
        except click.ClickException as error:
            _fail(explain_usage(error, _command_in(line)), error.exit_code)
        except MeoktongError as error:
            from detector.cli.failures import explain_failure

            _fail(explain_failure(error, _command_in(line)), error.exit_status)
        sys.exit(status if isinstance(status, int) else 0)


def _tell_time(seconds: float) -> None:
    click.echo(tell("cli.screen.took", seconds=seconds), err=True)


def _command_in(line: list[str]) -> str | None:
    """Return the name of the command on a command line."""
    return next((word for word in line if not word.startswith("-")), None)


def _fail(problem: str, status: int) -> NoReturn:
    """Say in one line what went wrong, and exit."""
    click.echo(f"meoktong: {shown(' '.join(problem.split()))}", err=True)
    sys.exit(status)


def _quit_quietly(status: int) -> NoReturn:
    """Exit without the complaint that Python makes when it cannot flush standard output."""
    try:
        sys.stdout.flush()
    except (BrokenPipeError, ValueError):
        null = os.open(os.devnull, os.O_WRONLY)
        os.dup2(null, sys.stdout.fileno())
    sys.exit(status)


def _write_utf8() -> None:
    """Make both outputs UTF-8 (a terminal keeps its own encoding) that never fail on a character."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is None:
            continue
        encoding = stream.encoding if stream.isatty() else "utf-8"
        reconfigure(encoding=encoding, errors="backslashreplace")
