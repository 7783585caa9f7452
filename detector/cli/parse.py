"""Shows what the crawler makes of one page; stores nothing."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import click

from detector.cli.completing import TARGET
from detector.cli.korean import KoreanCommand
from detector.cli.options import json_option
from detector.cli.screen import note, say, write_json
from detector.cli.shown import json_line
from detector.cli.spoken import said, tell, told
from models import clock
from models.errors import UsageError

if TYPE_CHECKING:
    from detector.cli.target import Target

_KINDS = {
    "article": "cli.parse.article",
    "post": "cli.common.texts",
    "list": "cli.parse.list",
    "feed": "cli.parse.feed",
    "wall": "cli.parse.wall",
    "unknown": "cli.parse.unknown_page",
}


@click.command("parse", cls=KoreanCommand, help="cli.parse.help")
@click.argument("target", type=TARGET, metavar="cli.common.target")
@click.option("--url", default="", metavar="URL", help="cli.parse.url_help")
@click.option("--save", type=click.Path(path_type=Path, file_okay=False), metavar="FOLDER",
              help="cli.parse.save_help")  # fmt: skip
@json_option
def command(target: str, url: str, save: Path | None, as_json: bool) -> None:
    """Run `meoktong parse`."""
    from crawler.encoding import decode
    from crawler.parsers.page import read_page
    from detector.cli.page_kinds import page_lines
    from detector.cli.target import read_target

    given = read_target(target)
    text = decode(given.body, given.content_type).text
    page = read_page(text, url or given.url, clock.now())
    lines = list(page_lines(page))
    found = lines or [{"kind_of_page": page.kind.value, "problem": said(page.problem)}]
    if save:
        for path in _save(save, given, found):
            note(tell("cli.parse.written", path=path))
    if as_json:
        for line in found:
            write_json(line)
    else:
        say(f"{told(_KINDS[page.kind])} ({page.kind})")
        for line in lines:
            _print_line(line)
    if page.problem:
        note(f"{given.name}: {said(page.problem)}")


def _save(folder: Path, given: Target, lines: Sequence[dict[str, Any]]) -> tuple[Path, Path]:
    """Write the page as it came, and what was read of it, as a test's fixture; return both paths."""
    host = urlsplit(given.url).hostname or Path(given.name).stem or "page"
    name = f"{host}_{hashlib.sha256(given.body).hexdigest()[:8]}"
    page, read = folder / f"{name}.html", folder / f"{name}.jsonl"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        page.write_bytes(given.body)
        read.write_text("".join(json_line(line) + "\n" for line in lines), encoding="utf-8")
    except OSError as error:
        raise UsageError(
            tell("cli.common.cannot_write", folder=folder, strerror=error.strerror)
        ) from error
    return page, read


def _print_line(line: dict[str, Any]) -> None:
    if "rows" in line:
        for row in line["rows"]:
            say(f"  {row['published'] or '-'}  {row['title']}")
            say(f"      {row['url']}")
        say(tell("cli.parse.rows", rows=len(line["rows"])))
        return
    say()
    say(f"{line['title'] or tell('cli.common.untitled')}")
    say(f"{line['published'] or tell('cli.parse.no_time')}  {line['url']}")
    for paragraph in line["text"].split("\n"):
        say(f"  {paragraph}")
