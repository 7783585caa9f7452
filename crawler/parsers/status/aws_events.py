"""AWS's public/currentevents: the events that are open, or were until lately, in all regions.

The body is UTF-16, which crawler.encoding reads. status: 0 over, 1 informational, 2 degraded,
3 disrupted; times are seconds since 1970; the region stands in the ARN. AWS documents none of it; it
is known from public code that reads it, such as didevlab/service-checker app/modules/aws.
"""

from __future__ import annotations

import re
from datetime import datetime

from crawler.parsers.status.fields import JsonObject, load_objects
from crawler.parsers.status.incident import (
    Phase,
    StatusIncident,
    StatusUpdate,
    in_order,
    phase_told,
)
from models.problems import Problem

PAGE = "https://health.aws.amazon.com/health/status"
_REGION = re.compile(r"arn:aws[\w-]*:health:([a-z]{2}(?:-[a-z]+)+-\d|global)?:")
_OWNER = re.compile(r"^(?:Amazon|AWS) ")  # whose they are is said by the source's name
_IMPACT = {"1": "none", "2": "minor", "3": "major"}


def parse_aws_events(text: str, url: str, fetched_at: datetime) -> list[StatusIncident]:
    """Return the events. Raises ParseError for any other shape."""
    return [_incident(item) for item in load_objects(text, url)]


def _incident(item: JsonObject) -> StatusIncident:
    number, begun = item.text("arn"), item.seconds("date")
    updates = in_order(_update(entry) for entry in item.objects("event_log"))
    status = _status(item)
    over = status == "0"
    last = updates[-1].at if updates else begun
    has_end = over and item.values.get("end_time") is not None
    phase = phase_told(updates[-1].text) if updates else Phase.INVESTIGATING
    region = _REGION.match(number)
    return StatusIncident(
        id=number,
        url=PAGE,
        title=item.text("summary"),
        phase=Phase.RESOLVED if over else Phase.MONITORING if phase is Phase.RESOLVED else phase,
        told_at=updates[0].at if updates else begun,
        started_at=begun,
        resolved_at=(item.seconds("end_time") if has_end else last) if over else None,
        impact=_IMPACT.get(status, ""),
        components=(_OWNER.sub("", item.text("service_name")),),
        regions=(region[1],) if region and region[1] else (),
        updates=updates,
    )


def _status(item: JsonObject) -> str:
    """Return the status digit; the same file writes it as a number and as a text."""
    value = item.values.get("status")
    if not isinstance(value, str | int):
        raise item.wrong("status", Problem("problem.status.not_a_number"))
    return str(value)


def _update(entry: JsonObject) -> StatusUpdate:
    summary = entry.optional_text("summary")
    text = entry.prose("message") or summary
    is_over = _status(entry) == "0" or "[RESOLVED]" in summary
    return StatusUpdate(entry.seconds("timestamp"), Phase.RESOLVED if is_over else None, text)
