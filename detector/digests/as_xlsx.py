"""A digest as an Excel file: real dates and times in KST, filters, explained columns, blind spots."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime
from typing import Any

from detector.digests.cells import columns_of, safe_cell, text_cell
from detector.digests.columns import DIGEST_COLUMNS, Column, Sort, Table
from detector.digests.digest import Digest, corrections_table, rows_table, summary_table
from detector.digests.paper import Paper
from detector.digests.value_lists import values_of
from detector.messages import Language, say
from models.clock import to_kst

#: What one cell of Excel holds.
_MOST_SIGNS = 32_767
#: Excel counts days from 1900; an earlier time stays text.
_FIRST_YEAR = 1901
_WIDTHS = {
    "date": 11, "rank": 6, "incident_id": 24, "status": 11, "headline": 54, "provider": 18,
    "region": 14, "cause": 12, "affected": 40, "top_urls": 60, "severity": 9, "why": 60,
    "old": 28, "new": 28, "measure": 22, "name": 24,
}  # fmt: skip
_WIDTH_OF_TIME, _WIDTH = 17, 12
#: What the button of a filter takes of a head.
_BUTTON = 4
_LINE = 16
_A4 = 9
#: XML 1.0 has no such characters.
_NOT_XML = {0xFFFE: "\ufffd", 0xFFFF: "\ufffd"}


def xlsx_bytes(digest: Digest, paper: Paper, language: Language) -> bytes:
    """Return the Excel file of a digest; the same digest gives the same bytes."""
    import xlsxwriter  # slow to import

    content = io.BytesIO()
    book = xlsxwriter.Workbook(
        content,
        {
            "in_memory": True, "strings_to_formulas": False, "strings_to_urls": False,
            "strings_to_numbers": False, "remove_timezone": False,
        },
    )  # fmt: skip
    made = datetime(digest.last.year, digest.last.month, digest.last.day, tzinfo=UTC)
    book.set_properties({"title": safe_cell(paper.title), "created": made.replace(tzinfo=None)})
    formats = _Formats(book)
    if digest.corrections is not None:
        table = corrections_table(digest.corrections, language)
        _write_table(book, formats, _sheet("corrections", language), table, language)
    if digest.summary is not None:
        _write_figures(book, formats, paper, language)
        name = _sheet("table", language)
        _write_table(book, formats, name, summary_table(digest.summary), language)
    rows = rows_table(digest.rows)
    _write_table(book, formats, _sheet("incidents", language), rows, language)
    _write_columns(book, formats, rows.columns, language)
    _write_spots(book, formats, paper, language)
    book.close()
    return content.getvalue()


class _Formats:
    """The few formats of the cells of a book."""

    def __init__(self, book: Any) -> None:
        top = {"valign": "top"}
        self.head = book.add_format(
            {"bold": True, "bg_color": "#1F3A5F", "font_color": "#FFFFFF", "valign": "vcenter"}
        )
        self.date = book.add_format({**top, "num_format": "yyyy-mm-dd", "align": "left"})
        self.time = book.add_format({**top, "num_format": "yyyy-mm-dd hh:mm", "align": "left"})
        self.count = book.add_format({**top, "num_format": "#,##0"})
        self.number = book.add_format({**top, "num_format": "#,##0.###"})
        self.text = book.add_format(top)
        self.wrapped = book.add_format({**top, "text_wrap": True})
        self.strong = book.add_format({**top, "bold": True, "text_wrap": True})
        self.title = book.add_format({"bold": True, "font_size": 14})


def _sheet(name: str, language: Language) -> str:
    return say(f"digest.heading.{name}", language)


def _write_table(book: Any, formats: _Formats, name: str, table: Table, language: Language) -> None:
    """Write a table as a sheet: a frozen header that explains itself, filters, typed cells."""
    sheet = book.add_worksheet(name)
    _head(sheet, formats, [column.name for column in table.columns])
    for place, column in enumerate(table.columns):
        sheet.set_column(place, place, _width(column))
        title = say(f"digest.column_title.{column.name}", language)
        sheet.data_validation(
            0, place, 0, place,
            {"validate": "any", "input_title": title, "input_message": _hint(column, language)},
        )  # fmt: skip
    for line, row in enumerate(table.rows, 1):
        for place, (column, value) in enumerate(zip(table.columns, row, strict=True)):
            _write(sheet, formats, line, place, column.sort, value)
    sheet.autofilter(0, 0, max(len(table.rows), 1), len(table.columns) - 1)
    sheet.set_landscape()
    sheet.set_paper(_A4)
    sheet.repeat_rows(0)


def _hint(column: Column, language: Language) -> str:
    """Return what a column means in the 255 characters that Excel shows beside its head."""
    is_explained = column in DIGEST_COLUMNS
    table = "column" if is_explained else "column_title"
    return say(f"digest.{table}.{column.name}", language)[:255]


def _head(sheet: Any, formats: _Formats, names: Sequence[str]) -> None:
    for place, name in enumerate(names):
        sheet.write_string(0, place, name, formats.head)
    sheet.set_row(0, 22)
    sheet.freeze_panes(1, 0)


def _width(column: Column) -> int:
    width = _WIDTHS.get(column.name, _WIDTH_OF_TIME if column.sort is Sort.TIME else _WIDTH)
    return max(width, len(column.name) + _BUTTON)


def _write(sheet: Any, formats: _Formats, line: int, place: int, sort: Sort, value: object) -> None:
    """Write one value as what it is; a text can become no formula, number, date or link."""
    if value is None:
        return
    if isinstance(value, bool):
        # As in the CSV: LibreOffice makes a formula, =TRUE(), of a real one when it saves the file.
        sheet.write_string(line, place, text_cell(value), formats.text)
    elif isinstance(value, int | float):
        number = formats.number if sort in (Sort.NUMBER, Sort.ANY) else formats.count
        sheet.write_number(line, place, value, number)
    elif isinstance(value, date) and value.year >= _FIRST_YEAR:
        _write_date(sheet, formats, line, place, value)
    else:
        sheet.write_string(line, place, _fitting(text_cell(value)), formats.text)


def _write_date(sheet: Any, formats: _Formats, line: int, place: int, value: date) -> None:
    """Write a day, or a time as the clocks of Korea show it: Excel knows no zones."""
    if isinstance(value, datetime):
        local = to_kst(value).replace(tzinfo=None, microsecond=0)
        sheet.write_datetime(line, place, local, formats.time)
    else:
        sheet.write_datetime(line, place, value, formats.date)


def _fitting(text: str) -> str:
    """Return text as a cell of Excel can hold it."""
    whole = text.encode("utf-8", "replace").decode("utf-8").translate(_NOT_XML)
    return whole if len(whole) <= _MOST_SIGNS else whole[: _MOST_SIGNS - 1] + "…"


def _write_columns(
    book: Any, formats: _Formats, columns: Sequence[Column], language: Language
) -> None:
    """Write the sheet that explains the columns, and the words that some of them hold."""
    name = _sheet("columns", language)
    heads = [say(f"digest.heading.{one}", language) for one in _COLUMN_HEADS]
    rows = [
        (
            column.name,
            say(f"digest.column_title.{column.name}", language),
            say(f"digest.column.{column.name}", language),
            values_of(column.name, language),
        )
        for column in columns
    ]
    _write_texts(book, formats, name, heads, rows, (24, 20, 70, 70))


def _write_spots(book: Any, formats: _Formats, paper: Paper, language: Language) -> None:
    """Write the sheet of blind spots; without any it says what that means."""
    heads = [say(f"digest.heading.{one}", language) for one in _SPOT_HEADS]
    rows = [(spot.name, spot.state, spot.when, spot.reason) for spot in paper.spots]
    empty = say("digest.spot.none", language)
    _write_texts(
        book, formats, _sheet("spots", language), heads, rows or [(empty,)], (40, 10, 44, 80)
    )


def _write_figures(book: Any, formats: _Formats, paper: Paper, language: Language) -> None:
    """Write the sheet that one reads first: the period's figures beside those before."""
    heads = [say(f"digest.heading.{one}", language) for one in ("figure", "value", "before")]
    rows: list[tuple[str, ...]] = [(one.name, one.value, one.before) for one in paper.figures]
    rows += [(say("digest.heading.providers", language), "", "")] if paper.providers else []
    rows += [
        (f"{n}. {one.name}", one.value, one.before) for n, one in enumerate(paper.providers, 1)
    ]
    rows.append((paper.figures_note,))
    _write_texts(book, formats, _sheet("figures", language), heads, rows, (44, 44, 44))


