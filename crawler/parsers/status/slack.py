"""Slack's own status API: api/v2.0.0/current, an object, and /history, a list of the same items.

Documented at docs.slack.dev (Slack Status API). type: incident, outage or notice; status: active,
resolved, scheduled, completed, cancelled; notes come newest first.
"""

from __future__ import annotations

from datetime import datetime

from crawler.parsers.status.fields import JsonObject, load_json, objects_of
from crawler.parsers.status.incident import (
    Phase,
    StatusIncident,
    StatusUpdate,
    in_order,
    phase_of,
    phase_told,
)
from models.errors import ParseError
from models.problems import Problem

_IMPACT = {"notice": "none", "incident": "minor", "outage": "major"}


def parse_slack(text: str, url: str, fetched_at: datetime) -> list[StatusIncident]:
    """Return what Slack's status API tells. Raises ParseError for any other shape."""
    found = load_json(text, url)
    if isinstance(found, dict):
        items = JsonObject(found, url).objects("active_incidents")
    elif isinstance(found, list):
        items = objects_of(found, url, "")
    else:
        raise ParseError(url, Problem("problem.status.neither", found=type(found).__name__))
    return [_incident(item) for item in items]


def _incident(item: JsonObject) -> StatusIncident:
    created = item.moment("date_created")
    updates = in_order(
        StatusUpdate(note.moment("date_created"), None, note.prose("body"))
        for note in item.objects("notes")
    )
    status = item.text("status")
    phase = phase_of(status)
    if phase is None:  # "active"
        told = phase_told(updates[-1].text) if updates else Phase.INVESTIGATING
        phase = Phase.MONITORING if told is Phase.RESOLVED else told
    is_over = phase in {Phase.RESOLVED, Phase.COMPLETED}
    return StatusIncident(
        id=_id(item),
        url=item.text("url"),
        title=item.text("title"),
        phase=phase,
        told_at=created,
        started_at=created,
        resolved_at=item.moment("date_updated") if is_over else None,
        impact=_IMPACT.get(item.text("type"), ""),
        components=tuple(_services(item)),
        regions=(),
        updates=updates,
    )


def _id(item: JsonObject) -> str:
    """Return the id, which Slack writes as a number and as a text."""
    value = item.values.get("id")
    if not isinstance(value, str | int) or not str(value):
        raise item.wrong("id", Problem("problem.status.not_a_text"))
    return str(value)


def _services(item: JsonObject) -> list[str]:
    found = item.values.get("services")
    if not isinstance(found, list) or not all(isinstance(name, str) for name in found):
        raise item.wrong("services", Problem("problem.status.no_texts"))
    return list(dict.fromkeys(found))
