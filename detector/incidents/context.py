"""What the database knows around one incident: before it, beside it, and what its articles recall."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import TypeAlias

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from detector.gazetteer import with_owners
from detector.incidents.common_root import Hypothesis
from detector.incidents.delays import Delays, delays_of
from detector.incidents.dependencies import parts_of
from detector.incidents.duty import Duty, duty_of
from detector.incidents.failing_together import failing, hypotheses_for
from detector.incidents.recalled import Recalled, RecallLink, link_recalled
from detector.incidents.recalled_kept import recalled_in
from detector.incidents.recurrence import Recurrence, kin_of_provider, recurrences
from models.clock import KST, to_utc
from models.documents import find_documents
from models.incidents import list_incidents
from models.records import Incident, Kind, Status, StoredDocument
from models.tables import IncidentAffectedRow, IncidentRow

#: Earlier and later incidents of one provider that are looked at, the nearest first.
_NEAREST = 50
_LATER = 10
#: Articles of one incident that are read for what they recall, of a later one.
_ARTICLES, _ARTICLES_LATER = 200, 30
#: An incident may be first told of so long after the day it began.
_TOLD_LATE = timedelta(days=3)
_Article: TypeAlias = tuple[StoredDocument, list[Recalled]]


@dataclass(frozen=True, slots=True)
class Context:
    """What is known around one incident; the hypotheses are no facts."""

    delays: Delays
    duty: Duty
    recurrences: tuple[Recurrence, ...]
    hypotheses: tuple[Hypothesis, ...]
    fails_with: tuple[Incident, ...]  # the others that the hypotheses are about
    recalls: tuple[RecallLink, ...]  # earlier incidents that its articles look back on
    recalled_by: tuple[RecallLink, ...]  # later incidents whose articles look back on it


def load_context(session: Session, incident: Incident, now: datetime) -> Context:
    """Return what the database knows around an incident at that time."""
    kin = IncidentRow.provider_id.in_(sorted(kin_of_provider(incident)))
    is_real = IncidentRow.status != Status.RETRACTED.value
    is_earlier = IncidentRow.first_seen < incident.first_seen
    earlier = list_incidents(session, kin, is_real, is_earlier, limit=_NEAREST)
    hypotheses, beside = hypotheses_for(session, incident)
    recalls, recalled_by = links_of(session, incident, now)
    return Context(
        delays=delays_of(incident),
        duty=duty_of(incident, now),
        recurrences=tuple(recurrences(incident, earlier)),
        hypotheses=tuple(hypotheses),
        fails_with=tuple(beside),
        recalls=recalls,
        recalled_by=recalled_by,
    )


def links_of(
    session: Session, incident: Incident, now: datetime
) -> tuple[tuple[RecallLink, ...], tuple[RecallLink, ...]]:
    """Return the earlier incidents that its articles look back on, and the later ones that do on it.

    The articles of all are fetched and read at once.
    """
    later = _later(session, incident, now)
    own, *others = _read(
        session,
        [_articles(incident, _ARTICLES), *(_articles(one, _ARTICLES_LATER) for one in later)],
    )
    back = [link for article in own for link in _links_back(session, incident, article)]
    forth = [
        replace(link, incident=other)
        for other, read in zip(later, others, strict=True)
        for stored, recalled in read
        if stored.document.published_at <= now
        for link in link_recalled(other, stored.document, recalled, [incident])
    ]
    return each_once(back), each_once(forth)


def _links_back(session: Session, incident: Incident, article: _Article) -> Iterator[RecallLink]:
    """Yield the earlier incidents that an article of one looks back on."""
    stored, recalled = article
    for one in recalled:
        earlier = list_incidents(
            session,
            IncidentRow.first_seen >= _noon(one.first_day) - _TOLD_LATE,
            IncidentRow.first_seen <= _noon(one.last_day) + _TOLD_LATE,
            IncidentRow.first_seen < incident.first_seen,
            IncidentRow.status != Status.RETRACTED.value,
            _is_of(one.names or failing(incident)),
        )
        yield from link_recalled(incident, stored.document, [one], earlier)


def _is_of(ids: Collection[str]) -> ColumnElement[bool]:
    """Return the condition that an incident is of one of these, or of what belongs to them."""
    above = with_owners(ids)
    wanted = sorted(above.union(*(parts_of(id) for id in above)))
    hit = select(IncidentAffectedRow.incident_id).where(IncidentAffectedRow.entity_id.in_(wanted))
    return IncidentRow.provider_id.in_(wanted) | IncidentRow.id.in_(hit)


def _later(session: Session, incident: Incident, now: datetime) -> list[Incident]:
    """Return the next incidents of those that failed here."""
    whose = sorted(kin_of_provider(incident) | failing(incident))
    query = select(IncidentRow.id).where(
        IncidentRow.provider_id.in_(whose),
        IncidentRow.first_seen > incident.first_seen,
        IncidentRow.first_seen <= now,
    )
    next_ids = list(session.scalars(query.order_by(IncidentRow.first_seen).limit(_LATER)))
    return list_incidents(session, IncidentRow.id.in_(next_ids)) if next_ids else []


def _articles(incident: Incident, most: int) -> list[int]:
    return [one.row for one in incident.evidence if one.kind is Kind.NEWS][:most]


def _read(session: Session, wanted: Sequence[Sequence[int]]) -> list[list[_Article]]:
    """Return for each list of articles those that look back, with what they look back on."""
    articles = list(find_documents(session, [row for rows in wanted for row in rows]))
    read = recalled_in(stored.document for stored in articles)
    known = {one.row: (one, found) for one, found in zip(articles, read, strict=True) if found}
    return [[known[row] for row in sorted(set(rows) & known.keys())] for rows in wanted]


def _noon(day: date) -> datetime:
    return to_utc(datetime.combine(day, time(12), KST))


def each_once(links: Sequence[RecallLink]) -> tuple[RecallLink, ...]:
    """Return one link an incident, the one that tells the day most exactly, by time."""
    best: dict[str, RecallLink] = {}
    for link in links:
        other = best.setdefault(link.incident.id, link)
        if _width(link.recalled) < _width(other.recalled):
            best[link.incident.id] = link
    return tuple(sorted(best.values(), key=lambda link: link.incident.first_seen))


def _width(one: Recalled) -> timedelta:
    return one.last_day - one.first_day
