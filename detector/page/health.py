"""Whether the record is being kept up, for a monitor."""

from __future__ import annotations

from typing import Any

from detector.page.record import Record
from detector.views.freshness import sources_json
from detector.views.own_trouble import INTERVALS, trouble_json
from models.clock import show_iso


def health_of(record: Record) -> tuple[int, dict[str, Any]]:
    """Return 200, or 503 where the last cycle is too old or nothing can be kept, and what is known."""
    now = record.now()
    with record.reading() as session:
        fresh = record.freshness(session, None)
    last = fresh.last_crawl_at
    interval = record.settings.interval
    is_fresh = last is not None and now - last <= INTERVALS * interval
    status = "old" if not is_fresh else "unwritable" if fresh.storage else "ok"
    content = {
        "status": status,
        "own_troubles": [trouble_json(one) for one in fresh.own_troubles(interval)],
        "as_of": show_iso(now),
        "last_cycle_at": show_iso(last),
        "data_through": show_iso(fresh.data_through),
        "interval_minutes": interval.total_seconds() / 60,
        "unread_documents": fresh.unread,
        "sources": sources_json(fresh),
    }
    return (200 if status == "ok" else 503), content
