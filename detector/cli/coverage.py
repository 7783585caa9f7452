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
    from detector.views.watch import Watch

#: Data that are older tell of then, not of now: twice the usual interval of a source.
OLD_AFTER = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Coverage:
    """How the sources that are crawled here are, and when the newest data came."""

    watch: Watch
    data_through: datetime | None
    own: tuple[OwnTrouble, ...] = ()  # what is our own fault

    @property
    def troubled(self) -> tuple[str, ...]:
        """The ids of the sources that tell nothing now."""
        return tuple(view.id for view in self.watch.troubled)

    def is_old(self, now: datetime) -> bool:
        """Return whether the data are too old to tell of now."""
        return self.data_through is None or now - self.data_through > OLD_AFTER


def coverage_at(session: Session, now: datetime) -> Coverage:
    """Return how well the sources are watched at that time."""
    from crawler.catalogue import load_catalogue
    from detector.views.own_trouble import own_troubles
    from detector.views.source_looks import look
    from detector.views.watch import watch_of
    from models.health import source_histories

    catalogue, histories = load_catalogue(), source_histories(session, now)
    crawled = [one.last.finished_at for one in histories.values() if one.last]
    return Coverage(
        watch=watch_of(look(catalogue, histories, now)),
        data_through=max(filter(None, (*crawled, _newest(session))), default=None),
        own=own_troubles(session, catalogue, histories, now),
    )


def _newest(session: Session) -> datetime | None:
    """Return when the newest document came; the last stored is the newest, near enough."""
    newest = select(DocumentRow.fetched_at).order_by(DocumentRow.id.desc()).limit(1)
    return session.scalar(newest)


def coverage_line(coverage: Coverage, now: datetime) -> str:
    """Return in one line when the data are from, and how many sources are well."""
    sources = seen_text(coverage.watch)
    if coverage.data_through is None:
        return tell("cli.coverage.no_data", sources=sources)
    age = ago_in(language(), now - coverage.data_through)
    return tell("cli.coverage.line", at=when(coverage.data_through), age=age, sources=sources)


def never_text(watch: Watch) -> str:
    """Return how many sources of the catalogue were never read here; "" where all were."""
    return tell("cli.coverage.never_read", count=watch.never_read) if watch.never_read else ""


def seen_text(watch: Watch) -> str:
    """Return how many of the sources that are crawled here are well."""
    if not watch.seen:
        return tell("cli.coverage.no_sources")
    return tell("cli.coverage.sources", watched=watch.watched, ok=watch.well)
