"""A digest as one JSON object, and a table's rows as one object a line."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from detector.digests.cells import json_value
from detector.digests.columns import Table
from detector.digests.digest import Digest, corrections_table, rows_table, summary_table
from detector.digests.rows import DayOfDigest, FailedSource
from detector.messages import Language
from models.clock import show_iso


def json_bytes(digest: Digest, language: Language) -> bytes:
    """Return the JSON file of a digest: its days, incidents, blind spots, figures, corrections."""
    content: dict[str, Any] = {
        "first": digest.first.isoformat(),
        "last": digest.last.isoformat(),
        "data_through": show_iso(digest.data_through),
        "rows": list(objects_of(rows_table(digest.incident_rows))),
        "blind_spots": [_spot(one, source, digest) for one in digest.days for source in one.failed],
        "unknown_days": [one.day.isoformat() for one in digest.days if one.is_unknown],
        "reviewed": digest.days[-1].reviewed or None,
        "summary": None,
        "corrections": None,
    }
    if digest.summary is not None:
        content["summary"] = list(objects_of(summary_table(digest.summary)))
    if digest.corrections is not None:
        content["corrections"] = list(objects_of(corrections_table(digest.corrections, language)))
    return (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode("utf-8", "replace")


def objects_of(table: Table) -> Iterator[dict[str, Any]]:
    """Yield each row of a table as an object whose keys are the columns."""
    for row in table.rows:
        yield {
            column.name: json_value(value) for column, value in zip(table.columns, row, strict=True)
        }


def _spot(one: DayOfDigest, source: FailedSource, digest: Digest) -> dict[str, Any]:
    return {
        "date": one.day.isoformat(),
        "source": source.id,
        "name": digest.source_names.get(source.id),
        "state": source.state,
        "reason": source.reason or None,
        "since": show_iso(source.since),
        "until": show_iso(source.until),
    }
