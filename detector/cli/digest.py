"""Makes the daily digest, and those of several days and of a period."""

from __future__ import annotations

import sys
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import click

from detector.cli.korean import KoreanCommand
from detector.cli.options import DAY, WordType, database_option, json_option, opened
from detector.cli.screen import Progress, note
from detector.cli.shown import json_line
from detector.messages import Language
from models import clock
from models.errors import StorageError, UsageError

if TYPE_CHECKING:
    from detector.cli.digest_made import Asked
    from detector.digests.digest import Digest
    from detector.digests.formats import Format
    from detector.digests.rows import DigestRow
    from models.database import Database

PERIODS = {"week": "주", "month": "달", "quarter": "분기", "year": "해"}
FORMATS = ("csv", "xlsx", "parquet", "html", "md", "json")
#: More days than this are years of rows that nobody reads at once.
_MOST_DAYS = 3_700
_STDOUT = Path("-")
_DAY = timedelta(days=1)
_LANGUAGE = Language.KO


@click.command("digest", cls=KoreanCommand)
@click.option("--date", "day", type=DAY, help="어느 날(한국 시간). 예: 2018-11-22, 오늘, 어제")
@click.option("--from", "first", type=DAY, help="여러 날이면 첫날.")
@click.option("--to", "last", type=DAY, help="여러 날이면 끝날. 없으면 오늘.")
@click.option(
    "--period", type=WordType(PERIODS), metavar="PERIOD",
    help="--date(없으면 어제)가 든 week(주), month(달), quarter(분기), year(해)를 앞 기간과 견줍니다.",
)  # fmt: skip
@click.option(
    "--since-last", is_flag=True, help="앞서 쓴 표와 견주어 무엇이 왜 바뀌었는지 보입니다."
)
@click.option(
    "--format", "form", type=click.Choice(FORMATS), metavar="FORMAT",
    help="csv, xlsx, parquet, html, md, json. 없으면 FILE의 끝을 따르고, 그것도 없으면 csv.",
)  # fmt: skip
@click.option(
    "--out", type=click.Path(path_type=Path, dir_okay=False, allow_dash=True), metavar="FILE",
    help="여기에 씁니다. 없거나 '-'면 표준 출력.",
)  # fmt: skip
@click.option(
    "--keep/--no-keep", default=None,
    help="이 표가 한 말을 남겨 다음 --since-last가 견주게 할지. 하루나 여러 날의 표를 파일에 쓰면 남깁니다.",
)  # fmt: skip
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
    """하루의 장애를 CSV 표로 만듭니다.

    그날(한국 시간) 이어지던 사건이 한 줄씩, 심한 것부터 나옵니다. 그날 늦거나 막히거나 고장 난
    출처는 끝에 blind-spot으로 나옵니다: 줄이 없는 날이 정말 조용한 날인지 알 수 있습니다.
    그날까지 사람이 검토한 것이 있으면 그 앞에 정밀도가 reviewed로 한 줄 나옵니다.

    \b
    예: meoktong digest --date 어제 --out 먹통-어제.csv
        meoktong digest --date 어제 --out 어제.xlsx
        meoktong digest --from 2018-11-20 --to 2018-11-26 --format md
        meoktong digest --period month --format html --out 지난달.html
        meoktong digest --date 그제 --since-last --format md
    """
    from detector.cli.digest_made import keep_what_it_said, make_digest

    to_file = out is not None and out != _STDOUT
    now = clock.now()
    asked = _asked(day, (first, last), period, since_last, now)
    wanted = _format(form, out, as_json=as_json)
    progress = Progress("표를 만든 날")
    with opened(db) as database:
        digest = make_digest(database, asked, now, progress)
        progress.done()
        _put(digest, wanted, out if to_file else None)
        is_said = to_file and not since_last and period is None
        if is_said if keep is None else keep:
            try:
                keep_what_it_said(database, digest, now)
            except StorageError as error:
                note(f"표는 썼지만, 다음에 견줄 수 있게 남기지 못했습니다: {error}")


def _asked(
    day: date | None,
    span: tuple[date | None, date | None],
    period: str | None,
    since_last: bool,
    now: datetime,
) -> Asked:
    """Return what is asked for. Raises UsageError for what cannot be asked together."""
    from detector.cli.digest_made import Asked, today
    from detector.digests.period import Period, bounds_of

    newest, (first, last) = today(now), span
    _refuse_together(day, span, period, since_last)
    if period is not None:
        first, last = bounds_of(Period(period), day or newest - _DAY)
    elif day is not None:
        first = last = day
    assert first is not None
    if first > newest:
        raise UsageError(f"{first}은(는) 아직 오지 않은 날입니다")
    last = min(last or newest, newest)
    if last < first:
        raise UsageError(f"--to {last}이(가) --from {first}보다 앞입니다")
    if (last - first).days >= _MOST_DAYS:
        raise UsageError(f"한 번에 {_MOST_DAYS:,}일까지 쓸 수 있습니다")
    return Asked(first, last, Period(period) if period else None, since_last)


def _refuse_together(
    day: date | None,
    span: tuple[date | None, date | None],
    period: str | None,
    since_last: bool,
) -> None:
    has_span = any(span)
    if day is None and period is None and not span[0]:
        raise UsageError("어느 날인지 --date로 주세요 (예: --date 어제). 여러 날은 --from, --to")
    if has_span and (day or period):
        raise UsageError("--from, --to는 --date, --period와 함께 쓸 수 없습니다")
    if period and since_last:
        raise UsageError("--period와 --since-last는 함께 쓸 수 없습니다")


def _format(form: str | None, out: Path | None, *, as_json: bool) -> Format | None:
    """Return the format to write; None for JSON, an object a line. Raises UsageError."""
    from detector.digests.formats import BINARY, Format, format_of

    if as_json:
        if form is not None:
            raise UsageError("--json은 --format과 함께 쓸 수 없습니다")
        return None
    chosen = Format(form) if form else (format_of(out) if out else None) or Format.CSV
    if chosen in BINARY and (out is None or out == _STDOUT) and sys.stdout.isatty():
        raise UsageError(f"{chosen.value}은(는) 터미널에 쓸 수 없습니다. --out FILE로 주세요")
    return chosen


def _put(digest: Digest, form: Format | None, out: Path | None) -> None:
    """Write the digest to a file, moved into its place, or to standard output."""
    from detector.digests.placing import put_in_place

    content = _content(digest, form)
    if out is None:
        sys.stdout.buffer.write(content)
        return
    put_in_place(out, content)
    note(f"{out}: {_size(digest)}줄을 썼습니다")


def _content(digest: Digest, form: Format | None) -> bytes:
    from detector.digests.as_json import objects_of
    from detector.digests.digest import table_of
    from detector.digests.formats import bytes_of

    if form is not None:
        return bytes_of(digest, form, _LANGUAGE)
    lines = [json_line(row) + "\n" for row in objects_of(table_of(digest, _LANGUAGE))]
    return "".join(lines).encode("utf-8", "replace")


def _size(digest: Digest) -> int:
    from detector.digests.digest import table_of

    return len(table_of(digest, _LANGUAGE).rows)


def rows_of_day(database: Database, day: date) -> list[DigestRow]:
    """Return the digest's rows of a KST day. Raises StorageError."""
    from detector.cli.digest_made import Asked, make_digest

    return make_digest(database, Asked(day, day), clock.now()).rows
