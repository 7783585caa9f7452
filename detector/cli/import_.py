"""Takes documents in from archives."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import click

from detector.cli.korean import KoreanCommand
from detector.cli.options import MOMENT, database_option, json_option, opened
from detector.cli.screen import say, write_json
from models.errors import UsageError

_STDIN = Path("-")


@click.command("import", cls=KoreanCommand)
@click.argument("files", metavar="파일…", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--url", default="", metavar="URL", help="저장한 페이지 하나가 있던 주소.")
@click.option("--published", type=MOMENT, help="시각이 없는 저장한 페이지가 나온 때.")
@click.option("--again", is_flag=True, help="이미 들여온 파일도 처음부터 다시 읽습니다.")
@database_option
@json_option
def command(
    files: tuple[Path, ...],
    url: str,
    published: datetime | None,
    again: bool,
    db: str | None,
    as_json: bool,
) -> None:
    """저장해 둔 문서(JSON Lines, 빅카인즈, HTML)를 들여옵니다.

    무엇인지는 이름이 아니라 내용으로 압니다. gzip이나 zstd로 눌러 담은 것도 됩니다.

    \b
    JSON Lines  한 줄에 문서 하나: id, url, source,
                kind(news·community·official), published, title, text.
                나머지 키는 그대로 보관합니다.
    빅카인즈    내려받은 xlsx나 csv 그대로. 위 키가 머리글인 csv도 됩니다.
    HTML        저장한 기사·글·피드(html, mht), 또는 그것이 든 폴더.

    '-'는 표준 입력입니다. 같은 문서를 다시 들여오면 아무것도 바뀌지 않고, 본문이
    바뀌었으면 새 판이 됩니다. 도중에 멈춘 파일은 멈춘 곳부터 이어서 들여옵니다.

    잘못된 줄은 번호와 함께 표준 오류에 나오고 나머지는 들어갑니다.

    \b
    끝날 때의 상태: 0 모두, 3 일부만, 1 하나도 못 들임,
    2 파일이 없음(아무것도 들이지 않음).

    \b
    예: meoktong import 기사.jsonl 지난해.jsonl.gz
        meoktong import NewsResult_20260101-20260331.xlsx
        meoktong import 저장한_기사.html --url https://example.com/1
    """
    from detector.cli.import_run import Request, import_files

    if url and (len(files) > 1 or files[0].is_dir()):
        raise UsageError("--url은 저장한 페이지 하나에만 씁니다. 파일을 하나만 주세요")
    _check_files(files)
    with opened(db) as database:
        done = import_files(database, files, Request(url, published, again))
    counts = done.counts
    if as_json:
        content = {"new": counts.new, "changed": counts.changed, "unchanged": counts.unchanged}
        write_json({**content, "bad_lines": done.bad, "skipped": done.skipped})
    else:
        parts = f"새 문서 {counts.new:,}건, 바뀐 문서 {counts.changed:,}건"
        say(f"{parts}, 그대로인 문서 {counts.unchanged:,}건, 잘못된 줄 {done.bad:,}개")
    if done.bad:
        is_nothing = counts.new + counts.changed + counts.unchanged == 0
        click.get_current_context().exit(1 if is_nothing else 3)


def _check_files(files: Sequence[Path]) -> None:
    """Refuse the whole request when one file cannot be read, before anything is stored."""
    for file in files:
        try:
            if file == _STDIN:
                continue
            if file.is_dir():
                _check_folder(file)
            else:
                file.open("rb").close()
        except FileNotFoundError as error:
            raise UsageError(f"{file}: 그런 파일이 없습니다") from error
        except OSError as error:
            raise UsageError(f"{file}: 읽을 수 없습니다 ({error.strerror})") from error


def _check_folder(folder: Path) -> None:
    from crawler.archives.page_files import find_pages

    if not find_pages(folder):
        raise UsageError(f"{folder}: 폴더에 저장한 페이지(html, htm, mht)가 없습니다")
