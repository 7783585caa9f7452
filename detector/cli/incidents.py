"""Lists incidents."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

import click

from detector.cli.korean import KoreanCommand
from detector.cli.options import (
    COUNT,
    DAY,
    MOMENT,
    SHARE,
    WordType,
    as_of_option,
    database_option,
    day_bounds,
    json_option,
    opened,
)
from detector.cli.screen import note, write_json
from detector.cli.words import STATUS, when
from models.errors import UsageError
from models.records import Status

if TYPE_CHECKING:
    from detector.views.incident_filters import Wanted
    from models.database import Database
    from models.records import Incident


@click.command("incidents", cls=KoreanCommand)
@click.option("--since", type=MOMENT, help="이때나 그 뒤에도 이어진 사건만.")
@click.option("--until", type=MOMENT, help="이때 전에 시작한 사건만.")
@click.option("--date", "day", type=DAY, help="그날(한국 시간) 있었던 사건만. 예: 2018-11-22, 오늘")
@click.option("--provider", metavar="NAME", help="이곳에서 비롯한 사건만. 예: AWS, 카카오")
@click.option("--affected", metavar="NAME", help="이 서비스가 겪은 사건만. 예: 쿠팡")
@click.option(
    "--status",
    type=WordType({status.value: word for status, word in STATUS.items()}),
    metavar="STATUS",
    help=", ".join(f"{status.value}({word})" for status, word in STATUS.items()),
)
@click.option("--min-confidence", type=SHARE, help="이만큼은 확실한 사건만 (0~1).")
@click.option("--limit", type=COUNT, help="많아야 이만큼, 최근 것부터.")
@as_of_option
@database_option
@json_option
def command(
    since: datetime | None,
    until: datetime | None,
    day: date | None,
    provider: str | None,
    affected: str | None,
    status: str | None,
    min_confidence: float | None,
    limit: int | None,
    as_of: datetime | None,
    db: str | None,
    as_json: bool,
) -> None:
    """장애 사건을 나열합니다.

    최근 것부터 나옵니다. 사건의 자세한 내용은 'meoktong show 사건id'로 봅니다.

    \b
    예: meoktong incidents --date 2018-11-22 --affected 쿠팡
        meoktong incidents --status 확인 --json
        meoktong incidents --date 2018-11-22 --as-of 2018-11-22T09:30
    """
    from detector.views.incident_filters import Wanted

    if day is not None:
        if since or until:
            raise UsageError("--date는 --since, --until과 함께 쓸 수 없습니다")
        since, until = day_bounds(day)
    wanted = Wanted(
        since, until, provider, affected, Status(status) if status else None, min_confidence
    )
    with opened(db) as database:
        found = _found(database, wanted, limit, as_of)
        if not found:
            note(_why_empty(database, wanted) if as_of is None else _why_empty_then(as_of))
        _write(found, as_json=as_json)


def _found(
    database: Database, wanted: Wanted, limit: int | None, as_of: datetime | None
) -> list[Incident]:
    from detector.views.incident_filters import conditions, meets
    from models.incidents import list_incidents

    with database.reading() as session:
        if as_of is None:
            return list_incidents(session, *conditions(wanted), limit=limit)
        from detector.incidents.as_of import incidents_as_of  # the classifier is slow to import

        known = incidents_as_of(session, as_of, since=wanted.since, until=wanted.until)
    return [incident for incident in known if meets(incident, wanted)][:limit]


def _write(found: list[Incident], *, as_json: bool) -> None:
    from detector.cli.incident_list import print_incidents
    from detector.views.as_json import incident_json

    if as_json:
        for incident in found:
            write_json(incident_json(incident))
    elif found:
        print_incidents(found)


def _why_empty_then(as_of: datetime) -> str:
    return f"{when(as_of)}까지 나온 문서로는 조건에 맞는 사건이 없었습니다"


def _why_empty(database: Database, wanted: Wanted) -> str:
    """Return why there is nothing to list, and what to do."""
    from models.documents import count_documents, count_unread
    from models.incidents import list_incidents

    with database.reading() as session:
        if not count_documents(session):
            return (
                f"문서가 하나도 없습니다 ({database.name})."
                " 'meoktong crawl'이나 'meoktong import'로 모으세요"
            )
        if unread := count_unread(session):
            return (
                f"찾은 사건이 없습니다. 아직 읽지 않은 문서가 {unread:,}건 있습니다:"
                " 'meoktong detect'를 하세요"
            )
        if wanted.is_everything or not list_incidents(session, limit=1):
            return "문서를 모두 읽었고 장애를 알리는 것이 없었습니다"
    return "조건에 맞는 사건이 없습니다. 조건을 줄여 보세요 (조건 없이는 사건이 있습니다)"
