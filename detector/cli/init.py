"""Writes a commented settings file."""

from __future__ import annotations

from pathlib import Path

import click

from detector.cli.korean import KoreanCommand
from detector.cli.screen import say
from detector.cli.spoken import language, tell
from models import config
from models.errors import UsageError


@click.command("init", cls=KoreanCommand, help="cli.init.help")
@click.option(
    "--out", "out", metavar="cli.common.file", type=click.Path(path_type=Path),
    help="cli.init.out_help",
)  # fmt: skip
@click.option("--force", is_flag=True, help="cli.init.force_help")
def command(out: Path | None, force: bool) -> None:
    """Run `meoktong init`."""
    from detector.config.template import template

    path = out or config.config_file()
    if path.exists() and not force:
        raise UsageError(tell("cli.init.exists", path=path))
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        beside = path.with_name(f".{path.name}.new")
        beside.write_text(template(language()), encoding="utf-8")
        beside.chmod(0o600)  # it will name where secrets are
        beside.replace(path)
    except OSError as error:
        raise UsageError(tell("cli.init.failed", path=path, why=error.strerror)) from error
    say(tell("config.shown.written", path=path))
