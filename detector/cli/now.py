"""Says what is down now."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

import click

from detector.cli.korean import KoreanCommand
from detector.cli.options import database_option, opened, records_option
from detector.cli.own import note_own
from detector.cli.screen import write_json
from models import clock
from models.clock import show_iso

if TYPE_CHECKING:
    from detector.cli.coverage import Coverage
    from detector.cli.now_view import NowView
    from models.database import Database
    from models.records import Incident


@click.command("now", cls=KoreanCommand, help="cli.now.help")
@database_option
@records_option
def command(db: str | None, as_json: bool) -> None:
    """Run `meoktong now`."""
    now = clock.now()
    with opened(db) as database:
        view, coverage = _read(database, now)
    note_own(coverage.own)
    if as_json:
        for incident in view.open:
            write_json(_record(incident, now, coverage))
        return
    from detector.cli.now_page import print_now

    print_now(view, coverage, now)


def _read(database: Database, now: datetime) -> tuple[NowView, Coverage]:
    from detector.cli.coverage import coverage_at
    from detector.cli.now_view import JUST_OVER, OPEN, view_now
    from models.incidents import list_incidents
    from models.tables import IncidentRow

    is_open = IncidentRow.status.in_([status.value for status in OPEN])
    is_recent = IncidentRow.last_seen >= now - JUST_OVER
    ended_recently = IncidentRow.ended_at >= now - JUST_OVER
    with database.reading() as session:
        found = list_incidents(session, is_open | is_recent | ended_recently)
        return view_now(found, now), coverage_at(session, now)


def _record(incident: Incident, now: datetime, coverage: Coverage) -> dict[str, Any]:
    """Return one incident of now, with when the data are from and how many sources are well."""
    from detector.views.as_json import incident_json
    from detector.views.own_trouble import trouble_json

    content = incident_json(incident)
    brief = {key: content[key] for key in content if key not in {"claims", "evidence"}}
    return brief | {
        "as_of": show_iso(now),
        "data_through": show_iso(coverage.data_through),
        "sources_watched": coverage.watch.watched,
        "sources_healthy": coverage.watch.well,
        "sources_never_read": coverage.watch.never_read,
        "blind_spots": list(coverage.troubled),
        "own_troubles": [trouble_json(one) for one in coverage.own],
    }
