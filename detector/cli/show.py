"""Shows one incident."""

from __future__ import annotations

import click

from detector.cli.korean import KoreanCommand
from detector.cli.options import database_option, json_option, opened
from detector.cli.screen import write_json
from models.errors import NotFoundError


@click.command("show", cls=KoreanCommand)
@click.argument("incident_id", metavar="사건id")
@database_option
@json_option
def command(incident_id: str, db: str | None, as_json: bool) -> None:
    """사건 하나의 경과, 주장, 근거를 보입니다.

    id는 'meoktong incidents'가 보입니다. 바뀐 옛 id로도 찾습니다.

    \b
    예: meoktong show 20181122-aws-seoul
    """
    from detector.cli.as_json import incident_json
    from detector.cli.incident_context import context_json
    from detector.cli.incident_page import print_incident
    from detector.incidents.context import load_context
    from models import clock
    from models.incidents import find_incident

    with opened(db) as database, database.reading() as session:
        incident = find_incident(session, incident_id)
        if incident is None:
            raise NotFoundError("사건", f"{incident_id}")
        context = load_context(session, incident, clock.now())
    if as_json:
        write_json(incident_json(incident) | context_json(context))
    else:
        print_incident(incident, context)
