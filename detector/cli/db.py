"""Upgrades, checks and backs up the database."""

from __future__ import annotations

from pathlib import Path

import click

from detector.cli.korean import KoreanCommand, KoreanGroup
from detector.cli.options import database_option, json_option
from detector.cli.screen import say, write_json
from models import config
from models.database import current_revision, open_database
from models.database import upgrade as upgrade_tables


@click.group("db", cls=KoreanGroup)
def command() -> None:
    """데이터베이스를 올리고, 점검하고, 백업합니다.

    \b
    예: meoktong db check
        meoktong db backup 먹통-백업.db
    """


@command.command("upgrade", cls=KoreanCommand)
@database_option
def upgrade(db: str | None) -> None:
    """표를 이 프로그램의 판에 맞춥니다. 없으면 만듭니다.

    \b
    예: meoktong db upgrade --db sqlite:///먹통.db
    """
    database = open_database(db or config.database_url(), any_revision=True)
    try:
        before = current_revision(database)
        upgrade_tables(database)
        after = current_revision(database)
    finally:
        database.close()
    done = "이미 맞습니다" if before == after else f"{before or '없음'}에서 올렸습니다"
    say(f"{database.name}: 스키마 {after}, {done}")


@command.command("check", cls=KoreanCommand)
@database_option
@json_option
def check(db: str | None, as_json: bool) -> None:
    """파일이 온전하고 안의 것이 서로 맞는지 봅니다. 문제가 있으면 상태 1로 끝납니다.

    \b
    예: meoktong db check
    """
    from models import upkeep

    database = open_database(db or config.database_url(), any_revision=True)
    try:
        problems = upkeep.check(database)
    finally:
        database.close()
    for problem in problems:
        if as_json:
            write_json({"problem": problem})
        else:
            say(problem)
    if problems:
        click.get_current_context().exit(1)
    if not as_json:
        say(f"{database.name}: 문제가 없습니다")


@command.command("backup", cls=KoreanCommand)
@click.argument("target", metavar="파일", type=click.Path(path_type=Path))
@database_option
def backup(target: Path, db: str | None) -> None:
    """SQLite 데이터베이스를 쓰는 중에도 새 파일로 복사합니다. 있는 파일은 덮지 않습니다.

    \b
    예: meoktong db backup 먹통-백업.db
    """
    from models import upkeep

    database = open_database(db or config.database_url(), any_revision=True)
    try:
        upkeep.backup(database, target)
    finally:
        database.close()
    say(f"{target}: 백업했습니다 ({target.stat().st_size / 1e6:.1f} MB)")
