"""The providers and services that failed lately, those that fail now first."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from detector.messages import Language, say
from detector.page.answers import Answer, Entry, Table
from detector.page.pages.party import service_path
from detector.page.params import RecordOf
from detector.views.listing import open_incidents
from models.clock import show_iso
from models.records import Incident
from models.tables import EntityRow, IncidentAffectedRow, IncidentRow

_DAYS = 90
_MOST = 200
_COLUMNS = ("id", "name", "is_open", "as_root", "as_affected", "last_seen")


def answer(record: RecordOf) -> Answer:
    """Who failed or was hit in the last ninety days."""
    language = record.language
    now = record.now()
    with record.reading() as session:
        envelope = record.envelope(session, None)
        key = ("services", record.version(session))
        rows = record.around.get(key, lambda: _rows(session, now - timedelta(days=_DAYS)))
        down = _down(open_incidents(session, now))
    found = [{**row, "is_open": row["id"] in down} for row in rows]
    found.sort(
        key=lambda row: (not row["is_open"], -row["as_root"] - row["as_affected"], row["name"])
    )
    content = {**envelope, "days": _DAYS, "services": found[:_MOST]}
    return Answer(
        page="services",
        path="/services",
        title=say("page.services.title", language),
        content=content,
        shown={"asked": {}},
        table=lambda: Table(_COLUMNS, [[row[name] for name in _COLUMNS] for row in found[:_MOST]]),
        entries=lambda: [_entry(row, language) for row in found[:_MOST] if row["is_open"]],
        lines=lambda: [_line(row, language) for row in found[:_MOST]],
    )


def _rows(session: Session, since: Any) -> list[dict[str, Any]]:
    roots = session.execute(
        select(
            IncidentRow.provider_id, IncidentRow.provider_name, func.count(),
            func.max(IncidentRow.last_seen),
        )
        .where(IncidentRow.first_seen >= since, IncidentRow.provider_id.is_not(None))
        .group_by(IncidentRow.provider_id, IncidentRow.provider_name)
    )  # fmt: skip
    found: dict[str, dict[str, Any]] = {}
    counts: Counter[str] = Counter()
    for provider, name, count, last in roots:
        id = str(provider)
        counts[id] += count
        found[id] = {"id": id, "name": name, "as_affected": 0, "last": last}
    hits = session.execute(
        select(
            IncidentAffectedRow.entity_id, EntityRow.name, func.count(),
            func.max(IncidentRow.last_seen),
        )
        .select_from(IncidentRow)
        .join(IncidentAffectedRow, IncidentAffectedRow.incident_id == IncidentRow.id)
        .join(EntityRow, EntityRow.id == IncidentAffectedRow.entity_id)
        .where(
            IncidentRow.first_seen >= since,
            func.coalesce(IncidentRow.provider_id, "") != IncidentAffectedRow.entity_id,
        )
        .group_by(IncidentAffectedRow.entity_id, EntityRow.name)
    )  # fmt: skip
    for id, name, count, last in hits:
        row = found.setdefault(id, {"id": id, "name": name, "as_affected": 0, "last": last})
        row["as_affected"] += count
        row["last"] = max(row["last"], last)
    return [
        {
            "id": row["id"],
            "name": row["name"],
            "as_root": counts[row["id"]],
            "as_affected": row["as_affected"],
            "last_seen": show_iso(row["last"]),
        }
        for row in found.values()
    ]


def _down(ongoing: list[Incident]) -> set[str]:
    hit = {one.id for incident in ongoing for one in incident.affected}
    return hit | {one.provider_id for one in ongoing if one.provider_id}


def _line(row: dict[str, Any], language: Language) -> str:
    return say(
        "page.services.line",
        language,
        name=row["name"],
        root=row["as_root"],
        affected=row["as_affected"],
    )


def _entry(row: dict[str, Any], language: Language) -> Entry:
    from models.clock import parse_iso

    at = parse_iso(row["last_seen"])
    return Entry(
        key=f"service/{row['id']}",
        title=row["name"],
        path=service_path(row["id"]),
        published=at,
        updated=at,
        lines=[_line(row, language)],
        category="open",
    )
