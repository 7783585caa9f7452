"""Reads new documents and groups them into incidents."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from detector.cli.korean import KoreanCommand
from detector.cli.options import database_option, json_option, opened
from detector.cli.screen import Progress, note, say, write_json
from detector.cli.words import LABEL
from models.records import Label

if TYPE_CHECKING:
    from detector.detect import DetectOutcome
    from models.database import Database


@click.command("detect", cls=KoreanCommand)
@click.option("--again", is_flag=True, help="이미 읽은 문서도 모두 다시 읽습니다.")
@database_option
@json_option
def command(again: bool, db: str | None, as_json: bool) -> None:
    """아직 읽지 않은 문서를 읽고 장애 사건으로 묶습니다.

    분류기가 없으면 먼저 만듭니다(1분쯤, 한 번만).

    \b
    예: meoktong detect
    """
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
    say(f"문서 {outcome.read:,}건을 읽었습니다 ({parts})")
    say(f"새로 생기거나 달라진 사건 {outcome.incidents:,}건")
    if is_empty:
        note("문서가 하나도 없습니다. 'meoktong crawl'이나 'meoktong import'로 모으세요")


def detect_with_progress(database: Database) -> DetectOutcome:
    """Read what is unread, telling a terminal how far it is."""
    from detector.classify.model import load_model
    from detector.detect import DetectOutcome, detect
    from models.documents import count_unread

    with database.reading() as session:
        if not count_unread(session):
            return DetectOutcome()
    progress = Progress("읽은 문서")
    outcome = detect(database, progress=progress, classifier=load_model(progress.say))
    progress.done()
    return outcome