def _write_texts(
    book: Any,
    formats: _Formats,
    name: str,
    heads: Sequence[str],
    rows: Iterable[Sequence[str]],
    widths: Sequence[int],
) -> None:
    """Write a sheet of texts that wrap; a row of one text goes over all columns."""
    sheet = book.add_worksheet(name)
    _head(sheet, formats, heads)
    for place, width in enumerate(widths):
        sheet.set_column(place, place, width)
    for line, row in enumerate(rows, 1):
        texts = [_fitting(safe_cell(text)) for text in row]
        if len(texts) == 1:
            sheet.merge_range(line, 0, line, len(widths) - 1, texts[0], formats.wrapped)
            sheet.set_row(line, _height(texts, (sum(widths),)))
            continue
        sheet.set_row(line, _height(texts, widths))
        for place, text in enumerate(texts):
            style = formats.strong if place == 0 else formats.wrapped
            sheet.write_string(line, place, text, style)
    sheet.set_landscape()
    sheet.set_paper(_A4)
    sheet.fit_to_pages(1, 0)


def _height(texts: Sequence[str], widths: Sequence[int]) -> int:
    """Return how high a row must be for its texts: not every program finds that out by itself."""
    lines = [-(-columns_of(text) // width) for text, width in zip(texts, widths, strict=True)]
    return _LINE * max(1, *lines) + 2


_COLUMN_HEADS = ("column", "column_title", "meaning", "values")
_SPOT_HEADS = ("source", "state", "time", "reason")
