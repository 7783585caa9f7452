"""The group of commands: loads them late, and speaks the language asked for."""

from __future__ import annotations

import gc
import importlib
import sys
import time
from collections.abc import Mapping
from typing import Any

import click

from detector.cli.ending import ending, write_utf8
from detector.cli.korean import KoreanGroup
from detector.cli.loudness import Loudness, loudness, set_loudness
from detector.cli.spoken import speak, tell, told

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
        write_utf8()
        given = args[0] if args else extra.get("args")
        line = sys.argv[1:] if given is None else list(given)
        speak(line)
        set_loudness(Loudness.USUAL)
        began = time.monotonic()
        with ending(line):
            status: Any = super().main(*args, standalone_mode=False, **extra)  # type: ignore[call-overload]
            if loudness() is Loudness.VERBOSE:
                _tell_time(time.monotonic() - began)
            sys.stdout.flush()
        sys.exit(status if isinstance(status, int) else 0)


def _tell_time(seconds: float) -> None:
    click.echo(tell("cli.screen.took", seconds=seconds), err=True)


def _system_problem(error: OSError) -> str:
    where = f" ({error.filename})" if error.filename else ""
    return tell("cli.failures.system", problem=f"{error.strerror or error}{where}")
