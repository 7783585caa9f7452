"""Incidents as rows, entries of a feed and lines of text."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from urllib.parse import quote

from detector.messages import Language
from detector.page.answers import Entry, Table
from detector.page.words import press_line
from detector.views.steps import updated_at
from models.records import Incident, Kind

COLUMNS = (
    "incident_id", "status", "headline", "provider", "region", "cause", "started", "ended",
    "duration_minutes", "affected_count", "affected", "news_reports", "community_reports",
    "official_reports", "independent_sources", "confidence", "severity", "first_seen", "last_seen",
    "official_notice_at",
)  # fmt: skip


def incident_path(id: str) -> str:
    """Return the address of an incident, without an ending."""
    return f"/incidents/{quote(id, safe='')}"


def incident_table(
    contents: Iterable[Mapping[str, Any]], spots: Sequence[Mapping[str, Any]]
) -> Table:
    """Return a row an incident, then one a blind spot, as the digest has them."""
    rows = [_row(content) for content in contents]
    return Table(COLUMNS, rows + [_spot_row(spot) for spot in spots])


def incident_entries(
    incidents: Iterable[Incident], contents: Iterable[Mapping[str, Any]], language: Language
) -> list[Entry]:
    """Return an entry an incident; it is updated when state, claims or affected change."""
    return [
        Entry(
            key=f"incident/{incident.id}",
            title=incident.headline,
            path=incident_path(incident.id),
            published=incident.first_seen,
            updated=updated_at(incident),
            lines=[press_line(language, content)],
            category=incident.status.value,
        )
        for incident, content in zip(incidents, contents, strict=True)
    ]


def incident_lines(contents: Iterable[Mapping[str, Any]], language: Language) -> list[str]:
    """Return a block of lines an incident."""
    found: list[str] = []
    for content in contents:
        found += [
            press_line(language, content),
            f"  {content['headline']}",
            f"  {content['id']}",
            "",
        ]
    return found


def _row(content: Mapping[str, Any]) -> list[Any]:
    affected = content["affected"]
    reports = content["reports"]
    return [
        content["id"], content["status"], content["headline"],
        content["provider"]["name"] if content["provider"] else None,
        content["region"], content["cause"], content["started"], content["ended"],
        content["duration_minutes"], len(affected), [hit["name"] for hit in affected],
        *(reports[kind.value] for kind in (Kind.NEWS, Kind.COMMUNITY, Kind.OFFICIAL)),
        content["independent_sources"], content["confidence"], content["severity"],
        content["first_seen"], content["last_seen"], content["official_notice_at"],
    ]  # fmt: skip


def _spot_row(spot: Mapping[str, Any]) -> list[Any]:
    found: dict[str, Any] = dict.fromkeys(COLUMNS)
    found |= {
        "status": "blind-spot",
        "headline": spot["source"],
        "cause": f"{spot['state']}: {spot['why']}" if spot["why"] else spot["state"],
        "started": spot["since"],
    }
    return list(found.values())
