"""Makes the daily digest."""

from __future__ import annotations

import sys
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from detector.cli.korean import KoreanCommand
from detector.cli.options import DAY, database_option, day_bounds, json_option, opened
from detector.cli.screen import note, write_json
from models import clock

if TYPE_CHECKING:
    from detector.digest import DigestRow
    from models.database import Database


@click.command("digest", cls=KoreanCommand)
@click.option(
    "--date", "day", type=DAY, required=True, help="어느 날(한국 시간). 예: 2018-11-22, 오늘, 어제"
)
@click.option(
    "--out", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE",
    help="여기에 씁니다. 없으면 표준 출력.",
)  # fmt: skip
@database_option
@json_option
def command(day: date, out: Path | None, db: str | None, as_json: bool) -> None:
    """하루의 장애를 CSV 표로 만듭니다.

    그날(한국 시간) 이어지던 사건이 한 줄씩, 심한 것부터 나옵니다. 그날 늦거나 막히거나 고장 난
    출처는 끝에 blind-spot으로 나옵니다: 줄이 없는 날이 정말 조용한 날인지 알 수 있습니다.
    그날까지 사람이 검토한 것이 있으면 그 앞에 정밀도가 reviewed로 한 줄 나옵니다.

    \b
    예: meoktong digest --date 어제 --out 먹통-어제.csv
    """
    from detector.digest import digest_bytes, write_digest

    with opened(db) as database:
        rows = rows_of_day(database, day)
    if as_json:
        for row in rows:
            write_json(_json(row))
    elif out is None:
        sys.stdout.buffer.write(digest_bytes(rows))
    else:
        write_digest(out, rows)
        note(f"{out}: {len(rows)}줄을 썼습니다")


def rows_of_day(database: Database, day: date) -> list[DigestRow]:
    """Return the digest's rows of a KST day. Raises StorageError."""
    from crawler.catalogue import load_catalogue
    from detector.digest import digest_rows
    from detector.precision import precision_of, precision_text
    from detector.views.blind_spots import failed_sources
    from detector.views.incident_filters import Wanted, conditions
    from models.corrections import judged_until
    from models.incidents import list_incidents

    since, until = day_bounds(day)
    with database.reading() as session:
        incidents = list_incidents(session, *conditions(Wanted(since=since, until=until)))
        sources = list(load_catalogue().values())
        failed = failed_sources(session, sources, day, clock.now())
        reviewed = precision_text(precision_of(judged_until(session, until)))
    return digest_rows(incidents, failed, day, reviewed)


def _json(row: DigestRow) -> dict[str, Any]:
    from detector.digest import COLUMNS

    def plain(value: object) -> object:
        if isinstance(value, datetime):
            return clock.show_iso(value)
        return value.isoformat() if isinstance(value, date) else value

    return {column: plain(getattr(row, column)) for column in COLUMNS}
