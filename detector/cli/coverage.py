"""How much of what should be watched is watched, and when the data are from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.orm import Session

from detector.cli.spoken import language, tell
from detector.cli.words import when
from detector.messages.amounts import ago_in
from models.tables import DocumentRow

if TYPE_CHECKING:
    from detector.views.own_trouble import OwnTrouble

#: Data that are older tell of then, not of now: twice the usual interval of a source.
OLD_AFTER = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Coverage:
    """How many sources are watched and well, which are in trouble, when the newest data came."""

    watched: int
    healthy: int
    troubled: tuple[str, ...]
    data_through: datetime | None
    own: tuple[OwnTrouble, ...] = ()  # what is our own fault

    @property
    def is_blind(self) -> bool:
        """Whether not even half of what should be watched is well: silence says nothing then."""
        return 2 * self.healthy < self.watched

    def is_old(self, now: datetime) -> bool:
        """Return whether the data are too old to tell of now."""
        return self.data_through is None or now - self.data_through > OLD_AFTER


def coverage_at(session: Session, now: datetime) -> Coverage:
    """Return how well the sources of the catalogue are watched at that time."""
    from crawler.catalogue import load_catalogue
    from crawler.health import TROUBLES, State
    from detector.views.own_trouble import own_troubles
    from detector.views.source_looks import look
    from models.health import source_histories

    catalogue, histories = load_catalogue(), source_histories(session, now)
    views = [view for view in look(catalogue, histories, now) if view.is_watched]
    crawled = [one.last.finished_at for one in histories.values() if one.last]
    return Coverage(
        watched=len(views),
        healthy=sum(view.health.state is State.OK for view in views),
        troubled=tuple(view.id for view in views if view.health.state in TROUBLES),
        data_through=max(filter(None, (*crawled, _newest(session))), default=None),
        own=own_troubles(session, catalogue, histories, now),
    )


def _newest(session: Session) -> datetime | None:
    """Return when the newest document came; the last stored is the newest, near enough."""
    newest = select(DocumentRow.fetched_at).order_by(DocumentRow.id.desc()).limit(1)
    return session.scalar(newest)


def coverage_line(coverage: Coverage, now: datetime) -> str:
    """Return in one sentence when the data are from and how many sources are well."""
    sources = {"watched": coverage.watched, "healthy": coverage.healthy}
    if coverage.data_through is None:
        return tell("cli.coverage.no_data", **sources)
    age = ago_in(language(), now - coverage.data_through)
    return tell("cli.coverage.line", at=when(coverage.data_through), age=age, **sources)
