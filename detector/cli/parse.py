"""Shows what the crawler makes of one page; stores nothing."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import click

from detector.cli.korean import KoreanCommand
from detector.cli.options import json_option
from detector.cli.screen import note, say, write_json
from detector.cli.shown import json_line
from models import clock
from models.errors import UsageError

if TYPE_CHECKING:
    from detector.cli.target import Target

_KINDS = {
    "article": "기사",
    "post": "글",
    "list": "목록",
    "feed": "피드",
    "wall": "막는 페이지",
    "unknown": "알 수 없는 페이지",
}


@click.command("parse", cls=KoreanCommand)
@click.argument("target", metavar="파일|주소|-")
@click.option("--url", default="", metavar="URL", help="저장한 페이지가 있던 주소.")
@click.option("--save", type=click.Path(path_type=Path, file_okay=False), metavar="FOLDER",
              help="페이지의 바이트와 읽은 것을 여기에 파일 둘로 남깁니다.")  # fmt: skip
@json_option
def command(target: str, url: str, save: Path | None, as_json: bool) -> None:
    """수집기가 한 페이지·목록·피드를 어떻게 읽는지 보입니다.

    데이터베이스에 저장하지 않습니다. 읽을 것이 없으면 그 까닭이 표준 오류에 나옵니다.
    주소를 주면 수집할 때와 같은 예의로 가져옵니다(robots.txt, 공개된 주소만).

    \b
    예: meoktong parse 저장한페이지.html --url https://example.com/news/1
        meoktong parse https://example.com/news/1 --save fixtures
    """
    from crawler.encoding import decode
    from crawler.parsers.page import read_page
    from detector.cli.page_kinds import page_lines
    from detector.cli.target import read_target

    given = read_target(target)
    text = decode(given.body, given.content_type).text
    page = read_page(text, url or given.url, clock.now())
    lines = list(page_lines(page))
    told = lines or [{"kind_of_page": page.kind.value, "problem": page.problem}]
    if save:
        for path in _save(save, given, told):
            note(f"{path}에 썼습니다")
    if as_json:
        for line in told:
            write_json(line)
    else:
        say(f"{_KINDS[page.kind]} ({page.kind})")
        for line in lines:
            _print_line(line)
    if page.problem:
        note(f"{given.name}: {page.problem}")


def _save(folder: Path, given: Target, told: Sequence[dict[str, Any]]) -> tuple[Path, Path]:
    """Write the page as it came, and what was read of it, as a test's fixture; return both paths."""
    host = urlsplit(given.url).hostname or Path(given.name).stem or "page"
    name = f"{host}_{hashlib.sha256(given.body).hexdigest()[:8]}"
    page, read = folder / f"{name}.html", folder / f"{name}.jsonl"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        page.write_bytes(given.body)
        read.write_text("".join(json_line(line) + "\n" for line in told), encoding="utf-8")
    except OSError as error:
        raise UsageError(f"{folder}: 여기에 쓸 수 없습니다 ({error.strerror})") from error
    return page, read


def _print_line(line: dict[str, Any]) -> None:
    if "rows" in line:
        for row in line["rows"]:
            say(f"  {row['published'] or '-'}  {row['title']}")
            say(f"      {row['url']}")
        say(f"모두 {len(line['rows'])}줄")
        return
    say()
    say(f"{line['title'] or '(제목 없음)'}")
    say(f"{line['published'] or '나온 때 모름'}  {line['url']}")
    for paragraph in line["text"].split("\n"):
        say(f"  {paragraph}")
