"""Which services fail together with nobody named under them, and who may be, from what was learned."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from detector.gazetteer import gazetteer, owners_of
from detector.gazetteer.kin import is_infrastructure
from detector.incidents.common_root import WINDOW, Candidate, History, Hypothesis, common_roots
from detector.incidents.dependencies import Party, count_edges, parts_of, places
from models.dependencies import (
    blamed_in,
    failures_of,
    incidents_of,
    pairs_of,
    shared_failures,
    watched_since,
)
from models.incidents import list_incidents
from models.records import Cause, Incident, Status
from models.tables import IncidentRow

#: A service may be told of so long after it failed.
_TOLD_WITHIN = timedelta(hours=3)
#: Past incidents that are learned from, and incidents beside this one, the newest first.
_PAST, _BESIDE = 500, 20
#: Causes that each service has for itself: a rush on two exchanges needs no common root.
_OWN_CAUSES = frozenset({Cause.OVERLOAD, Cause.DEPLOYMENT, Cause.CERTIFICATE})


def hypotheses_for(session: Session, incident: Incident) -> tuple[list[Hypothesis], list[Incident]]:
    """Return who may have failed under an incident, and the other incidents it explains with it.

    Nothing where a text names the root, or says a cause that each has for itself.
    """
    if not _is_rootless(session, incident):
        return [], []
    beside = [one for one in _beside(session, incident) if _is_rootless(session, one)]
    together = [incident, *beside]
    down = sorted(_leaves(set().union(*map(failing, together))))
    if len(down) < 2:
        return [], []
    found = common_roots(down, *_learned(session, down, together))
    explained = {id for one in found for id in one.explains}
    return found, [one for one in beside if explained & failing(one)] if found else []


def failing(incident: Incident) -> set[str]:
    """Return the ids of what failed, as far as is told."""
    hit = {one.id for one in incident.affected}
    return hit | {incident.provider_id} if incident.provider_id else hit


def names_root(failed: Collection[str], blamed: Iterable[str]) -> bool:
    """Return whether one of those blamed stands under another that failed, or is not among them."""
    for id in blamed:
        entry = gazetteer().get(id)
        if id not in failed or (entry is not None and is_infrastructure(entry)):
            return True
        if any(id in owners_of(other) for other in failed):
            return True
    return False


def _is_rootless(session: Session, incident: Incident) -> bool:
    if incident.cause in _OWN_CAUSES:
        return False
    return not names_root(failing(incident), blamed_in(session, incident.id))


def _beside(session: Session, incident: Incident) -> list[Incident]:
    """Return the incidents that began at the same moment, as far as is known."""
    first = incident.first_seen
    near = list_incidents(
        session,
        IncidentRow.first_seen >= first - _TOLD_WITHIN,
        IncidentRow.first_seen <= first + _TOLD_WITHIN,
        IncidentRow.id != incident.id,
        IncidentRow.status != Status.RETRACTED.value,
        limit=_BESIDE,
    )
    return [one for one in near if abs(_began(one) - _began(incident)) <= WINDOW]


def _began(incident: Incident) -> datetime:
    return incident.started_at or incident.first_seen


def _leaves(ids: Collection[str]) -> set[str]:
    """Return the ids without the owners of others among them: 카카오톡, not 카카오 beside it."""
    above = set().union(*(owners_of(id) for id in ids))
    return set(ids) - above


def _learned(
    session: Session, down: list[str], together: list[Incident]
) -> tuple[list[Candidate], History]:
    """Return who may stand under these, and what was observed, as known before they failed."""
    before = min(one.first_seen for one in together)
    past = _edges(session, down, before)
    names = {provider.id: provider.name for provider, hit in past if hit.id in down}
    for owner in set().union(*(owners_of(id) for id in down)):
        names.setdefault(owner, gazetteer()[owner].name)
    failures = failures_of(session, {*names, *down}, before)
    took_along: dict[str, dict[str, int]] = {id: {} for id in names}
    for (provider, hit), count in _edges(session, names, before).items():
        if provider.id in took_along:
            took_along[provider.id][hit.id] = count
    candidates = [
        Candidate(
            id=id,
            name=names[id],
            # a company blamed by the name of its building failed as often as that took others along
            failures=max([failures.get(id, 0), *took_along[id].values()]),
            took_along=took_along[id],
            own=parts_of(id),
        )
        for id in sorted(names)
        if id not in down
    ]
    history = History(
        observed=before - (watched_since(session) or before),
        failures=failures,
        shared_roots=shared_failures(session, before),
        reports=sum(len(one.evidence) for one in together),
        is_one_trade=_are_rivals(down),
        companies={id: _company_of(id) for id in down},
    )
    return candidates, history


def _edges(
    session: Session, ids: Collection[str], before: datetime
) -> dict[tuple[Party, Party], int]:
    """Return the edges learned from incidents of these before then, with how many show each."""
    incidents = incidents_of(session, ids, before)[-_PAST:]
    counted = count_edges(pairs_of(session, places(), incidents))
    return {ends: len(seen) for ends, seen in counted.items()}


def _company_of(id: str) -> str:
    """Return the company on top of a service's owners, or the service itself where it has none."""
    return min((owner for owner in owners_of(id) if not owners_of(owner)), default=id)


def _are_rivals(ids: Collection[str]) -> bool:
    """Return whether these are of one trade and of several companies, so that a rush hits all."""
    entries = [gazetteer().get(id) for id in ids]
    sectors = {entry.sector if entry else None for entry in entries}
    shared = frozenset.intersection(*(owners_of(id) for id in ids))
    return len(sectors) == 1 and None not in sectors and not shared
