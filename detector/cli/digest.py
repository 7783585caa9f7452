"""Makes the daily digest, and those of several days and of a period."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from detector.cli.korean import KoreanCommand
from detector.cli.options import DAY, WordType, database_option, json_option, opened
from detector.cli.progress import Progress
from detector.cli.screen import note
from detector.cli.shown import json_line
from detector.cli.spoken import Words, language, tell
from models import clock
from models.errors import StorageError, UsageError

if TYPE_CHECKING:
    from detector.digests.digest import Digest
    from detector.digests.formats import Format
    from detector.digests.rows import DigestRow
    from models.database import Database

PERIODS = Words("cli.digest_periods")
FORMATS = ("csv", "xlsx", "parquet", "html", "md", "json")
_STDOUT = Path("-")


@click.command("digest", cls=KoreanCommand, help="cli.digest.help")
@click.option("--date", "day", type=DAY, help="cli.digest.date_help")
@click.option("--from", "first", type=DAY, help="cli.digest.from_help")
@click.option("--to", "last", type=DAY, help="cli.digest.to_help")
@click.option("--period", type=WordType(PERIODS), metavar="PERIOD", help="cli.digest.period_help")
@click.option("--since-last", is_flag=True, help="cli.digest.since_last_help")
@click.option(
    "--format", "form", type=click.Choice(FORMATS), metavar="FORMAT",
    help="cli.digest.format_help",
)  # fmt: skip
@click.option(
    "--out", type=click.Path(path_type=Path, dir_okay=False, allow_dash=True), metavar="FILE",
    help="cli.digest.out_help",
)  # fmt: skip
@click.option("--keep/--no-keep", default=None, help="cli.digest.keep_help")
@database_option
@json_option
def command(
    day: date | None,
    first: date | None,
    last: date | None,
    period: str | None,
    since_last: bool,
    form: str | None,
    out: Path | None,
    keep: bool | None,
    db: str | None,
    as_json: bool,
) -> None:
    """Run `meoktong digest`."""
    from detector.cli.digest_asked import asked_of
    from detector.cli.digest_made import make_digest

    now = clock.now()
    asked = asked_of(day, (first, last), period, now, since_last=since_last)
    wanted = _format(form, out, as_json=as_json)
    file = None if out == _STDOUT else out
    with opened(db) as database:
        with Progress(tell("cli.digest.progress")) as progress:
            digest = make_digest(database, asked, now, progress)
        _put(digest, wanted, file)
        is_said = file is not None and not since_last and period is None
        if is_said if keep is None else keep:
            _keep(database, digest)


def _format(form: str | None, out: Path | None, *, as_json: bool) -> Format | None:
    """Return the format to write; None for JSON, an object a line. Raises UsageError."""
    from detector.digests.formats import BINARY, Format, format_of

    if as_json:
        if form is not None:
            raise UsageError(tell("cli.digest.json_alone"))
        return None
    chosen = Format(form) if form else (format_of(out) if out else None) or Format.CSV
    if chosen in BINARY and (out is None or out == _STDOUT) and sys.stdout.isatty():
        raise UsageError(tell("cli.digest.not_for_a_terminal", format=chosen.value))
    return chosen


def _put(digest: Digest, form: Format | None, out: Path | None) -> None:
    """Write the digest to a file, moved into its place, or to standard output."""
    from detector.digests.digest import table_of
    from detector.digests.formats import Format, format_of
    from detector.digests.placing import put_in_place

    content = _content(digest, form)
    if out is None:
        sys.stdout.buffer.write(content)
        return
    put_in_place(out, content)
    if form is Format.CSV and out.suffix and format_of(out) is None:
        note(tell("cli.digest.as_csv", ending=out.suffix, known=", ".join(Format)))
    note(tell("cli.digest.written", file=out, rows=len(table_of(digest, language()).rows)))


def _content(digest: Digest, form: Format | None) -> bytes:
    from detector.digests.as_json import objects_of
    from detector.digests.digest import table_of
    from detector.digests.formats import bytes_of

    if form is not None:
        return bytes_of(digest, form, language())
    lines = [json_line(row) + "\n" for row in objects_of(table_of(digest, language()))]
    return "".join(lines).encode("utf-8", "replace")


def _keep(database: Database, digest: Digest) -> None:
    """Keep what the digest said; one that could be written and not kept is still a digest."""
    from detector.cli.digest_made import keep_what_it_said

    try:
        keep_what_it_said(database, digest, clock.now())
    except StorageError as error:
        note(tell("cli.digest.not_kept", why=error.said))


def rows_of_day(database: Database, day: date) -> list[DigestRow]:
    """Return the digest's rows of a KST day. Raises StorageError."""
    from detector.cli.digest_asked import Asked
    from detector.cli.digest_made import make_digest

    return make_digest(database, Asked(day, day), clock.now()).rows
