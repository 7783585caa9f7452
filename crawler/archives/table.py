"""Rows of a table → documents: a BigKinds export, or one with our own keys as its headings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from crawler.archives import bigkinds, fields
from crawler.archives.found import ArchiveBrokenError, Asked, Found
from models.errors import ImportLineError
from models.problems import Problem
from models.text import normalize

_OPTIONAL = ("fetched",)


@dataclass(frozen=True, slots=True)
class Row:
    """One row: where it stands in its file, its cells, or what is wrong with it."""

    number: int
    cells: Sequence[Any]
    problem: str = ""


@dataclass(frozen=True, slots=True)
class _Header:
    names: tuple[str, ...]  # what each column is; "" for one that is not read
    is_bigkinds: bool


def read_table(rows: Iterable[Row], asked: Asked) -> Iterator[Found]:
    """Yield the document of each row below the headings, or what is wrong with it."""
    header: _Header | None = None
    done = 0
    for row in rows:
        if not row.problem and not any(_is_filled(cell) for cell in row.cells):
            continue
        if header is None:
            header = _read_header(row.cells)
            if missing := _missing(header):
                yield ArchiveBrokenError(
                    asked.name, Problem("problem.archive.no_columns", names=", ".join(missing))
                )
                return
            continue
        done += 1
        if done > asked.skip:
            yield _document_or_error(row, header, asked)
    if header is None:
        yield ArchiveBrokenError(asked.name, Problem("problem.archive.empty_table"))


def is_heading(cells: Iterable[Any]) -> bool:
    """Tell whether a row looks like headings of a table we read."""
    cells = list(cells)
    header = _read_header(cells)
    known = {"day", "press", "title", "body", *fields.REQUIRED}
    return len(cells) > 1 and len(known & set(header.names)) >= 2


def _is_filled(cell: Any) -> bool:
    return cell is not None and cell != ""


def _read_header(cells: Sequence[Any]) -> _Header:
    headings = [normalize(str(cell)).strip() if _is_filled(cell) else "" for cell in cells]
    while headings and not headings[-1]:
        headings.pop()
    keys = [bigkinds.column_key(heading) for heading in headings]
    if {"언론사", "일자", "뉴스식별자", "제목"} & set(keys):
        return _Header(tuple(bigkinds.COLUMNS.get(key, "") for key in keys), is_bigkinds=True)
    own = set(fields.REQUIRED) | set(_OPTIONAL)
    names = (heading.lower() if heading.lower() in own else heading for heading in headings)
    return _Header(tuple(names), is_bigkinds=False)


def _missing(header: _Header) -> list[str]:
    if header.is_bigkinds:
        return [shown for name, shown in bigkinds.REQUIRED.items() if name not in header.names]
    return [name for name in fields.REQUIRED if name not in header.names]


def _document_or_error(row: Row, header: _Header, asked: Asked) -> Found:
    try:
        if row.problem:
            raise ImportLineError(asked.name, row.number, row.problem)
        cells = _named(row, header, asked)
        if header.is_bigkinds:
            found = bigkinds.to_fields(cells, asked.now)
        else:
            found = {name: _plain(cell) for name, cell in cells.items() if _is_wanted(name, cell)}
        return fields.read_fields(found, asked.name, row.number, asked.now)
    except ImportLineError as error:
        return error


def _named(row: Row, header: _Header, asked: Asked) -> dict[str, Any]:
    width = len(header.names)
    if len(row.cells) < width or any(_is_filled(cell) for cell in row.cells[width:]):
        problem = Problem("problem.archive.wrong_width", width=width, cells=len(row.cells))
        raise ImportLineError(asked.name, row.number, problem)
    named: dict[str, Any] = {}
    for name, cell in zip(header.names, row.cells, strict=False):
        if name and not _is_filled(named.get(name)):
            named[name] = cell
    return named


def _is_wanted(name: str, cell: Any) -> bool:
    """Leave out optional columns that are empty in this row."""
    return _is_filled(cell) or name in fields.REQUIRED


def _plain(cell: Any) -> str:
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    return cell.isoformat() if hasattr(cell, "isoformat") else str(cell)
