"""One provider or service: how it failed over a period, how soon it told, who depends on it."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any
from urllib.parse import quote

from sqlalchemy.orm import Session

from detector.gazetteer import gazetteer
from detector.incidents.dependencies import Party
from detector.messages import say
from detector.page.answers import Answer, Moved
from detector.page.incident_twins import incident_entries, incident_lines, incident_table
from detector.page.params import AsOf, Day, Id, RecordOf, asked_time
from detector.page.problems import Problem
from detector.page.record import Record, days_back
from detector.views.as_json import incident_json
from detector.views.coverage import days_between
from detector.views.listing import is_open
from detector.views.near_names import near_names
from detector.views.neighbours import load_neighbours, neighbours_json
from detector.views.party import (
    MOST_DAYS,
    USUAL_DAYS,
    day_json,
    figures_of,
    find_party,
    history_of,
    incidents_of_party,
    own_ids,
    party_json,
    period_json,
)
from models.clock import day_bounds, to_kst
from models.errors import NotFoundError
from models.records import Incident


def service_path(id: str) -> str:
    """Return the address of a provider or service, without an ending."""
    return f"/services/{quote(id, safe='')}"


def answer(
    record: RecordOf, id: Id, first: Day = None, last: Day = None, as_of: AsOf = None
) -> Answer:
    """How one provider or service failed from one day to another, by default the last ninety."""
    language = record.language
    at = record.at(as_of)
    begin, end = _period(record, first, last, at)
    with record.reading() as session:
        envelope = record.envelope(session, as_of)
        party = _found(record, session, id)
        ids = own_ids(party.id)
        incidents = _incidents(record, session, ids, (begin, end), as_of)
        days = days_between(begin, end)
        history = history_of(incidents, days, record.covered(session, days))
        around = _around(record, session, party)
    contents = [incident_json(one) for one in incidents]
    content = {
        **envelope,
        **party_json(party),
        "period": period_json(begin, end),
        "open": [one.id for one in incidents if is_open(one, at)],
        "figures": figures_of(incidents, ids, at),
        "days": [day_json(day) for day in history],
        "incidents": contents,
        **around,
    }
    return Answer(
        page="party",
        path=service_path(party.id),
        title=party.name,
        content=content,
        table=lambda: incident_table(contents, envelope["blind_spots"]),
        entries=lambda: incident_entries(incidents, contents, language),
        lines=lambda: [party.name, "", *incident_lines(contents, language)],
        shown={
            "first": begin.isoformat(),
            "last": end.isoformat(),
            "asked": {
                "first": first.isoformat() if first else "",
                "last": last.isoformat() if last else "",
                "as_of": asked_time(as_of),
            },
        },
    )


def _period(
    record: Record, first: date | None, last: date | None, at: datetime
) -> tuple[date, date]:
    """Return the days asked for. Raises Problem where they are out of order or too many."""
    today = to_kst(at).date()
    end = min(last or today, today)
    begin = first or (
        end - timedelta(days=USUAL_DAYS - 1) if last else days_back(USUAL_DAYS, at)[0]
    )
    if begin > end:
        raise Problem(422, say("page.problems.period_order", record.language), "first")
    if (end - begin).days >= MOST_DAYS:
        raise Problem(
            422, say("page.problems.period_long", record.language, days=MOST_DAYS), "first"
        )
    return begin, end


def _found(record: Record, session: Session, id: str) -> Party:
    """Return who has this id. Raises Moved for another of its names, NotFoundError."""
    from detector.views.incident_filters import names_of

    party = find_party(session, id)
    if party is not None:
        return party
    named = names_of(id)[1:]
    if len(named) == 1:
        raise Moved(id, named[0])
    near = ", ".join([gazetteer()[one].name for one in named] or near_names(gazetteer(), id))
    hint = say("page.problems.near", record.language, names=near) if near else ""
    raise NotFoundError(say("page.party.what", record.language), id, hint)


def _incidents(
    record: Record, session: Session, ids: frozenset[str], days: tuple[date, date], as_of: AsOf
) -> list[Incident]:
    since, until = day_bounds(days[0])[0], day_bounds(days[1])[1]
    at = record.at(as_of)
    if as_of is None or at >= record.now():
        return incidents_of_party(session, ids, since, until)
    known = record.known_then(session, at, since, min(until, at))
    return [
        one
        for one in known
        if one.provider_id in ids or any(hit.id in ids for hit in one.affected)
        if (one.started_at or one.first_seen) < until
        and max(one.last_seen, one.ended_at or one.last_seen) >= since
    ]


def _around(record: Record, session: Session, party: Party) -> dict[str, Any]:
    key = ("neighbours", party.id, record.version(session))
    return record.around.get(key, lambda: neighbours_json(load_neighbours(session, party)))
