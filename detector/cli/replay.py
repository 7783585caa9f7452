"""Replays an archive with a simulated clock."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from detector.cli.korean import KoreanCommand
from detector.cli.options import json_option
from detector.cli.progress import Progress
from detector.cli.screen import note, write_json
from detector.cli.spoken import said, tell
from detector.cli.target import open_bytes
from models.errors import MeoktongError, UsageError

if TYPE_CHECKING:
    from models.database import Database
    from models.records import Document

_GOLD_KEY = "incident"


@click.command("replay", cls=KoreanCommand, help="cli.replay.help")
@click.argument(
    "files", metavar="cli.common.files", nargs=-1, required=True, type=click.Path(path_type=Path)
)
@click.option(
    "--gold",
    is_flag=True,
    help="cli.replay.gold_help",
)
@click.option(
    "--db",
    "db",
    metavar="URL",
    help="cli.replay.db_help",
)
@json_option
def command(files: tuple[Path, ...], gold: bool, db: str | None, as_json: bool) -> None:
    """Run `meoktong replay`."""
    from detector.classify.model import load_model
    from detector.cli.replay_json import course_json, summary_json
    from detector.cli.replay_page import print_replay
    from detector.incidents.replay import in_order, replay
    from models import clock

    now = clock.now()
    documents, bad = _read(files)
    if not documents:
        raise MeoktongError(tell("cli.replay.nothing"))
    keys = _gold_keys(documents) if gold else {}
    with _database(db) as database, Progress(tell("cli.replay.replayed")) as progress:
        found = replay(
            database, in_order(documents, now), load_model(progress.say), keys=keys,
            progress=progress,
        )  # fmt: skip
    if as_json:
        for course in found.incidents:
            write_json(course_json(course))
        write_json(summary_json(found))
    else:
        print_replay(found)
    if bad:
        click.get_current_context().exit(3)


def _read(files: tuple[Path, ...]) -> tuple[list[Document], int]:
    """Return the documents of all files, and how many records were none (each told of)."""
    from crawler.archives.found import Asked
    from crawler.archives.reader import read_file
    from models import clock
    from models.errors import ImportLineError

    documents: list[Document] = []
    bad = 0
    for file in files:
        with open_bytes(file) as stream:
            for record in read_file(stream, Asked(file.name, clock.now())):
                if isinstance(record, ImportLineError):
                    bad += 1
                    note(said(record.said))
                else:
                    documents.append(record)
    return documents, bad


def _gold_keys(documents: list[Document]) -> dict[tuple[str, str], str]:
    keys = {
        (document.source, document.external_id): key
        for document in documents
        if isinstance(key := document.extra.get(_GOLD_KEY), str) and key
    }
    if not keys:
        raise UsageError(tell("cli.replay.no_gold", gold_key=_GOLD_KEY))
    return keys


@contextmanager
def _database(url: str | None) -> Iterator[Database]:
    """Yield a new database: the one to be kept, or one that goes at the end."""
    from models.database import open_database
    from models.documents import count_documents

    with tempfile.TemporaryDirectory(prefix="meoktong-") as folder:
        database = open_database(url or f"sqlite:///{Path(folder) / 'replay.db'}")
        try:
            with database.reading() as session:
                if count_documents(session):
                    raise UsageError(tell("cli.replay.not_new", name=database.name))
            yield database
        finally:
            database.close()
