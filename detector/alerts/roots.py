"""Which incident is the root of another: while it is open, it speaks for those that it took along."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import timedelta

from detector.alerts.policy import Above, lineage
from models.records import Incident, Kind, Status

#: Statuses in which a root still takes others along.
OPEN = frozenset({Status.CONFIRMED, Status.RECOVERING})
#: What begins so long before its root is not yet told apart from what comes of it: people notice a
#: messenger sooner than the data centre under it.
EARLIER = timedelta(hours=1)
#: From so many services on a root is wide: what only boards complain of meanwhile is presumed to be
#: of it for so long. In a replayed fire two of forty victims stood apart for 72 and 91 minutes.
WIDE_FROM = 5
PRESUMED_FOR = timedelta(hours=2)
#: Returns the ids on which one depends.
Below = Callable[[str], frozenset[str]]


def roots_of(
    incidents: Iterable[Incident], depends_on: Below, above: Above
) -> Mapping[str, Incident]:
    """Return by id of an incident the open root that took it along, for those that have one."""
    known = list(incidents)
    open_ones = [one for one in known if one.status in OPEN and one.provider_id is not None]
    found: dict[str, Incident] = {}
    for incident in known:
        roots = [root for root in open_ones if is_root_of(root, incident, depends_on, above)]
        if roots:  # the one that hit most
            found[incident.id] = max(roots, key=lambda root: (len(root.affected), root.id))
    kept = {id: root for id, root in found.items() if _is_top(id, root, found)}
    return {id: _top_of(root, kept) for id, root in kept.items()}


def _top_of(root: Incident, found: Mapping[str, Incident]) -> Incident:
    """Return the root of a root, and so on, however they blame each other."""
    seen = {root.id}
    while (above := found.get(root.id)) is not None and above.id not in seen:
        seen.add(above.id)
        root = above
    return root


def is_root_of(root: Incident, other: Incident, depends_on: Below, above: Above) -> bool:
    """Tell whether one incident took another along.

    It did where its texts name the other's party among those hit, or where that party is known to
    depend on its provider; and where the other did not begin long before it or after it was over.
    """
    party = other.provider_id
    if party is None or root.id == other.id or party == root.provider_id:
        return False
    if not _at_one_time(root, other):
        return False
    if party in {one.id for one in root.affected}:
        return root.provider_id not in {one.id for one in other.affected} or _is_larger(root, other)
    stands_on = {id for own in lineage(party, above) for id in depends_on(own)}
    return bool(lineage(root.provider_id, above) & stands_on) or _is_presumed(root, other)


def _is_presumed(root: Incident, other: Incident) -> bool:
    """Tell whether a service of which nobody but boards tells failed just while a wide root did.

    Whoever was right to be told of it by itself hears of it two hours late; it is listed before.
    """
    if len(root.affected) < WIDE_FROM or root.provider_id in {one.id for one in root.affected}:
        return False
    is_board_talk = not any(n for kind, n in other.counts.items() if kind is not Kind.COMMUNITY)
    if not is_board_talk or len(other.affected) > 1:
        return False
    return other.last_seen - (root.started_at or root.first_seen) <= PRESUMED_FOR


def _is_larger(root: Incident, other: Incident) -> bool:
    """Of two that name each other the one that hit more is the root."""
    mine, theirs = (len(root.affected), root.id), (len(other.affected), other.id)
    return mine > theirs


def _is_top(id: str, root: Incident, found: Mapping[str, Incident]) -> bool:
    """Tell whether two are not each other's root, which would silence both."""
    back = found.get(root.id)
    return back is None or back.id != id or _is_larger(root, back)


def _at_one_time(root: Incident, other: Incident) -> bool:
    began = root.started_at or root.first_seen
    others = other.started_at or other.first_seen
    if others < began - EARLIER:
        return False
    return root.ended_at is None or others <= root.ended_at
