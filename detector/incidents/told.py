"""Which outages each report tells, as grouping sees them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy.orm import Session

from detector.gazetteer import owners_of
from detector.incidents.groups import GroupingReport, grouping_report
from detector.incidents.keys import keys_for
from models.groups import groups_of, keys_of, put_members, replace_keys, report_parts


@dataclass(frozen=True, slots=True)
class Told:
    """What some documents tell now, and what they were found by before where that is new."""

    reports: tuple[GroupingReport, ...]
    former_keys: frozenset[tuple[str, datetime]] = field(default=frozenset())
    left: frozenset[str] = field(default=frozenset())  # groups that lost a member


def tell(session: Session, rows: Iterable[int]) -> list[GroupingReport]:
    """Return the outages that the reports of these documents tell."""
    parts = report_parts(session, rows)
    return [found for one in parts if (found := grouping_report(one, owners_of)) is not None]


def store_told(session: Session, rows: Iterable[int]) -> Told:
    """Store what these documents are found by now; return what they tell, and what changed."""
    wanted = set(rows)
    reports = tell(session, wanted)
    before = keys_of(session, wanted)
    now: dict[int, set[tuple[str, datetime]]] = {row: set() for row in wanted}
    for report in reports:
        now[report.row].update(keys_for(report))
    changed = {row: keys for row, keys in now.items() if keys != before.get(row, set())}
    replace_keys(session, changed)
    former = {key for row in changed for key in before.get(row, set())}
    told = {(report.row, report.part) for report in reports}
    places = groups_of(session, wanted)
    gone = {place: id for place, id in places.items() if place not in told}
    put_members(session, dict.fromkeys(gone))
    return Told(tuple(reports), frozenset(former), frozenset(gone.values()))
