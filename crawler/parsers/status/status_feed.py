"""History feeds with one entry an incident: Statuspage, incident.io, Status.io, Azure.

Statuspage writes all updates into the entry, newest first, each with its time and status word;
incident.io the newest one with "Status: …"; Status.io and Azure prose without either.
"""

from __future__ import annotations

import re
from datetime import datetime

from crawler.parsers.feed import parse_feed
from crawler.parsers.records import FeedEntry
from crawler.parsers.status.entries import EntryText, read_entry, told_time
from crawler.parsers.status.incident import (
    OVER,
    PLANNED,
    Phase,
    StatusIncident,
    phase_told,
)

# Azure's titles end with the state of things: "Storage - Korea Central - Mitigated".
_STATE_AT_END = re.compile(r"\s+[-–—]\s+[^-–—]*$")
_AZURE_REGION = re.compile(
    r"\b((?:(?:North|South|West|East) )?(?:Central|East|West|North|South|Southeast) (?:US(?: \d)?"
    r"|Asia|Europe|India)|Korea (?:Central|South)|Japan (?:East|West)|UK (?:South|West)"
    r"|Australia (?:East|Southeast|Central)|Canada (?:Central|East)|Brazil South"
    r"|France (?:Central|South)|Germany (?:West Central|North)|UAE (?:North|Central)"
    r"|Sweden Central|Norway East|Switzerland North|Poland Central|Italy North|Spain Central"
    r"|South Africa North|Qatar Central|Israel Central)\b"
)


def parse_status_feed(text: str, url: str, fetched_at: datetime) -> list[StatusIncident]:
    """Return the incidents of a history feed. Raises ParseError where the text is no feed."""
    return [
        _incident(entry, entry.id, (), url)
        for entry in parse_feed(text, url, fetched_at, may_be_empty=True)
    ]


def parse_azure_feed(text: str, url: str, fetched_at: datetime) -> list[StatusIncident]:
    """Return the incidents of Azure's feed: it holds only what is open, mostly nothing."""
    return [
        _incident(entry, _azure_id(entry), _azure_regions(entry.title), url)
        for entry in parse_feed(text, url, fetched_at, may_be_empty=True)
    ]


def _incident(entry: FeedEntry, number: str, regions: tuple[str, ...], url: str) -> StatusIncident:
    at = told_time(entry, url)
    found = read_entry(entry, at)
    updates = found.updates
    phase = _phase(entry, found)
    begun = min(at, updates[0].at) if phase not in PLANNED else at
    has_stamps = len(updates) > 1 or updates[-1].at != at
    return StatusIncident(
        id=number,
        url=entry.url or url,
        title=entry.title,
        phase=phase,
        told_at=min(at, updates[0].at),
        started_at=begun,
        resolved_at=_resolved(found, phase) if has_stamps else None,
        impact="maintenance" if phase in PLANNED else "",
        components=found.components,
        regions=regions,
        updates=updates,
    )


def _phase(entry: FeedEntry, found: EntryText) -> Phase:
    """Return the newest phase that an update names; else what title and newest text tell of."""
    named = [update.phase for update in found.updates if update.phase is not None]
    if named:
        return named[-1]
    return phase_told(found.updates[-1].text, entry.title)


def _resolved(found: EntryText, phase: Phase) -> datetime | None:
    """Return when it ended: the first update with the last phase."""
    if phase not in OVER:
        return None
    return next((update.at for update in found.updates if update.phase is phase), None)


def _azure_id(entry: FeedEntry) -> str:
    """Return the guid, or the title without its state: Azure's link is the same for every entry."""
    if entry.id and entry.id not in {entry.url, entry.title}:
        return entry.id
    month = f"{entry.published_at:%Y-%m}" if entry.published_at else ""
    return f"{_STATE_AT_END.sub('', entry.title)} {month}".strip()


def _azure_regions(title: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(_AZURE_REGION.findall(title)))
