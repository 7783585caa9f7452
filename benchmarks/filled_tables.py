"""Fills the tables of a new database with made-up reports and their incidents, in bulk."""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from benchmarks.made_incidents import A_DAY, REPORTS, MadeReport, made_incidents, names
from detector.gazetteer import owners_of
from detector.incidents.attaching import leftover_id
from detector.incidents.groups import Group, GroupingReport, Rank
from detector.incidents.keys import keys_for
from detector.incidents.shelf import summary_of
from models.database import open_database
from models.facts_json import facts_json
from models.records import Evidence, Facts, Kind, Precision, StatedTime

_BATCH = 20_000
_Rows = dict[str, list[dict[str, Any]]]


def fill(file: Path, size: int, until: datetime) -> int:
    """Fill a new database with so many reports up to a moment; return how many incidents it has."""
    database = open_database(f"sqlite:///{file}")
    how_many = size // REPORTS
    since = until - timedelta(days=-(-how_many // A_DAY))
    with database.engine.connect() as connection:
        cursor = connection.connection.cursor()
        for pragma in ("synchronous = OFF", "foreign_keys = OFF", "cache_size = -400000"):
            cursor.execute(f"PRAGMA {pragma}")
        cursor.execute("BEGIN IMMEDIATE")
        _insert(cursor, {"entities": [{"id": name, "name": name} for name in names()]})
        rows: _Rows = defaultdict(list)
        number = 0
        for incident in made_incidents(how_many, since, seed=1):
            _add(rows, [one for one in incident if one.at < until], number)
            number += len(incident)
            if len(rows["documents"]) >= _BATCH:
                _insert(cursor, rows)
                rows.clear()
        _insert(cursor, rows)
        cursor.execute("COMMIT")
        cursor.execute("ANALYZE")
    database.close()
    return how_many


def _insert(cursor: Any, rows: Mapping[str, Sequence[Mapping[str, Any]]]) -> None:
    for table, some in rows.items():
        if some:
            columns = list(some[0])
            cursor.executemany(
                f"INSERT OR IGNORE INTO {table} ({', '.join(columns)})"  # noqa: S608 - our own names
                f" VALUES ({', '.join('?' * len(columns))})",
                [tuple(one.values()) for one in some],
            )


def _add(rows: _Rows, incident: Sequence[MadeReport], number: int) -> None:
    """Add the rows of one incident whose documents are numbered from here on."""
    numbered = [(number + place + 1, made) for place, made in enumerate(incident)]
    told = [_told(row, made) for row, made in numbered]
    group = Group()
    for report in told:
        if report.rank is Rank.CORE:
            group.add(report)
    core = [report for report in told if report.rank is Rank.CORE]
    for (row, made), report in zip(numbered, told, strict=True):
        _add_report(rows, row, made, report)
        home = f"{core[0].row}.0" if core else leftover_id(report)
        member = {"document_id": row, "part": 0, "group_id": home}
        rows["report_group_members"].append(member)
    if core:
        _add_group(rows, f"{core[0].row}.0", group)
        _add_incident(rows, numbered)


def _told(row: int, made: MadeReport) -> GroupingReport:
    named = frozenset(made.names)
    return GroupingReport(
        row=row,
        order=(made.at, "bench.example", str(row)),
        published_at=made.at,
        label=made.label,
        names=named,
        kin=named.union(*map(owners_of, named)),
        started_at=made.started,
        started_to_the_day=False,
        words=frozenset(made.words),
        provider=made.names[0],
        is_post=made.kind is Kind.COMMUNITY,
    )


def _add_report(rows: _Rows, row: int, made: MadeReport, told: GroupingReport) -> None:
    title, body, quote = f"{made.names[0]} 장애", "접속이 되지 않는다.", Evidence(0, 1, "가")
    at = _stored(made.at)
    started = StatedTime(made.started, Precision.MINUTE, quote) if made.started else None
    rows["documents"].append(
        {
            "id": row, "source": "bench.example", "external_id": str(row),
            "url": f"https://bench.example/{row}", "kind": made.kind.value, "published_at": at,
            "fetched_at": at, "version": 1, "unread": 0, "extra": "{}",
        }
    )  # fmt: skip
    digest = hashlib.sha256(f"{title}\n{body}".encode()).hexdigest()
    rows["document_versions"].append(
        {"document_id": row, "number": 1, "fetched_at": at, "digest": digest,
         "title": title, "body": body}
    )  # fmt: skip
    rows["reports"].append(
        {
            "document_id": row, "version": 1, "model": "benchmark", "label": made.label.value,
            "probability": 0.9, "words": json.dumps(made.words, ensure_ascii=False),
            "facts": json.dumps(facts_json(Facts(started=started))),
        }
    )  # fmt: skip
    roles = [("provider", 0, made.names[0])]
    roles += [("affected", place, name) for place, name in enumerate(made.names)]
    rows["mentions"] += [
        {"document_id": row, "role": role, "position": place, "entity_id": name,
         "surfaces": "[]", "start": 0, "end": 1, "quote": "가"}
        for role, place, name in roles
    ]  # fmt: skip
    rows["grouping_keys"] += [
        {"document_id": row, "key": key, "at": _stored(when)} for key, when in keys_for(told)
    ]


def _add_group(rows: _Rows, id: str, group: Group) -> None:
    summary = json.dumps(summary_of(group), ensure_ascii=False)
    rows["report_groups"].append({"id": id, "parent_id": None, "summary": summary})
    if group.first and group.last:
        first, last = _stored(group.first), _stored(group.last)
        rows["report_group_keys"] += [
            {"group_id": id, "key": key, "first_at": first, "last_at": last} for key in group.kin
        ]


def _add_incident(rows: _Rows, numbered: Sequence[tuple[int, MadeReport]]) -> None:
    first = numbered[0][1]
    id = f"{first.at:%Y%m%d}-{first.names[0]}-made-{first.incident}"
    count: dict[Kind, int] = defaultdict(int)
    for _, made in numbered:
        count[made.kind] += 1
    rows["incidents"].append(
        {
            "id": id, "headline": "장애", "provider_id": first.names[0],
            "provider_name": first.names[0], "status": "resolved", "confidence": 0.9,
            "severity": "minor", "first_seen": _stored(min(m.at for _, m in numbered)),
            "last_seen": _stored(max(m.at for _, m in numbered)),
            "news_reports": count[Kind.NEWS], "community_reports": count[Kind.COMMUNITY],
            "official_reports": 0, "independent_sources": 3,
        }
    )  # fmt: skip
    rows["incident_reports"] += [{"incident_id": id, "document_id": row} for row, _ in numbered]
    hit: Iterable[str] = dict.fromkeys(name for _, made in numbered for name in made.names)
    rows["incident_affected"] += [
        {"incident_id": id, "entity_id": name, "position": place,
         "first_seen": _stored(first.at), "reports": 1}
        for place, name in enumerate(hit)
    ]  # fmt: skip
    rows["claims"] += [
        {"incident_id": id, "position": place, "document_id": row, "field": "started",
         "value": made.started.isoformat(), "start": 0, "end": 1, "quote": "가"}
        for place, (row, made) in enumerate(numbered) if made.started
    ]  # fmt: skip


def _stored(moment: datetime) -> str:
    """Return a time as the tables hold it in SQLite."""
    return moment.strftime("%Y-%m-%d %H:%M:%S.%f")
