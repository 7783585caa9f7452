"""The front page: what is down now, what just was, and what is planned."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy.orm import Session

from detector.messages import say
from detector.page.answers import Answer
from detector.page.incident_twins import incident_entries, incident_lines, incident_table
from detector.page.params import AsOf, RecordOf, asked_time
from detector.page.record import Record
from detector.views.as_json import incident_json
from detector.views.listing import by_gravity, is_open, open_incidents
from models.incidents import list_incidents
from models.records import Incident

#: Incidents that are over and still shown, the newest.
_RECENT = 12
_WORK = 6
#: How far back the past is reckoned afresh for.
_PAST = timedelta(days=14)


def answer(record: RecordOf, as_of: AsOf = None) -> Answer:
    """What goes on now, or went on then."""
    language = record.language
    with record.reading() as session:
        envelope = record.envelope(session, as_of)
        ongoing, recent = _incidents(record, session, as_of)
        work = record.work(session, as_of)[:_WORK]
    open_contents = [incident_json(one) for one in ongoing]
    recent_contents = [incident_json(one) for one in recent]
    content = {
        **envelope,
        "open": open_contents,
        "recent": recent_contents,
        "maintenance": work,
    }
    both, contents = [*ongoing, *recent], [*open_contents, *recent_contents]
    return Answer(
        page="now",
        path="/now",
        title=say("page.now.title", language),
        content=content,
        shown={"asked": {"as_of": asked_time(as_of)}},
        table=lambda: incident_table(contents, envelope["blind_spots"]),
        entries=lambda: incident_entries(both, contents, language),
        lines=lambda: [
            say("page.now.count", language, count=len(ongoing)),
            "",
            *incident_lines(open_contents, language),
            say("page.now.recent", language),
            "",
            *incident_lines(recent_contents, language),
        ],
    )


def _incidents(
    record: Record, session: Session, as_of: AsOf
) -> tuple[list[Incident], list[Incident]]:
    """Return what goes on, the gravest first, and what was told of last and is over."""
    at = record.at(as_of)
    if as_of is not None and at < record.now():
        known = record.known_then(session, at, at - _PAST, at)
        ongoing = by_gravity(one for one in known if is_open(one, at))
    else:
        ongoing = open_incidents(session, at)
        known = list_incidents(session, limit=_RECENT + len(ongoing))
    ids = {one.id for one in ongoing}
    return ongoing, [one for one in known if one.id not in ids][:_RECENT]
