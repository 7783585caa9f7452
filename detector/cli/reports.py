"""Lists what was concluded of each document."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from itertools import islice
from typing import TYPE_CHECKING

import click

from detector.cli.completing import SOURCE
from detector.cli.empty import note_empty
from detector.cli.korean import KoreanCommand
from detector.cli.options import COUNT, MOMENT, WordType, database_option, opened, records_option
from detector.cli.screen import say, write_json
from detector.cli.spoken import tell
from detector.cli.words import KIND, LABEL, when
from models.records import Label

if TYPE_CHECKING:
    from models.database import Database
    from models.records import Report


@click.command("reports", cls=KoreanCommand, help="cli.reports.help")
@click.option(
    "--label",
    "labels",
    multiple=True,
    type=WordType(LABEL),
    metavar="LABEL",
    help="cli.reports.label_help",
)
@click.option("--since", type=MOMENT, help="cli.reports.since_help")
@click.option("--until", type=MOMENT, help="cli.reports.until_help")
@click.option("--source", type=SOURCE, metavar="SOURCE", help="cli.reports.source_help")
@click.option("--limit", type=COUNT, help="cli.reports.most_help")
@database_option
@records_option
def command(
    labels: tuple[str, ...],
    since: datetime | None,
    until: datetime | None,
    source: str | None,
    limit: int | None,
    db: str | None,
    as_json: bool,
) -> None:
    """Run `meoktong reports`."""
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
            note_empty(database, _why_empty(database))


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
    from models.records import PERSON

    reading = report.reading
    names = [entity.name for entity in reading.facts.affected]
    title = report.title or tell("cli.common.untitled")
    say(f"{when(report.published_at)}  {LABEL[reading.label]} {reading.probability:.2f}  {title}")
    parts = [f"{KIND[report.kind]} · {report.source} · {report.external_id}"]
    if reading.model == PERSON:
        parts.append(tell("cli.reports.corrected"))
    if reading.facts.provider:
        parts.append(tell("cli.reports.who_is", name=reading.facts.provider.name))
    if names:
        parts.append(tell("cli.reports.hits", names=", ".join(names)))
    parts += [tell("cli.reports.in_incident", id=id) for id in report.incident_ids]
    say("    " + " | ".join(parts))


def _why_empty(database: Database) -> str:
    from models.documents import count_documents, count_unread

    with database.reading() as session:
        if not count_documents(session):
            return tell("cli.common.no_documents_in", name=database.name)
        if unread := count_unread(session):
            return tell("cli.reports.none_read", unread=unread)
    return tell("cli.reports.none_such")
