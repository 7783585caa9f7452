"""Which outages each report tells, as grouping sees them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime

from sqlalchemy.orm import Session

from detector.gazetteer import owners_of
from detector.incidents.groups import GroupingReport, Rank, grouping_reports
from detector.incidents.keys import is_core, keys_for
from detector.incidents.two_told import outages_told
from models.clock import to_kst
from models.documents import find_documents
from models.groups import groups_of, keys_of, put_members, replace_keys
from models.records import ABOUT_AN_OUTAGE, Report
from models.report_parts import OutageTold, ReportParts, report_parts, set_outages
from models.reports import find_reports


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
    return _grouped(report_parts(session, rows))


def store_told(session: Session, rows: Iterable[int]) -> Told:
    """Store what these documents are found by now; return what they tell, and what changed."""
    wanted = set(rows)
    reports = _grouped(_with_outages(session, wanted))
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


def _grouped(parts: Iterable[ReportParts]) -> list[GroupingReport]:
    return [told for one in parts for told in grouping_reports(one, owners_of)]


def _with_outages(session: Session, rows: Iterable[int]) -> list[ReportParts]:
    """Return what these documents tell; which of them tell two outages is found now and stored."""
    parts = report_parts(session, rows)
    several = {one.row for one in parts if len(one.names) > 1 and one.label in ABOUT_AN_OUTAGE}
    texts = {stored.row: stored.document.text for stored in find_documents(session, several)}
    outages = {one.row: outages_in(one, texts[one.row]) for one in find_reports(session, several)}
    for one in parts:
        if one.row in outages or one.outages:
            set_outages(session, one.row, outages.get(one.row, ()))
    return [replace(one, outages=outages.get(one.row, ())) for one in parts]


def outages_in(report: Report, text: str) -> tuple[OutageTold, ...]:
    """Return the two outages that a report tells, or nothing where it tells one."""
    return outages_told(text, report.reading.facts, report.published_at, report.kind)


def as_part(report: Report, outage: OutageTold) -> Report:
    """Return a report as it tells one of its outages: its names, its start."""
    facts, names = report.reading.facts, outage.names
    provider = facts.provider if facts.provider and facts.provider.id in names else None
    started = facts.started
    if started is None or to_kst(started.at).date() != to_kst(outage.started_at).date():
        started = None
    own = replace(
        facts,
        provider=provider,
        affected=tuple(hit for hit in facts.affected if hit.id in names),
        started=started,
        ended=facts.ended if started else None,
        duration_minutes=facts.duration_minutes if started else None,
        duration_evidence=facts.duration_evidence if started else None,
    )
    return replace(report, reading=replace(report.reading, facts=own))


def first_parts(places: Iterable[tuple[int, int]]) -> dict[int, int]:
    """Return by row the first part of each document among these: one incident has it once."""
    first: dict[int, int] = {}
    for row, part in places:
        first[row] = min(part, first.get(row, part))
    return first


def order_of(report: Report) -> tuple[datetime, str, str]:
    """Return what reports are put in order by: publication, source, id."""
    return report.published_at, report.source, report.external_id
