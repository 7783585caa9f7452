"""Writes the script that lets a shell complete commands, options, names and sources."""

from __future__ import annotations

import click

from detector.cli.korean import KoreanCommand
from detector.cli.screen import write_text
from detector.cli.spoken import tell
from models import config
from models.errors import UsageError

_SHELLS = ("bash", "zsh", "fish")
_VARIABLE = "_MEOKTONG_COMPLETE"


@click.command("completion", cls=KoreanCommand, help="cli.completion.help")
@click.argument("shell", metavar="[bash|zsh|fish]", required=False, type=click.Choice(_SHELLS))
def command(shell: str | None) -> None:
    """Run `meoktong completion`."""
    from click.shell_completion import get_completion_class

    chosen = shell or config.shell()
    kind = get_completion_class(chosen) if chosen in _SHELLS else None
    root = click.get_current_context().find_root()
    if kind is None:
        raise UsageError(tell("cli.completion.which", known=", ".join(_SHELLS)))
    script = kind(root.command, {}, "meoktong", _VARIABLE)
    write_text(script.source_template % script.source_vars())
