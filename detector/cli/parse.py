"""Shows what the crawler makes of one page; stores nothing."""

from __future__ import annotations

from typing import Any

import click

from detector.cli.korean import KoreanCommand
from detector.cli.options import json_option
from detector.cli.screen import note, say, write_json
from models import clock

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
@json_option
def command(target: str, url: str, as_json: bool) -> None:
    """수집기가 한 페이지·목록·피드를 어떻게 읽는지 보입니다.

    저장하지 않습니다. 읽을 것이 없으면 그 까닭이 표준 오류에 나옵니다.

    \b
    예: meoktong parse 저장한페이지.html --url https://example.com/news/1
    """
    from detector.cli.page_kinds import read_page
    from detector.cli.target import read_target

    given = read_target(target)
    page = read_page(given.body, given.content_type, url or given.url, clock.now())
    if as_json:
        for line in page.lines or ({"kind_of_page": page.kind, "problem": page.problem},):
            write_json(line)
    else:
        say(f"{_KINDS[page.kind]} ({page.kind})")
        for line in page.lines:
            _print_line(line)
    if page.problem:
        note(f"{given.name}: {page.problem}")


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
