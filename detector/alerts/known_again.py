"""Which incident each thread is about now: known again by its documents, whatever its id."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from models.alert_records import AlertThread
from models.records import Incident


@dataclass(frozen=True, slots=True)
class KnownAgain:
    """What became of the incidents that a channel was told of."""

    heirs: Mapping[str, Incident]  # by thread: the incident that goes it on
    merged: Mapping[str, tuple[AlertThread, ...]] = field(default_factory=dict)  # into which thread
    split: Mapping[str, tuple[Incident, ...]] = field(default_factory=dict)  # out of which thread
    gone: tuple[AlertThread, ...] = ()  # nothing is left of them


def rows_of(incident: Incident) -> frozenset[int]:
    """Return the rows of the documents that an incident is told by."""
    return frozenset(source.row for source in incident.evidence)


def know_again(threads: Sequence[AlertThread], incidents: Iterable[Incident]) -> KnownAgain:
    """Return what became of the threads of one channel, oldest first.

    An incident goes on the thread with which it has most documents in common. Other threads whose
    documents it took are merged into that one; an incident that nobody was told of, and most of
    whose documents belonged to a thread that another goes on, is split from it.
    """
    by_id = {incident.id: incident for incident in incidents}
    rows = {id: rows_of(incident) for id, incident in by_id.items()}
    claims = sorted(
        (
            (-len(common), id != thread.about, place, id)
            for place, thread in enumerate(threads)
            for id in by_id
            if (common := rows[id] & set(thread.rows)) or id == thread.about
        ),
    )
    heirs: dict[str, Incident] = {}
    of_incident: dict[str, AlertThread] = {}
    for _, _, place, id in claims:
        thread = threads[place]
        if thread.id not in heirs and id not in of_incident:
            heirs[thread.id], of_incident[id] = by_id[id], thread
    return KnownAgain(
        heirs,
        _merged(threads, heirs, of_incident, rows),
        _split(threads, by_id, of_incident, rows),
        tuple(
            thread
            for thread in threads
            if thread.rows and not any(set(thread.rows) & found for found in rows.values())
            and thread.id not in heirs
        ),
    )  # fmt: skip


def _merged(
    threads: Sequence[AlertThread],
    heirs: Mapping[str, Incident],
    of_incident: Mapping[str, AlertThread],
    rows: Mapping[str, frozenset[int]],
) -> dict[str, tuple[AlertThread, ...]]:
    """Return the threads without an incident of their own by the thread that took most of them."""
    found: dict[str, tuple[AlertThread, ...]] = {}
    for thread in threads:
        if thread.id in heirs:
            continue
        common = [(len(rows[id] & set(thread.rows)), id) for id in of_incident]
        most, id = max(common, default=(0, ""))
        if most:
            into = of_incident[id].id
            found[into] = (*found.get(into, ()), thread)
    return found


def _split(
    threads: Sequence[AlertThread],
    by_id: Mapping[str, Incident],
    of_incident: Mapping[str, AlertThread],
    rows: Mapping[str, frozenset[int]],
) -> dict[str, tuple[Incident, ...]]:
    found: dict[str, tuple[Incident, ...]] = {}
    for id in sorted(by_id.keys() - of_incident.keys()):
        shares = [(len(rows[id] & set(thread.rows)), thread.id) for thread in threads]
        most, thread_id = max(shares, default=(0, ""))
        if most and 2 * most >= len(rows[id]):
            found[thread_id] = (*found.get(thread_id, ()), by_id[id])
    return found
