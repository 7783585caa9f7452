"""How one provider or service failed over a period: its incidents, days, lengths and notices."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from statistics import median
from typing import Any

from sqlalchemy import func, or_, select, union
from sqlalchemy.orm import Session

from detector.gazetteer import gazetteer
from detector.incidents.delays import noticed_at
from detector.incidents.dependencies import Party, parts_of
from detector.incidents.duty import duty_of
from detector.views.coverage import covered_days, days_between
from detector.views.incident_filters import LONGEST
from models.clock import day_bounds, show_iso, to_kst
from models.incidents import list_incidents
from models.records import Incident, Precision, Status
from models.tables import EntityRow, IncidentAffectedRow, IncidentRow

#: A period that nobody names, and the longest that is drawn a day at a time.
USUAL_DAYS, MOST_DAYS = 90, 366
#: An incident may be first told of so long after it began.
_TOLD_LATE = timedelta(days=3)
_MOST = 300
_SEVERITIES = ("minor", "major", "critical")


@dataclass(frozen=True, slots=True)
class Day:
    """One day in Korea of a history."""

    day: date
    state: str  # "none" | "minor" | "major" | "critical" | "unknown": nothing was collected
    incidents: tuple[str, ...]


def find_party(session: Session, id: str) -> Party | None:
    """Return who has this id, in the gazetteer or in documents."""
    entry = gazetteer().get(id)
    if entry is not None:
        return Party(id, entry.name)
    name = session.scalar(select(EntityRow.name).where(EntityRow.id == id))
    return Party(id, name) if name is not None else None


def own_ids(id: str) -> frozenset[str]:
    """Return the id and those of all that belongs to it."""
    return frozenset({id, *parts_of(id)})


def incidents_of_party(
    session: Session, ids: Collection[str], since: datetime, until: datetime
) -> list[Incident]:
    """Return the incidents of a time in which one of these failed or was hit, newest first."""
    wanted = sorted(ids)
    near = (
        IncidentRow.last_seen >= since - _TOLD_LATE,
        IncidentRow.first_seen < until + _TOLD_LATE,
    )
    failed = select(IncidentRow.id).where(IncidentRow.provider_id.in_(wanted), *near)
    hit = (
        select(IncidentAffectedRow.incident_id)
        .join(IncidentRow, IncidentRow.id == IncidentAffectedRow.incident_id)
        .where(
            IncidentAffectedRow.entity_id.in_(wanted),
            IncidentAffectedRow.first_seen >= since - LONGEST,  # so that few incidents are asked
            *near,
        )
    )
    found = union(failed, hit).subquery()
    begin = func.coalesce(IncidentRow.started_at, IncidentRow.first_seen)
    end = func.coalesce(IncidentRow.ended_at, IncidentRow.last_seen)
    return list_incidents(
        session,
        IncidentRow.id.in_(select(found.c[0])),
        begin < until,
        or_(end >= since, begin >= since),
        limit=_MOST,
    )


def history_of(
    incidents: Sequence[Incident], days: Sequence[date], covered: Collection[date]
) -> list[Day]:
    """Return each day with the gravest that touches it; a day of which nothing is known says so."""
    touching: dict[date, list[Incident]] = {day: [] for day in days}
    for incident in incidents:
        if incident.status is Status.RETRACTED:
            continue
        begin, end = _days_of(incident)
        for day in days_between(max(begin, days[0]), min(end, days[-1])):
            touching[day].append(incident)
    return [_day(day, touching[day], is_covered=day in covered) for day in days]


def load_history(
    session: Session, incidents: Sequence[Incident], first: date, last: date
) -> list[Day]:
    """Return the history of a period with what was collected then."""
    days = days_between(first, last)
    return history_of(incidents, days, covered_days(session, days))


def figures_of(
    incidents: Sequence[Incident], ids: Collection[str], now: datetime
) -> dict[str, Any]:
    """Return how many failures there were, how long, how soon users were told, and by the law."""
    real = [one for one in incidents if one.status is not Status.RETRACTED]
    own = [one for one in real if one.provider_id in ids]
    lengths = {one.id: one.duration_minutes for one in real if one.duration_minutes is not None}
    longest = max(lengths, key=lambda id: (lengths[id], id), default=None)
    told = [delay for one in own if (delay := notice_delay(one)) is not None]
    duties = Counter(duty_of(one, now).state.value for one in own)
    return {
        "incidents": len(real),
        "as_root": len(own),
        "as_affected": len(real) - len(own),
        "minutes": sum(lengths.values()),
        "of_known_length": len(lengths),
        "median_minutes": median(lengths.values()) if lengths else None,
        "longest_minutes": lengths[longest] if longest else None,
        "longest_id": longest,
        "median_notice_delay_minutes": median(told) if told else None,
        "noticed": len(told),
        "duty": dict(sorted(duties.items())),
    }


def notice_delay(incident: Incident) -> int | None:
    """Return the minutes from the onset to the first notice; negative where the notice came first."""
    notice = noticed_at(incident)
    if notice is None or incident.started_at is None:
        return None
    if incident.started_precision is Precision.DAY:
        return None
    return int((notice - incident.started_at).total_seconds() // 60)


def day_json(day: Day) -> dict[str, Any]:
    """Return a day of a history as JSON."""
    return {"date": day.day.isoformat(), "state": day.state, "incidents": list(day.incidents)}


def party_json(party: Party) -> dict[str, Any]:
    """Return who it is, by the gazetteer."""
    entry = gazetteer().get(party.id)
    entries = gazetteer()
    above = entry.operator or entry.part_of if entry else None
    return {
        "id": party.id,
        "name": party.name,
        "name_en": entry.name_en if entry else None,
        "kind": entry.kind if entry else None,
        "sector": entry.sector if entry else None,
        "belongs_to": {"id": above, "name": entries[above].name} if above else None,
    }


def period_json(first: date, last: date) -> dict[str, str | None]:
    """Return a period's bounds in Korea."""
    since, until = day_bounds(first)[0], day_bounds(last)[1]
    return {"since": show_iso(since), "until": show_iso(until)}


def _days_of(incident: Incident) -> tuple[date, date]:
    begin = incident.started_at or incident.first_seen
    end = max(begin, incident.ended_at or incident.last_seen)
    return to_kst(begin).date(), to_kst(end).date()


def _day(day: date, touching: Sequence[Incident], *, is_covered: bool) -> Day:
    if touching:
        worst = max(_SEVERITIES.index(one.severity) for one in touching)
        return Day(day, _SEVERITIES[worst], tuple(one.id for one in touching))
    return Day(day, "none" if is_covered else "unknown", ())
