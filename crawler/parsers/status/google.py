"""Google Cloud's and Google Workspace's incidents.json: one shape, Workspace without locations.

Fields: status.cloud.google.com/incidents.schema.json; begin and end are the incident's, created and
modified the report's, status_impact its weight, locations ids such as asia-northeast3 (Seoul).
"""

from __future__ import annotations

import re
from datetime import datetime
from urllib.parse import urljoin

from crawler.parsers.status.fields import JsonObject, load_objects
from crawler.parsers.status.incident import (
    Phase,
    StatusIncident,
    StatusUpdate,
    in_order,
)

LONGEST_TITLE = 200
_WEIGHT = {"low": "minor", "medium": "major", "high": "critical"}
_HEADING = re.compile(
    r"^(?:incident report|summary|title|description|mini incident report|customer symptoms)\s*:?\s*",
    re.IGNORECASE,
)


def parse_google(text: str, url: str, fetched_at: datetime) -> list[StatusIncident]:
    """Return what incidents.json tells. Raises ParseError for any other shape."""
    return [_incident(item, url) for item in load_objects(text, url)]


def _incident(item: JsonObject, url: str) -> StatusIncident:
    end = item.optional_moment("end")
    updates = in_order(_update(update) for update in item.objects("updates"))
    service = item.text("service_name")
    products = [product.text("title") for product in item.objects("affected_products")]
    return StatusIncident(
        id=item.text("id"),
        url=urljoin(url, item.text("uri")),
        title=_title(item.prose("external_desc")) or service,
        phase=Phase.RESOLVED if end else Phase.INVESTIGATING,
        told_at=item.moment("created"),
        started_at=item.moment("begin"),
        resolved_at=end,
        impact=_impact(item),
        components=tuple(dict.fromkeys(products or [service])),
        regions=_regions(item),
        updates=updates,
    )


def _impact(item: JsonObject) -> str:
    if item.text("status_impact") == "SERVICE_INFORMATION":
        return "none"
    return _WEIGHT.get(item.text("severity"), "")


def _update(update: JsonObject) -> StatusUpdate:
    is_over = update.optional_text("status") == "AVAILABLE"
    return StatusUpdate(
        update.moment("when"), Phase.RESOLVED if is_over else None, update.prose("text")
    )


def _regions(item: JsonObject) -> tuple[str, ...]:
    """Return the ids of the places hit, now or before: an incident that ended hits none now."""
    places = [
        place.text("id")
        for key in ("currently_affected_locations", "previously_affected_locations")
        for place in item.objects(key, required=False)
    ]
    return tuple(dict.fromkeys(places))


def _title(description: str) -> str:
    """Return the first line that is more than a heading."""
    for line in description.split("\n"):
        if found := _HEADING.sub("", line.lstrip("# ")).strip():
            return found[:LONGEST_TITLE]
    return ""
