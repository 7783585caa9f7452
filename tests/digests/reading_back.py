"""Reads a digest's tables back as values that can be compared, whichever format they were in."""

from __future__ import annotations

import csv
import io
from datetime import datetime
from pathlib import Path

import openpyxl

from detector.digests.columns import DIGEST_COLUMNS, Sort

SORTS = {column.name: column.sort for column in DIGEST_COLUMNS}
Row = dict[str, object]


def read_csv(content: bytes) -> list[Row]:
    text = content.decode("utf-8-sig")
    rows = csv.DictReader(io.StringIO(text, newline=""))
    return [{name: plain(name, cell) for name, cell in row.items()} for row in rows]


def read_sheet(file: Path | io.BytesIO, number: int = 0) -> list[Row]:
    sheet = openpyxl.load_workbook(file).worksheets[number]
    names, *rows = sheet.iter_rows(values_only=True)
    heads = [str(name) for name in names]
    return [
        {name: plain(name, cell) for name, cell in zip(heads, row, strict=True)} for row in rows
    ]


def plain(column: str, cell: object) -> object:
    """Return a cell as the value it stands for: times in Korea to the minute, numbers, texts."""
    if cell is None or cell == "":
        return None
    sort = SORTS[column]
    if sort is Sort.TIME:
        moment = cell if isinstance(cell, datetime) else datetime.fromisoformat(str(cell))
        return moment.strftime("%Y-%m-%d %H:%M")
    if sort is Sort.DATE:
        return cell.date().isoformat() if isinstance(cell, datetime) else str(cell)
    if sort in (Sort.COUNT, Sort.NUMBER):
        return float(str(cell))
    return str(cell)
