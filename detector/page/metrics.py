"""Figures for a monitor, in Prometheus' text."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

MEDIA_TYPE = "text/plain; version=0.0.4; charset=utf-8"


class Metrics:
    """Counts requests by page and status since the start."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._requests: Counter[tuple[str, int]] = Counter()
        self._seconds: Counter[str] = Counter()

    def count(self, page: str, status: int, seconds: float) -> None:
        """Add one request."""
        with self._lock:
            self._requests[page, status] += 1
            self._seconds[page] += seconds  # type: ignore[assignment]

    def lines(self) -> Iterator[str]:
        """Yield the counts."""
        with self._lock:
            requests, seconds = dict(self._requests), dict(self._seconds)
        yield "# TYPE meoktong_page_requests_total counter"
        for (page, status), count in sorted(requests.items()):
            yield f'meoktong_page_requests_total{{page="{page}",status="{status}"}} {count}'
        yield "# TYPE meoktong_page_seconds_total counter"
        for page, took in sorted(seconds.items()):
            yield f'meoktong_page_seconds_total{{page="{page}"}} {took:.6f}'


def record_lines(
    envelope: Mapping[str, Any], open_count: int, by_status: Mapping[str, int], now: datetime
) -> Iterator[str]:
    """Yield what the record says of itself."""
    yield "# TYPE meoktong_open_incidents gauge"
    yield f"meoktong_open_incidents {open_count}"
    yield "# TYPE meoktong_incidents gauge"
    for status, count in by_status.items():
        yield f'meoktong_incidents{{status="{status}"}} {count}'
    yield "# TYPE meoktong_sources gauge"
    yield f'meoktong_sources{{state="watched"}} {envelope["sources"]["watched"]}'
    yield f'meoktong_sources{{state="ok"}} {envelope["sources"]["ok"]}'
    yield f'meoktong_sources{{state="never_read"}} {envelope["sources"]["never_read"]}'
    yield "# TYPE meoktong_unread_documents gauge"
    yield f"meoktong_unread_documents {envelope['unread_documents']}"
    if envelope["data_through"]:
        age = now - datetime.fromisoformat(envelope["data_through"])
        yield "# TYPE meoktong_data_age_seconds gauge"
        yield f"meoktong_data_age_seconds {age.total_seconds():.0f}"
