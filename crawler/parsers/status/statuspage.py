"""Atlassian Statuspage's JSON, and incident.io's, which has the same shape.

Fields: metastatuspage.com/api, as served by discordstatus.com (Dziurwa14/discord-undoc.github.io
src/status_api.md). incidents.json holds the 50 newest incidents, incidents/unresolved.json the open
ones, scheduled-maintenances.json planned work, summary.json what is open of both.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime

from crawler.parsers.status.fields import JsonObject, load_object
from crawler.parsers.status.incident import (
    PLANNED,
    Phase,
    StatusIncident,
    StatusUpdate,
    in_order,
    phase_of,
)
from models.errors import ParseError
from models.problems import Problem

_LISTS = ("incidents", "scheduled_maintenances")
# Cloudflare names its data centres among its components: "Seoul, South Korea - (ICN)".
_DATA_CENTRE = re.compile(r".+ - \([A-Z]{3}\)")


def parse_statuspage(text: str, url: str, fetched_at: datetime) -> list[StatusIncident]:
    """Return what a Statuspage's JSON tells. Raises ParseError for any other shape."""
    return _parse(text, url, may_be_null=False)


def parse_incident_io(text: str, url: str, fetched_at: datetime) -> list[StatusIncident]:
    """Return what an incident.io page's JSON tells: null there stands for an empty list."""
    return _parse(text, url, may_be_null=True)


def _parse(text: str, url: str, *, may_be_null: bool) -> list[StatusIncident]:
    answer = load_object(text, url)
    page = answer.inner("page")
    given = [key for key in _LISTS if key in answer.values]
    if not given:
        raise ParseError(url, Problem("problem.status.key_missing", key=_LISTS[0]))
    return [
        _incident(item, page, is_maintenance=key == "scheduled_maintenances")
        for key in given
        for item in answer.objects(key, required=not may_be_null)
    ]


def _incident(item: JsonObject, page: JsonObject, *, is_maintenance: bool) -> StatusIncident:
    updates = in_order(_update(update) for update in item.objects("incident_updates"))
    created = item.moment("created_at")
    phase = _phase(item, is_maintenance=is_maintenance)
    names = _component_names(item)
    places = [name for name in names if _DATA_CENTRE.fullmatch(name)]
    is_regional = bool(places) and len(places) == len(names)
    planned_for = item.optional_moment("scheduled_for") if phase in PLANNED else None
    return StatusIncident(
        id=item.text("id"),
        url=_address(item, page),
        title=item.text("name"),
        phase=phase,
        told_at=created,
        started_at=planned_for or item.optional_moment("started_at") or created,
        resolved_at=item.optional_moment("resolved_at"),
        impact=item.optional_text("impact"),
        components=() if is_regional else tuple(n for n in names if n not in places),
        regions=tuple(places) if is_regional else (),
        updates=updates,
        until=item.optional_moment("scheduled_until") if phase in PLANNED else None,
    )


def _phase(item: JsonObject, *, is_maintenance: bool) -> Phase:
    """Return the phase; a word we do not know is judged by whether the page gives an end."""
    is_over = item.optional_moment("resolved_at") is not None
    found = phase_of(item.text("status"))
    is_planned = is_maintenance or item.optional_text("impact") == "maintenance"
    if found is not None and (found in PLANNED) == is_planned:
        return found
    if is_planned:
        return Phase.COMPLETED if is_over else Phase.SCHEDULED
    return Phase.RESOLVED if is_over else (found or Phase.INVESTIGATING)


def _update(update: JsonObject) -> StatusUpdate:
    at = update.optional_moment("display_at") or update.moment("created_at")
    return StatusUpdate(at, phase_of(update.text("status")), update.prose("body"))


def _component_names(item: JsonObject) -> list[str]:
    """Return the components' names; those of the updates where the incident lists none."""
    names = _names(item.objects("components", required=False))
    if not names:
        for update in item.objects("incident_updates"):
            names += _names(update.objects("affected_components", required=False))
    return list(dict.fromkeys(names))


def _names(components: Iterable[JsonObject]) -> list[str]:
    return [name for component in components if (name := component.optional_text("name"))]


def _address(item: JsonObject, page: JsonObject) -> str:
    short = item.optional_text("shortlink")
    if short.startswith(("https://", "http://")):
        return short
    return f"{page.text('url').rstrip('/')}/incidents/{item.text('id')}"
