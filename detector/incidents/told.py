"""Which outages each report tells, as grouping sees them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy.orm import Session

from detector.gazetteer import owners_of
from detector.incidents.groups import GroupingReport, Rank, grouping_report
from detector.incidents.keys import is_core, keys_for
from models.groups import groups_of, keys_of, put_members, replace_keys, report_parts


@dataclass(frozen=True, slots=True)
class Told:
    """What some documents tell now, and what they were found by before where that is new."""

    reports: tuple[GroupingReport, ...]
    former_keys: frozenset[tuple[str, datetime]] = field(default=frozenset())
    left: frozenset[str] = field(
        default=frozenset()
    )  # groups that lost one of what they are made of
    fresh: frozenset[tuple[int, int]] = field(default=frozenset())  # row and part: made none before


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
    core = {(report.row, report.part) for report in reports if report.rank is Rank.CORE}
    were_core = {row for row in changed if any(is_core(key) for key, _ in before.get(row, ()))}
    left = {id for place, id in places.items() if place[0] in were_core and place not in core}
    fresh = {place for place in core if place[0] in changed and place[0] not in were_core}
    return Told(tuple(reports), frozenset(former), frozenset(left), frozenset(fresh))
