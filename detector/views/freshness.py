"""How fresh the record is: up to when it was collected and read, and which sources are blind."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from crawler.catalogue import Source
from detector.messages import Language, said_in
from detector.views.own_trouble import (
    INTERVALS,
    OwnTrouble,
    last_promised,
    stopped_since,
    storage_trouble,
    trouble_json,
)
from detector.views.source_looks import SourceView, look
from detector.views.watch import watch_of
from models.clock import show_iso
from models.documents import count_unread
from models.health import source_histories
from models.tables import DocumentRow


@dataclass(frozen=True, slots=True)
class Spot:
    """A source that tells us nothing now."""

    source: str
    name: str
    kind: str | None  # who writes there; None where the catalogue does not know it
    state: str
    why: str
    since: datetime | None  # its last good crawl


@dataclass(frozen=True, slots=True)
class Freshness:
    """What is to be known of every answer before it is believed."""

    as_of: datetime
    last_crawl_at: datetime | None  # that ended well
    data_through: datetime | None  # what was published up to then is read, as far as sources tell
    unread: int
    watched: int  # sources that are crawled here
    well: int
    never_read: int  # of the catalogue, that never were
    spots: tuple[Spot, ...]
    last_try_at: datetime | None = None  # the last crawl, well or not
    storage: OwnTrouble | None = None  # what keeps us from writing; known of the present alone

    def own_troubles(self, interval: timedelta) -> list[OwnTrouble]:
        """Return what is wrong with ourselves, which is nobody's outage."""
        found = (stopped_since(self.last_try_at, self.as_of, interval), self.storage)
        return [one for one in found if one is not None]

    def is_old(self, interval: timedelta) -> bool:
        """Tell whether nothing was collected and read for two intervals."""
        if self.data_through is None:
            return True
        return self.as_of - self.data_through > INTERVALS * interval


def load_freshness(
    session: Session, catalogue: Mapping[str, Source], at: datetime, *, is_now: bool = False
) -> Freshness:
    """Return how fresh the record was at a moment, or is now."""
    histories = source_histories(session, at)
    watch = watch_of(look(catalogue, histories, at))
    crawls = [view.past.last_success_at for view in watch.seen if view.past.last_success_at]
    last_crawl = min(at, max(crawls)) if crawls else None
    unread = count_unread(session)
    return Freshness(
        as_of=at,
        last_crawl_at=last_crawl,
        data_through=_read_through(session, last_crawl, at),
        unread=unread,
        watched=watch.watched,
        well=watch.well,
        never_read=watch.never_read,
        spots=tuple(map(_spot, watch.troubled)),
        last_try_at=last_promised(catalogue.values(), histories),
        storage=storage_trouble(session) if is_now else None,
    )


def freshness_json(fresh: Freshness, interval: timedelta, language: Language) -> dict[str, Any]:
    """Return the keys that stand in every answer."""
    return {
        "as_of": show_iso(fresh.as_of),
        "data_through": show_iso(fresh.data_through),
        "is_old": fresh.is_old(interval),
        "own_troubles": [trouble_json(one) for one in fresh.own_troubles(interval)],
        "unread_documents": fresh.unread,
        "sources": sources_json(fresh),
        "blind_spots": [
            {
                "source": spot.source,
                "name": spot.name,
                "kind": spot.kind,
                "state": spot.state,
                "why": said_in(spot.why, language),
                "since": show_iso(spot.since),
            }
            for spot in fresh.spots
        ],
    }


def sources_json(fresh: Freshness) -> dict[str, int]:
    """Return how many sources are crawled here, how many of them are well, and how many never were."""
    return {"watched": fresh.watched, "ok": fresh.well, "never_read": fresh.never_read}


def _spot(view: SourceView) -> Spot:
    return Spot(
        source=view.id,
        name=view.source.name if view.source else view.id,
        kind=view.source.kind.value if view.source else None,
        state=view.health.state.value,
        why=view.health.why,
        since=view.past.last_success_at,
    )


def _read_through(session: Session, crawled: datetime | None, at: datetime) -> datetime | None:
    """Return up to when documents came and were read; the oldest unread one holds it back."""
    newest = select(DocumentRow.fetched_at).order_by(DocumentRow.id.desc()).limit(1)
    through = crawled or session.scalar(newest)
    if through is None:
        return None
    waiting = (
        select(DocumentRow.fetched_at)
        .where(DocumentRow.unread)
        .order_by(DocumentRow.published_at)
        .limit(1)
    )
    oldest = session.scalar(waiting)
    return min(one for one in (through, oldest, at) if one is not None)
