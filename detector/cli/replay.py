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
from detector.cli.screen import Progress, note, write_json
from models.errors import UsageError

if TYPE_CHECKING:
    from models.database import Database
    from models.records import Document

_GOLD_KEY = "incident"


@click.command("replay", cls=KoreanCommand)
@click.argument("files", metavar="파일…", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "--gold",
    is_flag=True,
    help="문서의 키 incident가 진짜 장애를 가리킵니다. 늦은 의심과 헛경보를 셉니다.",
)
@click.option(
    "--db",
    "db",
    metavar="URL",
    help="결과를 남길 새 데이터베이스. 없으면 임시로 쓰고 지웁니다.",
)
@json_option
def command(files: tuple[Path, ...], gold: bool, db: str | None, as_json: bool) -> None:
    """저장해 둔 문서를 그때의 순서로 되돌려 보며 사건을 따라갑니다.

    1분 단위의 가짜 시계로 문서를 하나씩 들이고 detect와 똑같이 읽고 묶습니다.
    사건마다 처음 의심, 확인, 복구 중, 복구(또는 사라짐)가 된 때와, 첫 문서·세
    번째 글·두 번째 출처에서 얼마나 걸렸는지를 보이고, 끝에 사건 수를 셉니다.

    파일은 'meoktong import'가 받는 것이면 됩니다. MEOKTONG_DB의 데이터베이스는
    쓰지 않습니다.

    \b
    예: meoktong replay 지난해.jsonl.gz
        meoktong replay dev.jsonl 일상.jsonl --gold --json
    """
    from detector.classify.model import load_model
    from detector.cli.replay_json import course_json, summary_json
    from detector.cli.replay_page import print_replay
    from detector.incidents.replay import in_order, replay
    from models import clock

    now = clock.now()
    documents, bad = _read(files)
    keys = _gold_keys(documents) if gold else {}
    progress = Progress("되돌려 본 문서")
    with _database(db) as database:
        found = replay(
            database, in_order(documents, now), load_model(progress.say), keys=keys,
            progress=progress,
        )  # fmt: skip
    progress.done()
    if as_json:
        for course in found.incidents:
            write_json(course_json(course))
        write_json(summary_json(found))
    else:
        print_replay(found)
    if bad:
        click.get_current_context().exit(3 if documents else 1)


def _read(files: tuple[Path, ...]) -> tuple[list[Document], int]:
    """Return the documents of all files, and how many records were none (each told of)."""
    from crawler.archives.found import Asked
    from crawler.archives.reader import read_file
    from models import clock
    from models.errors import ImportLineError

    documents: list[Document] = []
    bad = 0
    for file in files:
        try:
            with file.open("rb") as stream:
                for record in read_file(stream, Asked(file.name, clock.now())):
                    if isinstance(record, ImportLineError):
                        bad += 1
                        note(str(record))
                    else:
                        documents.append(record)
        except FileNotFoundError as error:
            raise UsageError(f"{file}: 그런 파일이 없습니다") from error
        except OSError as error:
            raise UsageError(f"{file}: 읽을 수 없습니다 ({error.strerror})") from error
    return documents, bad


def _gold_keys(documents: list[Document]) -> dict[tuple[str, str], str]:
    keys = {
        (document.source, document.external_id): key
        for document in documents
        if isinstance(key := document.extra.get(_GOLD_KEY), str) and key
    }
    if not keys:
        raise UsageError(f"--gold: 키 '{_GOLD_KEY}'가 있는 문서가 하나도 없습니다")
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
                    raise UsageError(
                        f"--db: 이미 문서가 있습니다 ({database.name}). 새 것을 주세요"
                    )
            yield database
        finally:
            database.close()
