"""How an incident came back in parts, as its documents tell it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from models.clock import show_iso
from models.records import Incident, Kind, Label, RecoveryStep, Report
from models.reports import find_reports

#: Documents of one incident that are asked, those that tell of a recovery first.
_ASKED = 60


def recovery_of(session: Session, incident: Incident) -> list[dict[str, Any]]:
    """Return what came back when, in order; what two documents tell alike stands once."""
    telling = [one for one in incident.evidence if one.kind is not Kind.COMMUNITY]
    telling.sort(key=lambda one: (one.label is not Label.RECOVERY, one.published_at))
    reports = find_reports(session, [one.row for one in telling[:_ASKED]])
    return merged(reports)


def merged(reports: Iterable[Report]) -> list[dict[str, Any]]:
    """Return the steps of all reports by time, each told once."""
    found: dict[tuple[object, ...], tuple[datetime, dict[str, Any]]] = {}
    for report in reports:
        for step in report.reading.facts.recovery_steps:
            at = step.at.at if step.at else report.published_at
            key = (step.restored, step.still_down, step.count, step.total, step.percent)
            if key not in found or at < found[key][0]:
                found[key] = at, _json(step, report, at)
    return [told for _, told in sorted(found.values(), key=lambda pair: pair[0])]


def _json(step: RecoveryStep, report: Report, at: datetime) -> dict[str, Any]:
    return {
        "at": show_iso(at),
        "is_stated": step.at is not None,
        "precision": step.at.precision.value if step.at else None,
        "restored": list(step.restored),
        "still_down": list(step.still_down),
        "count": step.count,
        "total": step.total,
        "percent": step.percent,
        "quote": step.evidence.text,
        "source": report.source,
        "url": report.url,
        "published": show_iso(report.published_at),
    }
