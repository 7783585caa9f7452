"""On whom each stands, from the gazetteer and from past incidents, for who is whose root."""

from __future__ import annotations

from collections import defaultdict
from functools import cache

from sqlalchemy.orm import Session

from detector.alerts.roots import Below
from detector.gazetteer import owners_of
from detector.incidents.dependencies import count_edges, places
from models.dependencies import pairs_of

#: One outage in which two were named together may be chance; two are a dependency.
LEAST_INCIDENTS = 2

above = owners_of


def depends_on(session: Session) -> Below:
    """Return whom each was seen to depend on; past incidents are read when it is first asked."""

    @cache
    def learned() -> dict[str, set[str]]:
        found: dict[str, set[str]] = defaultdict(set)
        for (provider, dependant), incidents in count_edges(pairs_of(session, places())).items():
            if len(incidents) >= LEAST_INCIDENTS:
                found[dependant.id].add(provider.id)
        return found

    return lambda id: frozenset(learned().get(id, ())) | owners_of(id)
