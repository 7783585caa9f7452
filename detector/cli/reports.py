"""Lists what was concluded of each document."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from itertools import islice
from typing import TYPE_CHECKING

import click

from detector.cli.korean import KoreanCommand
from detector.cli.options import COUNT, MOMENT, WordType, database_option, json_option, opened
from detector.cli.screen import note, say, write_json
from detector.cli.words import KIND, LABEL, when
from models.records import Label

if TYPE_CHECKING:
    from models.database import Database
    from models.records import Report


@click.command("reports", cls=KoreanCommand)
@click.option(
    "--label",
    "labels",
    multiple=True,
    type=WordType({label.value: word for label, word in LABEL.items()}),
    metavar="LABEL",
    help=", ".join(f"{label.value}({word})" for label, word in LABEL.items())
    + "; 거듭 쓸 수 있음.",
)
@click.option("--since", type=MOMENT, help="이때나 그 뒤에 나온 문서만.")
@click.option("--until", type=MOMENT, help="이때 전에 나온 문서만.")
@click.option("--source", metavar="SOURCE", help="이 출처의 문서만.")
@click.option("--limit", type=COUNT, help="많아야 이만큼.")
@database_option
@json_option
def command(
    labels: tuple[str, ...],
    since: datetime | None,
    until: datetime | None,
    source: str | None,
    limit: int | None,
    db: str | None,
    as_json: bool,
) -> None:
    """문서마다 내린 판단을 나열합니다.

    모은 차례로 나옵니다. --json이면 판단의 모든 내용이 근거의 위치와 함께 나옵니다.

    \b
    예: meoktong reports --label 장애 --since 2018-11-22
        meoktong reports --json > reports.jsonl
    """
    from models.reports import all_reports

    def is_wanted(report: Report) -> bool:
        return (
            (since is None or report.published_at >= since)
            and (until is None or report.published_at < until)
            and (source is None or report.source == source)
        )

    with opened(db) as database:
        with database.reading() as session:
            found = all_reports(session, labels=[Label(label) for label in labels])
            count = _print_all(islice(filter(is_wanted, found), limit), as_json=as_json)
        if not count:
            note(_why_empty(database))


def _print_all(reports: Iterator[Report], *, as_json: bool) -> int:
    from detector.views.as_json import report_json

    count = 0
    for report in reports:
        count += 1
        if as_json:
            write_json(report_json(report))
        else:
            _print_one(report)
    return count


def _print_one(report: Report) -> None:
    from models.corrections import PERSON

    reading = report.reading
    names = [entity.name for entity in reading.facts.affected]
    title = report.title or "(제목 없음)"
    say(f"{when(report.published_at)}  {LABEL[reading.label]} {reading.probability:.2f}  {title}")
    parts = [f"{KIND[report.kind]} · {report.source} · {report.external_id}"]
    if reading.model == PERSON:
        parts.append("사람이 정정함")
    if reading.facts.provider:
        parts.append(f"누가 {reading.facts.provider.name}")
    if names:
        parts.append(f"영향 {', '.join(names)}")
    parts += [f"사건 {id}" for id in report.incident_ids]
    say("    " + " | ".join(parts))


def _why_empty(database: Database) -> str:
    from models.documents import count_documents, count_unread

    with database.reading() as session:
        if not count_documents(session):
            return (
                f"문서가 하나도 없습니다 ({database.name})."
                " 'meoktong crawl'이나 'meoktong import'로 모으세요"
            )
        if unread := count_unread(session):
            return f"맞는 판단이 없습니다. 읽지 않은 문서 {unread:,}건: 'meoktong detect'를 하세요"
    return "조건에 맞는 판단이 없습니다. 조건을 줄여 보세요"
