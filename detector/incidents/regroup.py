"""Puts new reports into incidents: finds the few they may belong with, groups those, stores.

The incidents are those that whole.py finds in all reports at once, whatever the order and the
batches in which the reports come (docs/decisions/0006-grouping.md).
"""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy.orm import Session

from detector.incidents.building import build_incidents
from detector.incidents.cores import regroup_core
from detector.incidents.followers import followers_of, place_followers, set_parents
from detector.incidents.shelf import Shelf
from detector.incidents.told import store_told
from models.groups import children_of, groups_of, members_of
from models.incidents import incident_ids_of, replace_incidents, rows_of_incidents
from models.reports import find_reports


def regroup(session: Session, rows: Sequence[int]) -> list[str]:
    """Group what these documents tell and all that it moves; return the ids of its incidents."""
    shelf = Shelf(session)
    old_ids = incident_ids_of(session, rows)
    touched = set(groups_of(session, rows).values())
    told = store_told(session, rows)
    change = regroup_core(shelf, told)
    touched |= change.ids | set_parents(shelf, change)
    touched |= place_followers(shelf, followers_of(shelf, change, told))
    touched |= set(groups_of(session, rows).values())
    return _rebuild(shelf, touched, old_ids)


def _rebuild(shelf: Shelf, touched: set[str], old_ids: set[str]) -> list[str]:
    """Build anew the incidents of these groups, and all that shared an incident which goes."""
    session = shelf.session
    heads: dict[str, set[int]] = {}
    waiting = {shelf.root(id) for id in touched}
    while waiting:
        members = {head: _rows_under(session, head) for head in sorted(waiting)}
        heads |= members
        old_ids = old_ids | incident_ids_of(session, sorted(set().union(*members.values())))
        groups = groups_of(session, rows_of_incidents(session, old_ids)).values()
        waiting = {shelf.root(id) for id in set(groups)} - heads.keys()
    reports = {r.row: r for r in find_reports(session, set().union(*heads.values()))}
    order = {row: (r.published_at, r.source, r.external_id) for row, r in reports.items()}
    grouped = [sorted(rows, key=order.__getitem__) for rows in heads.values() if rows]
    grouped.sort(key=lambda rows: [order[row] for row in rows])
    incidents = build_incidents([[reports[row] for row in rows] for rows in grouped])
    return replace_incidents(session, old_ids, incidents)


def _rows_under(session: Session, head: str) -> set[int]:
    """Return the documents of a group and of all that continue it."""
    ids, waiting = {head}, {head}
    while waiting:
        waiting = children_of(session, waiting) - ids
        ids |= waiting
    return {row for row, _ in members_of(session, ids)}
