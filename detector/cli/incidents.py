"""Lists incidents."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

import click

from detector.cli.completing import NAME
from detector.cli.empty import note_empty
from detector.cli.korean import KoreanCommand
from detector.cli.options import (
    COUNT,
    DAY,
    MOMENT,
    SHARE,
    WordType,
    as_of_option,
    database_option,
    opened,
    records_option,
)
from detector.cli.screen import write_json
from detector.cli.spoken import tell
from detector.cli.words import STATUS, when
from models.clock import day_bounds
from models.errors import UsageError
from models.records import Status

if TYPE_CHECKING:
    from detector.views.incident_filters import Wanted
    from models.database import Database
    from models.records import Incident


@click.command("incidents", cls=KoreanCommand, help="cli.incidents.help")
@click.option("--since", type=MOMENT, help="cli.incidents.since_help")
@click.option("--until", type=MOMENT, help="cli.incidents.until_help")
@click.option("--date", "day", type=DAY, help="cli.incidents.date_help")
@click.option("--provider", type=NAME, metavar="NAME", help="cli.incidents.provider_help")
@click.option("--affected", type=NAME, metavar="NAME", help="cli.incidents.affected_help")
@click.option(
    "--status",
    type=WordType(STATUS),
    metavar="STATUS",
    help="cli.incidents.status_help",
)
@click.option("--min-confidence", type=SHARE, help="cli.incidents.confidence_help")
@click.option("--limit", type=COUNT, help="cli.incidents.limit_help")
@as_of_option
@database_option
@records_option
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
    """Run `meoktong incidents`."""
    from detector.views.incident_filters import Wanted

    if day is not None:
        if since or until:
            raise UsageError(tell("cli.incidents.date_alone"))
        since, until = day_bounds(day)
    wanted = Wanted(
        since,
        until,
        _understood(provider),
        _understood(affected),
        Status(status) if status else None,
        min_confidence,
    )
    with opened(db) as database:
        found = _found(database, wanted, limit, as_of)
        if not found:
            why = _why_empty(database, wanted) if as_of is None else _why_empty_then(as_of)
            note_empty(database, why)
        _write(found, as_json=as_json)


def _understood(name: str | None) -> str | None:
    if name is None:
        return None
    from detector.cli.near_names import understood  # the gazetteer comes with it

    return understood(name)


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
    if as_json:
        from detector.views.as_json import incident_json

        for incident in found:
            write_json(incident_json(incident))
    elif found:
        from detector.cli.incident_list import print_incidents

        print_incidents(found)


def _why_empty_then(as_of: datetime) -> str:
    return tell("cli.incidents.none_then", as_of=when(as_of))


def _why_empty(database: Database, wanted: Wanted) -> str:
    """Return why there is nothing to list, and what to do."""
    from models.documents import count_documents, count_unread
    from models.incidents import list_incidents

    with database.reading() as session:
        if not count_documents(session):
            return tell("cli.common.no_documents_in", name=database.name)
        if unread := count_unread(session):
            return tell("cli.incidents.unread", unread=unread)
        if wanted.is_everything or not list_incidents(session, limit=1):
            return tell("cli.incidents.all_read")
    from detector.cli.near_names import hint_for

    hint = hint_for((wanted.provider, wanted.affected))
    return tell("cli.incidents.none_such") + (f". {hint}" if hint else "")
