"""Puts new reports into incidents: finds the few they may belong with, groups those, stores.

The incidents are those that whole.py finds in all reports at once, whatever the order and the
batches in which the reports come (docs/decisions/0006-grouping.md).
"""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy.orm import Session

from detector.incidents.building import build_incidents
from detector.incidents.chatter import Chatter, bursts_after
from detector.incidents.cores import regroup_core
from detector.incidents.followers import followers_of, place_followers, set_parents
from detector.incidents.shelf import Shelf
from detector.incidents.told import as_part, first_parts, order_of, store_told
from models.groups import children_of, groups_of, members_of
from models.incidents import incident_ids_of, replace_incidents, rows_of_incidents
from models.records import Report
from models.report_parts import report_parts
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
    touched |= bursts_after(shelf, rows)
    return _rebuild(shelf, touched, old_ids)


def _rebuild(shelf: Shelf, touched: set[str], old_ids: set[str]) -> list[str]:
    """Build anew the incidents of these groups, and all that shared an incident which goes."""
    session = shelf.session
    heads: dict[str, set[tuple[int, int]]] = {}
    waiting = {shelf.root(id) for id in touched}
    while waiting:
        members = {head: _places_under(session, head) for head in sorted(waiting)}
        heads |= members
        rows = {row for places in members.values() for row, _ in places}
        old_ids = old_ids | incident_ids_of(session, sorted(rows))
        groups = groups_of(session, rows_of_incidents(session, old_ids)).values()
        waiting = {shelf.root(id) for id in set(groups)} - heads.keys()
    told = _reports(session, {place for places in heads.values() for place in places})
    grouped = [
        sorted((told[place] for place in places), key=order_of)
        for places in heads.values()
        if places
    ]
    ordered = sorted(grouped, key=lambda group: [order_of(r) for r in group])
    incidents = build_incidents(ordered, Chatter(session).usual)
    return replace_incidents(session, old_ids, incidents)


def _places_under(session: Session, head: str) -> set[tuple[int, int]]:
    """Return what is in a group and in all that continue it, by document and part."""
    ids, waiting = {head}, {head}
    while waiting:
        waiting = children_of(session, waiting) - ids
        ids |= waiting
    return set(first_parts(members_of(session, ids)).items())


def _reports(session: Session, places: set[tuple[int, int]]) -> dict[tuple[int, int], Report]:
    """Return the report of each, as it tells that outage."""
    reports = {report.row: report for report in find_reports(session, {row for row, _ in places})}
    outages = {one.row: one.outages for one in report_parts(session, reports) if one.outages}
    return {
        (row, part): as_part(reports[row], outages[row][part]) if row in outages else reports[row]
        for row, part in places
    }
