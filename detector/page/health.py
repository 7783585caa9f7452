"""Whether the record is being kept up, for a monitor."""

from __future__ import annotations

from typing import Any

from detector.page.record import Record
from detector.views.freshness import INTERVALS, sources_json
from models.clock import show_iso


def health_of(record: Record) -> tuple[int, dict[str, Any]]:
    """Return 200, or 503 where the last cycle is older than two intervals, and what is known."""
    now = record.now()
    with record.reading() as session:
        fresh = record.freshness(session, None)
    last = fresh.last_crawl_at
    is_well = last is not None and now - last <= INTERVALS * record.settings.interval
    content = {
        "status": "ok" if is_well else "old",
        "as_of": show_iso(now),
        "last_cycle_at": show_iso(last),
        "data_through": show_iso(fresh.data_through),
        "interval_minutes": record.settings.interval.total_seconds() / 60,
        "unread_documents": fresh.unread,
        "sources": sources_json(fresh),
    }
    return (200 if is_well else 503), content
