"""Upgrades, checks and backs up the database."""

from __future__ import annotations

from pathlib import Path

import click

from detector.cli.korean import KoreanCommand, KoreanGroup
from detector.cli.options import database_option, json_option
from detector.cli.screen import say, write_json
from detector.cli.spoken import said, tell
from models import config


@click.group("db", cls=KoreanGroup, help="cli.db.help")
def command() -> None:
    """Run `meoktong db`."""


@command.command("upgrade", cls=KoreanCommand, help="cli.db.upgrade_help")
@database_option
def upgrade(db: str | None) -> None:
    """Run `meoktong db upgrade`."""
    from models.database import current_revision, open_database
    from models.database import upgrade as upgrade_tables

    database = open_database(db or config.database_url(), any_revision=True)
    try:
        before = current_revision(database)
        upgrade_tables(database)
        after = current_revision(database)
    finally:
        database.close()
    done = (
        tell("cli.db.up_to_date")
        if before == after
        else tell("cli.db.upgraded", before=before or tell("cli.common.none"))
    )
    say(tell("cli.db.schema", name=database.name, after=after, done=done))


@command.command("check", cls=KoreanCommand, help="cli.db.check_help")
@database_option
@json_option
def check(db: str | None, as_json: bool) -> None:
    """Run `meoktong db check`."""
    from models import upkeep
    from models.database import open_database

    database = open_database(db or config.database_url(), any_revision=True)
    try:
        problems = upkeep.check(database)
    finally:
        database.close()
    for problem in problems:
        if as_json:
            write_json({"problem": said(problem)})
        else:
            say(said(problem))
    if problems:
        click.get_current_context().exit(1)
    if not as_json:
        say(tell("cli.db.sound", name=database.name))


@command.command("backup", cls=KoreanCommand, help="cli.db.backup_help")
@click.argument("target", metavar="cli.common.file", type=click.Path(path_type=Path))
@database_option
def backup(target: Path, db: str | None) -> None:
    """Run `meoktong db backup`."""
    from models import upkeep
    from models.database import open_database

    database = open_database(db or config.database_url(), any_revision=True)
    try:
        upkeep.backup(database, target)
    finally:
        database.close()
    say(tell("cli.db.backed_up", target=target, megabytes=target.stat().st_size / 1000000.0))
