"""Each source of the catalogue or the database, with how it is: those to watch first, worst first."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from crawler.catalogue import Source
from crawler.health import Health, State, judge
from crawler.keys import missing_key
from models.health import SPANS, SourceHistory, Span

_ORDER = list(State)


@dataclass(frozen=True, slots=True)
class SourceView:
    """A source as the list shows it."""

    id: str
    source: Source | None  # None: the database knows it and the catalogue does not
    history: SourceHistory | None
    health: Health
    missing_key: str | None  # what key it lacks, and where one is had

    @property
    def is_used(self) -> bool:
        """Whether it is not switched off."""
        return self.source is None or self.source.enabled

    @property
    def is_watched(self) -> bool:
        """Whether its trouble is trouble: it should be crawled and can be."""
        return self.source is not None and self.source.enabled and not self.missing_key

    @property
    def past(self) -> SourceHistory:
        """What its crawls were; of none where there were none."""
        return self.history or SourceHistory(self.id, None, None, (Span(),) * len(SPANS))


def look(
    catalogue: Mapping[str, Source], histories: Mapping[str, SourceHistory], now: datetime
) -> list[SourceView]:
    """Return every source of the catalogue or the database: those to watch first, worst first."""
    ids = [*catalogue, *(id for id in sorted(histories) if id not in catalogue)]
    views = [_look_at(id, catalogue.get(id), histories.get(id), now) for id in ids]
    return sorted(
        views,
        key=lambda view: (not view.is_used, not view.is_watched, _ORDER.index(view.health.state)),
    )


def _look_at(
    id: str, source: Source | None, history: SourceHistory | None, now: datetime
) -> SourceView:
    lacking = missing_key(source) if source and source.enabled else None
    health = Health(State.UNKNOWN, lacking) if lacking else judge(source, history, now)
    return SourceView(id, source, history, health, lacking)
