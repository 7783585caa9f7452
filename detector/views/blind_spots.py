"""Which sources told us nothing for a part of a day: late, blocked or broken ones."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, datetime

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from crawler.catalogue import Source
from crawler.health import blind_spot
from crawler.keys import missing_key
from detector.digests.rows import OWN, FailedSource
from detector.messages import Language
from detector.views.incident_filters import Wanted, conditions
from detector.views.own_trouble import last_promised, stopped, storage_trouble, trouble_text
from models.clock import day_bounds
from models.health import SourceHistory, crawl_marks, source_histories
from models.incidents import list_incidents
from models.problems import Problem
from models.tables import DocumentRow

#: The one row of a day about which nothing at all is known.
EVERY_SOURCE = "모든 출처"


def failed_sources(
    session: Session, sources: Iterable[Source], day: date, now: datetime
) -> list[FailedSource]:
    """Return the blind spots of a KST day, once a source, by the rules of crawler.health.

    They are as of the day's end, or of now for today, so that a past day's stay the same. A day of
    which nothing was crawled, imported or reported has one row for all sources. What is our own fault
    has a row of its own, so that it is not taken for that of the sources.
    """
    since, until = day_bounds(day)
    if since >= now:
        return []
    edge = min(now, until)
    wanted = {source.id: source for source in sources if not missing_key(source)}
    histories = source_histories(session, edge)
    marks = crawl_marks(session, since, edge)
    found = []
    for id, history in histories.items():
        if edge < now:  # whether it rests is known of the present only
            history = replace(history, rests_until=None)
        spot = blind_spot(wanted.get(id), history, marks.get(id, ()), since, edge)
        if spot:
            found.append(FailedSource(id, spot.state.value, spot.why, spot.since, spot.until))
    was_crawled = any(history.last for history in histories.values())
    if not was_crawled and _knows_nothing(session, since, until):
        found = [FailedSource(EVERY_SOURCE, "late", Problem("problem.health.no_data"))]
    return found + _own(session, wanted, histories, edge, is_today=edge == now)


def _own(
    session: Session,
    wanted: Mapping[str, Source],
    histories: Mapping[str, SourceHistory],
    edge: datetime,
    *,
    is_today: bool,
) -> list[FailedSource]:
    """Return the row of what is wrong with ourselves at the end of a day, or now."""
    still = stopped(last_promised(wanted.values(), histories), wanted, histories, edge)
    troubles = [still, storage_trouble(session) if is_today else None]
    told = [one for one in troubles if one is not None]
    if not told:
        return []
    reason = "; ".join(trouble_text(one, Language.KO) for one in told)
    return [FailedSource(OWN, "late" if still else "broken", reason, told[0].since)]


def _knows_nothing(session: Session, since: datetime, until: datetime) -> bool:
    """Tell whether no document is of that day and no incident touches it."""
    of_day = exists().where(DocumentRow.published_at >= since, DocumentRow.published_at < until)
    if session.scalar(select(of_day)):
        return False
    return not list_incidents(session, *conditions(Wanted(since=since, until=until)), limit=1)
