"""Earlier outages that an article looks back on: the day, the names and the sentence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from detector.gazetteer import with_owners
from models.clock import to_kst
from models.records import Document, Evidence, Incident

#: A start told after midnight, or abroad, is a day off.
_NEAR = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Recalled:
    """An earlier outage as one sentence tells it."""

    first_day: date
    last_day: date  # the same, or the month's last
    names: frozenset[str]  # ids of those the sentence names; empty where it names nobody
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class RecallLink:
    """A stored incident that an article of another one looks back on."""

    incident: Incident
    recalled: Recalled
    source: str  # of the article
    url: str


def link_recalled(
    incident: Incident, article: Document, recalled: Sequence[Recalled], others: Sequence[Incident]
) -> list[RecallLink]:
    """Return the stored incidents that an article of this incident looks back on.

    One must have begun on the day told and be of somebody the sentence names, or, where it names
    nobody, of the one whose outage the article is about. A month alone links what is the only one.
    """
    own = with_owners(
        {id for id in (incident.provider_id, *(hit.id for hit in incident.affected)) if id}
    )
    found: list[RecallLink] = []
    for one in recalled:
        whom = with_owners(one.names) if one.names else own
        fitting = [o for o in others if o.id != incident.id and _fits(o, one, whom)]
        if one.first_day == one.last_day and len(fitting) > 1:
            begun = [o for o in fitting if _day_of(o) == one.first_day]
            fitting = begun or fitting
        if len(fitting) == 1:
            found.append(RecallLink(fitting[0], one, article.source, article.url))
    return found


def _fits(other: Incident, one: Recalled, whom: frozenset[str]) -> bool:
    slack = _NEAR if one.first_day == one.last_day else timedelta(0)
    is_then = one.first_day - slack <= _day_of(other) <= one.last_day + slack
    return is_then and bool(whom & with_owners(_core(other)))


def _core(incident: Incident) -> set[str]:
    return {id for id in (incident.provider_id, *(hit.id for hit in incident.affected)) if id}


def _day_of(incident: Incident) -> date:
    return to_kst(incident.started_at or incident.first_seen).date()
