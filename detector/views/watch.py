"""How many sources are well: the one rule of every screen, page, digest and figure that says so.

A source counts from its first crawl here on. One of the catalogue that was never crawled here is
neither well nor ill, and is told of apart; one that is switched off does not count.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from crawler.health import TROUBLES, State
from detector.views.source_looks import SourceView
from models.tables import CrawlRow


@dataclass(frozen=True, slots=True)
class Watch:
    """The sources that are crawled here, and how many more could be."""

    seen: tuple[SourceView, ...]
    never_read: int  # of the catalogue, that could be crawled and never were

    @property
    def watched(self) -> int:
        """How many are crawled here."""
        return len(self.seen)

    @property
    def well(self) -> int:
        """How many of them are well."""
        return sum(view.health.state is State.OK for view in self.seen)

    @property
    def troubled(self) -> tuple[SourceView, ...]:
        """Those of them that somebody has to look at."""
        return tuple(view for view in self.seen if view.health.state in TROUBLES)

    @property
    def is_blind(self) -> bool:
        """Whether not even half of them are well, or there are none: silence says nothing then."""
        return not self.seen or 2 * self.well < self.watched


def watch_of(views: Iterable[SourceView]) -> Watch:
    """Return how well these sources are watched."""
    used = [view for view in views if view.is_used]
    seen = tuple(view for view in used if view.past.last)
    return Watch(seen, sum(view.is_watched and not view.past.last for view in used))


def watched_within(
    session: Session, since: datetime, until: datetime, blind: Collection[str]
) -> frozenset[str]:
    """Return the sources crawled in a time, with those that should have been and were blind in it."""
    crawled = select(CrawlRow.source_id).distinct()
    crawled = crawled.where(CrawlRow.finished_at >= since, CrawlRow.finished_at < until)
    return frozenset(session.scalars(crawled)).union(blind)
