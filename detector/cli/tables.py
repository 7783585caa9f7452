"""Records as tables for spreadsheets and texts: CSV, TSV and Markdown, by one way of making cells."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from detector.cli.shown import shown

FORMATS = ("csv", "tsv", "md")
BETWEEN = "; "
#: Excel takes no more in a cell.
_MOST = 32_000
#: What tells an object in one word, the first of these that it has.
_TELLING = ("name", "headline", "url", "text", "id")


def table_of(records: Sequence[Mapping[str, Any]], kind: str) -> bytes:
    """Return records as a table in UTF-8; CSV has a mark and line ends that suit Excel."""
    rows = [dict(_flat(record)) for record in records]
    columns = list(dict.fromkeys(name for row in rows for name in row))
    cells = [[_cell(row.get(name)) for name in columns] for row in rows]
    if not columns:
        return b""
    written = {"csv": _csv, "tsv": _tsv, "md": _markdown}[kind]([columns, *cells])
    return written.encode("utf-8-sig" if kind == "csv" else "utf-8", errors="backslashreplace")


def _flat(record: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """Yield columns and values; an object becomes a column a key, a name stands for its object."""
    for key, value in record.items():
        if not isinstance(value, Mapping):
            yield key, value
        elif "text" in value:
            yield key, value["text"]
        else:
            for inner, one in _flat(value):
                yield (key if inner == "name" else f"{key}_{inner}"), one


def _cell(value: Any) -> str:
    """Return one value as the text of a cell that no spreadsheet runs and no terminal obeys."""
    from detector.digests.cells import safe_cell  # one rule for all that leaves for a spreadsheet

    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return str(value)
    if isinstance(value, list):
        parts = (safe_cell(_told(item).replace(";", ",")) for item in value)
        return shown(BETWEEN.join(parts))[:_MOST]
    return shown(safe_cell(str(value)))[:_MOST]


def _told(item: Any) -> str:
    if not isinstance(item, Mapping):
        return str(item)
    if "field" in item and "value" in item:
        return f"{item['field']} {item['value']}"
    for key in _TELLING:
        if item.get(key):
            return str(item[key])
    return json.dumps(item, ensure_ascii=False)


def _csv(lines: Sequence[Sequence[str]]) -> str:
    written = io.StringIO()
    csv.writer(written, lineterminator="\r\n").writerows(lines)
    return written.getvalue()


def _tsv(lines: Sequence[Sequence[str]]) -> str:
    return "".join("\t".join(line) + "\n" for line in lines)  # a cell is on one line, without tabs


def _markdown(lines: Sequence[Sequence[str]]) -> str:
    head, *rest = (
        [cell.replace("\\", "\\\\").replace("|", "\\|") for cell in line] for line in lines
    )
    ruled = [head, ["---"] * len(head), *rest]
    return "".join(f"| {' | '.join(line)} |\n" for line in ruled)
