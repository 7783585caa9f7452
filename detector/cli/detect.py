"""Reads new documents and groups them into incidents."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from detector.cli.korean import KoreanCommand
from detector.cli.options import database_option, json_option, opened
from detector.cli.progress import Progress
from detector.cli.screen import note, say, write_json
from detector.cli.spoken import tell
from detector.cli.words import LABEL
from models.records import Label

if TYPE_CHECKING:
    from detector.detect import DetectOutcome
    from models.database import Database


@click.command("detect", cls=KoreanCommand, help="cli.detect.help")
@click.option("--again", is_flag=True, help="cli.detect.again_help")
@database_option
@json_option
def command(again: bool, db: str | None, as_json: bool) -> None:
    """Run `meoktong detect`."""
    from models.documents import count_documents, mark_all_unread

    with opened(db) as database:
        if again:
            mark_all_unread(database)
        outcome = detect_with_progress(database)
        with database.reading() as session:
            is_empty = count_documents(session) == 0
    counts = {label: outcome.by_label.get(label, 0) for label in Label}
    if as_json:
        by_label = {label.value: count for label, count in counts.items()}
        write_json({"read": outcome.read, "by_label": by_label, "incidents": outcome.incidents})
        return
    parts = ", ".join(f"{LABEL[label]} {count:,}" for label, count in counts.items())
    say(tell("cli.detect.read", read=outcome.read, parts=parts))
    say(tell("cli.detect.changed", incidents=outcome.incidents))
    if is_empty:
        note(tell("cli.detect.no_documents"))


def detect_with_progress(database: Database) -> DetectOutcome:
    """Read what is unread, telling a terminal how far it is."""
    from detector.classify.model import load_model
    from detector.detect import DetectOutcome, detect
    from models.documents import count_unread

    with database.reading() as session:
        if not count_unread(session):
            return DetectOutcome()
    with Progress(tell("cli.common.documents_read")) as progress:
        return detect(database, progress=progress, classifier=load_model(progress.say))
