"""Shows one incident."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

import click

from detector.cli.korean import KoreanCommand
from detector.cli.options import as_of_option, database_option, json_option, opened
from detector.cli.screen import note, write_json
from detector.cli.spoken import tell
from detector.cli.words import when
from models.errors import NotFoundError

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from models.database import Database
    from models.records import Incident


@click.command("show", cls=KoreanCommand, help="cli.show.help")
@click.argument("incident_id", metavar="cli.show.incident_id")
@as_of_option
@database_option
@json_option
def command(incident_id: str, as_of: datetime | None, db: str | None, as_json: bool) -> None:
    """Run `meoktong show`."""
    from detector.cli.incident_page import print_incident
    from detector.cli.reader_page import print_reader_claims
    from detector.incidents.context import load_context
    from detector.views.as_json import incident_json
    from detector.views.context_json import context_json
    from detector.views.reader_json import reader_json
    from models import clock
    from models.reader_claims import reader_claims_of

    with opened(db) as database:
        incident = _found(database, incident_id, as_of)
        with database.reading() as session:
            context = load_context(session, incident, as_of or clock.now())
            said = reader_claims_of(session, incident, as_of)
    if as_json:
        readers = [reader_json(one, with_note=True) for one in said]
        content = incident_json(incident) | context_json(context)
        write_json(content | {"reader_claims": readers})
    else:
        print_incident(incident, context)
        print_reader_claims(said)


def _found(database: Database, id: str, as_of: datetime | None) -> Incident:
    """Return the incident, as known then if a time is given. Raises NotFoundError."""
    from models.incidents import find_incident

    with database.reading() as session:
        present = find_incident(session, id)
        if as_of is None:
            if present is None:
                raise NotFoundError(tell("cli.common.incident"), id, _near_ids(session, id))
            return present
        from detector.incidents.as_of import named_as_of  # the classifier is slow to import

        known = named_as_of(session, id, as_of)
    if not known:
        hint = tell("cli.show.not_yet", as_of=when(as_of)) if present else ""
        raise NotFoundError(tell("cli.common.incident"), id, hint)
    if len(known) > 1:
        others = ", ".join(incident.id for incident in known[1:])
        note(tell("cli.show.split_then", others=others))
    return known[0]


def _near_ids(session: Session, given: str) -> str:
    """Return which incidents may be meant by a part of an id, or "" where none is like it."""
    from sqlalchemy import select

    from models.tables import IncidentRow

    like = IncidentRow.id.icontains(given, autoescape=True)
    near = list(
        session.scalars(select(IncidentRow.id).where(like).order_by(IncidentRow.id).limit(3))
    )
    return tell("cli.help.perhaps", near=", ".join(near)) if near else ""
