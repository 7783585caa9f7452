"""What is our own fault: that nobody crawls, that nothing can be kept. It is nobody's outage."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy.orm import Session

from crawler.catalogue import Source
from crawler.keys import missing_key
from detector.messages import Language, say
from detector.messages.amounts import time_in
from models.clock import parse_iso, show_iso
from models.health import SourceHistory
from models.room import trouble_of

#: The crawler stands still once so many intervals went by without any crawl, good or bad.
INTERVALS = 2
#: An hourly crontab is a fair way to run it: the first source of a crawl ends within the hour.
LEAST_INTERVAL = timedelta(minutes=30)
STOPPED = "stopped"


@dataclass(frozen=True, slots=True)
class OwnTrouble:
    """One thing that is wrong with this program or its machine."""

    kind: str  # stopped | full | read-only
    since: datetime | None = None  # the last crawl, where nobody crawls


def own_troubles(
    session: Session,
    catalogue: Mapping[str, Source],
    histories: Mapping[str, SourceHistory],
    now: datetime,
) -> tuple[OwnTrouble, ...]:
    """Return what is wrong with ourselves now."""
    last = last_promised(catalogue.values(), histories)
    found = (stopped(last, catalogue, histories, now), storage_trouble(session))
    return tuple(one for one in found if one is not None)


def stopped(
    last: datetime | None,
    catalogue: Mapping[str, Source],
    histories: Mapping[str, SourceHistory],
    at: datetime,
) -> OwnTrouble | None:
    """Return that the crawler stood still at a moment; None where it ran, or never did."""
    crawled = [catalogue[id] for id, one in histories.items() if one.last and id in catalogue]
    shortest = min((one.interval_minutes for one in crawled), default=0)
    return stopped_since(last, at, max(LEAST_INTERVAL, timedelta(minutes=shortest)))


def stopped_since(last: datetime | None, at: datetime, interval: timedelta) -> OwnTrouble | None:
    """Return that nothing was crawled for two intervals after the last crawl."""
    is_still = last is not None and at - last > INTERVALS * interval
    return OwnTrouble(STOPPED, last) if is_still else None


def last_promised(
    sources: Iterable[Source], histories: Mapping[str, SourceHistory]
) -> datetime | None:
    """Return when any source that should be crawled last was, well or not."""
    ends = [
        history.last.finished_at
        for source in sources
        if source.enabled and not missing_key(source)
        if (history := histories.get(source.id)) and history.last
    ]
    return max(ends, default=None)


def storage_trouble(session: Session) -> OwnTrouble | None:
    """Return what keeps the database from being written, as far as can be seen without writing."""
    found = trouble_of(session.get_bind().engine.url)
    return OwnTrouble(found.value) if found else None


def trouble_text(trouble: OwnTrouble, language: Language) -> str:
    """Return it in a sentence that says whose fault it is."""
    since = time_in(language, trouble.since) if trouble.since else ""
    return say(f"words.own.{trouble.kind}", language, since=since)


def trouble_json(trouble: OwnTrouble) -> dict[str, Any]:
    """Return it as JSON."""
    return {"kind": trouble.kind, "since": show_iso(trouble.since)}


def own_text(content: Mapping[str, Any], language: Language) -> str:
    """Return what JSON holds of it in a sentence."""
    since = parse_iso(content["since"]) if content["since"] else None
    return trouble_text(OwnTrouble(content["kind"], since), language)
