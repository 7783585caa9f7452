"""Takes documents in from archives."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import click

from detector.cli.korean import KoreanCommand
from detector.cli.options import database_option, json_option, opened
from detector.cli.screen import Progress, note, say, write_json
from models.errors import UsageError

if TYPE_CHECKING:
    from models.database import Database
    from models.records import Document, StoredCounts

_BATCH = 500
_STDIN = Path("-")
_LATER = {".xlsx", ".xls", ".csv", ".html", ".htm"}


@click.command("import", cls=KoreanCommand)
@click.argument("files", metavar="파일…", nargs=-1, required=True, type=click.Path(path_type=Path))
@database_option
@json_option
def command(files: tuple[Path, ...], db: str | None, as_json: bool) -> None:
    """저장해 둔 문서(JSON Lines)를 들여옵니다.

    한 줄에 문서 하나: id, url, source, kind(news·community·official), published, title, text.
    gzip으로 눌러 담은 것도 되고, '-'는 표준 입력입니다. 나머지 키는 그대로 보관합니다.
    같은 문서를 다시 들여오면 아무것도 바뀌지 않고, 본문이 바뀌었으면 새 판이 됩니다.

    잘못된 줄은 번호와 함께 표준 오류에 나오고 나머지는 들어갑니다.

    \b
    끝날 때의 상태: 0 모두, 3 일부만, 1 하나도 못 들임,
    2 파일이 없음(아무것도 들이지 않음).

    \b
    예: meoktong import 기사.jsonl 지난해.jsonl.gz
    """
    _check_files(files)
    with opened(db) as database:
        counts, bad = _import_all(database, files)
    if as_json:
        content = {"new": counts.new, "changed": counts.changed, "unchanged": counts.unchanged}
        write_json({**content, "bad_lines": bad})
    else:
        parts = f"새 문서 {counts.new:,}건, 바뀐 문서 {counts.changed:,}건"
        say(f"{parts}, 그대로인 문서 {counts.unchanged:,}건, 잘못된 줄 {bad:,}개")
    if bad:
        is_nothing = counts.new + counts.changed + counts.unchanged == 0
        click.get_current_context().exit(1 if is_nothing else 3)


def _check_files(files: Sequence[Path]) -> None:
    """Refuse the whole request when one file cannot be read, before anything is stored."""
    for file in files:
        if file == _STDIN:
            continue
        if file.suffix.lower() in _LATER:
            raise UsageError(f"{file}: 아직 JSON Lines(.jsonl, .jsonl.gz)만 들여올 수 있습니다")
        if file.is_dir():
            raise UsageError(f"{file}: 폴더입니다. 파일을 주세요")
        try:
            file.open("rb").close()
        except FileNotFoundError as error:
            raise UsageError(f"{file}: 그런 파일이 없습니다") from error
        except OSError as error:
            raise UsageError(f"{file}: 읽을 수 없습니다 ({error.strerror})") from error


def _import_all(database: Database, files: Sequence[Path]) -> tuple[StoredCounts, int]:
    from models.records import StoredCounts

    counts, bad = StoredCounts(), 0
    progress = Progress("들여오는 중, 문서")
    for file in files:
        if file == _STDIN:
            added, wrong = _import_one(database, sys.stdin.buffer, "표준입력", progress)
        else:
            with file.open("rb") as opened_file:
                added, wrong = _import_one(database, opened_file, file.name, progress)
        counts, bad = counts + added, bad + wrong
    progress.done()
    return counts, bad


def _import_one(
    database: Database, file: BinaryIO, name: str, progress: Progress
) -> tuple[StoredCounts, int]:
    """Store a file's documents in batches; return what changed and how many lines are bad."""
    from detector.cli.import_lines import read_archive
    from models import clock
    from models.documents import store_documents
    from models.errors import ImportLineError
    from models.records import StoredCounts

    counts, bad = StoredCounts(), 0
    batch: list[Document] = []
    for found in read_archive(file, name, clock.now()):
        if isinstance(found, ImportLineError):
            bad += 1
            note(str(found))
            continue
        batch.append(found)
        if len(batch) == _BATCH:
            counts += store_documents(database, batch)
            progress(counts.new + counts.changed + counts.unchanged)
            batch.clear()
    return counts + store_documents(database, batch), bad
