"""Takes documents in from archives."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import click

from detector.cli.korean import KoreanCommand
from detector.cli.options import MOMENT, database_option, json_option, opened
from detector.cli.screen import note, say, write_json
from detector.cli.spoken import tell
from models.errors import UsageError

_STDIN = Path("-")


@click.command("import", cls=KoreanCommand, help="cli.import.help")
@click.argument(
    "files", metavar="cli.common.files", nargs=-1, required=True, type=click.Path(path_type=Path)
)
@click.option("--url", default="", metavar="URL", help="cli.import.url_help")
@click.option("--published", type=MOMENT, help="cli.import.published_help")
@click.option("--again", is_flag=True, help="cli.import.again_help")
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
    """Run `meoktong import`."""
    from detector.cli.import_run import Request, import_files

    if url and (len(files) > 1 or files[0].is_dir()):
        raise UsageError(tell("cli.import.one_page"))
    _check_files(files)
    with opened(db) as database:
        done = import_files(database, files, Request(url, published, again))
    counts = done.counts
    if as_json:
        content = {"new": counts.new, "changed": counts.changed, "unchanged": counts.unchanged}
        write_json({**content, "bad_lines": done.bad, "skipped": done.skipped})
    else:
        parts = tell("cli.import.new", new=counts.new, changed=counts.changed)
        say(tell("cli.import.done", parts=parts, unchanged=counts.unchanged, bad=done.bad))
    is_nothing = counts.new + counts.changed + counts.unchanged == 0
    if is_nothing and not done.bad:
        note(tell("cli.import.nothing"))
    if done.bad:
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
            raise UsageError(tell("cli.common.no_such_file", file=file)) from error
        except OSError as error:
            raise UsageError(
                tell("cli.common.unreadable", file=file, strerror=error.strerror)
            ) from error


def _check_folder(folder: Path) -> None:
    from crawler.archives.page_files import find_pages

    if not find_pages(folder):
        raise UsageError(tell("cli.import.empty_folder", folder=folder))
