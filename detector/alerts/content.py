"""What a message says, as plain data: what is kept in the outbox and signed for a webhook."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from detector.alerts.due import Due, Reason
from models.alert_records import AlertThread
from models.clock import show_iso
from models.records import AffectedService, Incident, Status


def incident_content(
    incident: Incident,
    told: Due,
    *,
    thread_id: str,
    link: str | None,
    dependants: Sequence[AffectedService] = (),
) -> dict[str, Any]:
    """Return what is told of an incident; names stand in the order in which they are named."""
    return {
        "reason": told.reason.value,
        "thread": thread_id,
        "incident": incident_facts(incident),
        "steps": [{"status": step.status.value, "at": show_iso(step.at)} for step in told.steps],
        "new": [named(one) for one in told.new_names],
        "dependants": [named(one) for one in dependants],
        "link": link,
    }


def incident_facts(incident: Incident) -> dict[str, Any]:
    """Return an incident's facts under the keys that `meoktong incidents --json` gives them."""
    provider = None
    if incident.provider_id is not None:
        provider = {
            "id": incident.provider_id,
            "name": incident.provider_name or incident.provider_id,
        }
    return {
        "id": incident.id,
        "headline": incident.headline,
        "provider": provider,
        "region": incident.region,
        "cause": incident.cause.value if incident.cause else None,
        "status": incident.status.value,
        "rule": incident.steps[-1].rule.value if incident.steps else None,
        "confidence": incident.confidence,
        "severity": incident.severity,
        "started": show_iso(incident.started_at),
        "started_precision": incident.started_precision,
        "ended": show_iso(incident.ended_at),
        "ended_precision": incident.ended_precision,
        "duration_minutes": incident.duration_minutes,
        "first_seen": show_iso(incident.first_seen),
        "last_seen": show_iso(incident.last_seen),
        "official_notice_at": show_iso(incident.official_notice_at),
        "affected": [named(one) for one in incident.affected],
        "reports": {kind.value: count for kind, count in incident.counts.items()},
        "independent_sources": incident.independent_sources,
    }


def gone_content(thread: AlertThread, now: datetime) -> dict[str, Any]:
    """Return what is told where nothing is left of an incident but what was told of it."""
    facts: dict[str, Any] = {
        "id": thread.about, "headline": thread.name, "provider": None, "region": None,
        "cause": None, "status": Status.RETRACTED.value, "rule": None, "confidence": 0.0,
        "severity": thread.severity, "started": None, "started_precision": None,
        "ended": None, "ended_precision": None, "duration_minutes": None,
        "first_seen": show_iso(thread.opened_at), "last_seen": show_iso(now),
        "official_notice_at": None, "affected": [], "reports": {}, "independent_sources": 0,
    }  # fmt: skip
    return {
        "reason": Reason.RETRACTED.value, "thread": thread.id, "incident": facts,
        "steps": [], "new": [], "dependants": [], "link": None,
    }  # fmt: skip


def named(one: AffectedService) -> dict[str, str]:
    """Return one that was hit, as a message names it."""
    return {"id": one.id, "name": one.name}


def name_of(incident: Incident) -> str:
    """Return what an incident is called in a message: by who failed, else by whom it hit."""
    if incident.provider_name:
        return incident.provider_name
    return incident.affected[0].name if incident.affected else incident.headline
