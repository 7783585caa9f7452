"""Shows one incident."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

import click

from detector.cli.korean import KoreanCommand
from detector.cli.options import as_of_option, database_option, json_option, opened
from detector.cli.screen import note, write_json
from detector.cli.words import when
from models.errors import NotFoundError

if TYPE_CHECKING:
    from models.database import Database
    from models.records import Incident


@click.command("show", cls=KoreanCommand)
@click.argument("incident_id", metavar="사건id")
@as_of_option
@database_option
@json_option
def command(incident_id: str, as_of: datetime | None, db: str | None, as_json: bool) -> None:
    """사건 하나의 경과, 주장, 근거를 보입니다.

    id는 'meoktong incidents'가 보입니다. 바뀐 옛 id로도 찾습니다. --as-of를 주면
    지금의 id로도, 그때의 id로도 찾습니다.

    \b
    예: meoktong show 20181122-aws-seoul
        meoktong show 20181122-aws-seoul --as-of 2018-11-22T09:30
    """
    from detector.cli.incident_page import print_incident
    from detector.incidents.context import load_context
    from detector.views.as_json import incident_json
    from detector.views.context_json import context_json
    from models import clock

    with opened(db) as database:
        incident = _found(database, incident_id, as_of)
        with database.reading() as session:
            context = load_context(session, incident, as_of or clock.now())
    if as_json:
        write_json(incident_json(incident) | context_json(context))
    else:
        print_incident(incident, context)


def _found(database: Database, id: str, as_of: datetime | None) -> Incident:
    """Return the incident, as known then if a time is given. Raises NotFoundError."""
    from models.incidents import find_incident

    with database.reading() as session:
        present = find_incident(session, id)
        if as_of is None:
            if present is None:
                raise NotFoundError("사건", id)
            return present
        from detector.incidents.as_of import named_as_of  # the classifier is slow to import

        known = named_as_of(session, id, as_of)
    if not known:
        hint = f"{when(as_of)}에는 아직 알려지지 않았습니다" if present else ""
        raise NotFoundError("사건", id, hint)
    if len(known) > 1:
        others = ", ".join(incident.id for incident in known[1:])
        note(f"그때는 여러 사건으로 나뉘어 있었습니다. 나머지: {others}")
    return known[0]
