"""What a digest told, as JSON to keep beside the database, and back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from detector.digests.cells import json_value
from detector.digests.changes import SeenDocument, ToldDay, ToldIncident
from detector.digests.columns import DIGEST_COLUMNS, Sort
from detector.digests.rows import DigestRow
from models.clock import parse_iso


def to_keep(incidents: Iterable[ToldIncident]) -> list[dict[str, Any]]:
    """Return what a digest told of its incidents, as JSON holds it."""
    return [
        {
            "row": {
                column.name: json_value(getattr(one.row, column.name)) for column in DIGEST_COLUMNS
            },
            "documents": [
                [row, seen.version, seen.model] for row, seen in sorted(one.documents.items())
            ],
        }
        for one in incidents
    ]


def told_from(
    day: date,
    said_at: datetime,
    content: Iterable[Mapping[str, Any]],
    corrected: Mapping[int, datetime],
) -> ToldDay:
    """Return what was told; corrected says when a person last spoke of a document.

    A column that a later version added is empty in what was kept before it.
    """
    return ToldDay(day, said_at, tuple(_told(one, corrected) for one in content))


def _told(content: Mapping[str, Any], corrected: Mapping[int, datetime]) -> ToldIncident:
    values = {
        column.name: _value(column.sort, content["row"][column.name])
        for column in DIGEST_COLUMNS
        if column.name in content["row"]
    }
    documents = {
        row: SeenDocument(version, model, corrected.get(row))
        for row, version, model in content["documents"]
    }
    empty = DigestRow(values["date"], None, None, "", "")
    return ToldIncident(replace(empty, **values), documents)


def _value(sort: Sort, kept: Any) -> Any:
    if kept is None:
        return None
    if sort is Sort.TIME:
        return parse_iso(kept)
    if sort is Sort.DATE:
        return date.fromisoformat(kept)
    return tuple(kept) if sort is Sort.LIST else kept
