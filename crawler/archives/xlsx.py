"""An Excel workbook (.xlsx) → the rows of its first sheet, one at a time."""

from __future__ import annotations

import warnings
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import closing
from typing import Any, BinaryIO
from xml.etree.ElementTree import ParseError as XmlError

from openpyxl.cell.text import Text
from openpyxl.reader.excel import ExcelReader
from openpyxl.styles.stylesheet import apply_stylesheet
from openpyxl.worksheet._reader import (
    DATA_TAG,
    ROW_TAG,
    WorkSheetParser,
)
from openpyxl.xml.constants import (
    SHARED_STRINGS,
    SHEET_MAIN_NS,
)
from openpyxl.xml.functions import iterparse

from crawler.archives.found import ArchiveBrokenError, Asked, Found
from crawler.archives.shared_strings import SharedStrings
from crawler.archives.table import Row, read_table
from crawler.archives.zip_guard import GuardedZip, HarmfulZipError
from models.problems import Problem

# What openpyxl raises for a workbook that is none or is damaged.
_ERRORS = (
    zipfile.BadZipFile, zlib.error, OSError, EOFError, XmlError, KeyError, ValueError, TypeError,
    AttributeError, IndexError, AssertionError, NotImplementedError, RuntimeError, SyntaxError,
)  # fmt: skip
_STRING_TAG = f"{{{SHEET_MAIN_NS}}}si"
_MOST_COLUMNS = 64  # an export has 19; a sheet may have 16,384


def read_xlsx(file: BinaryIO, asked: Asked) -> Iterator[Found]:
    """Yield the document of each row of the first sheet, or what is wrong with it.

    Formulas are never computed: a cell that has one gives the value that was saved with it.
    """
    number = 0

    def counted(rows: Iterator[Row]) -> Iterator[Row]:
        nonlocal number
        for row in rows:
            number = row.number
            yield row

    try:
        with closing(_Workbook(file)) as workbook:
            yield from read_table(counted(workbook.rows()), asked)
    except HarmfulZipError as error:
        yield ArchiveBrokenError(
            asked.name, Problem("problem.archive.harmful", problem=error.problem)
        )
    except _ERRORS as error:
        what = "cut_from_here" if number else "broken_excel"
        problem = Problem(f"problem.archive.{what}", error=_short(error))
        yield ArchiveBrokenError(asked.name, problem, number + 1 if number else 0)


def _short(error: BaseException) -> str:
    lines = str(error).splitlines()
    return f"{type(error).__name__}: {lines[0][:100]}" if lines else type(error).__name__


class _Reader(ExcelReader):  # type: ignore[misc]
    """openpyxl's reader, over a guarded zip, with the shared texts on disk."""

    def __init__(self, file: BinaryIO) -> None:
        super().__init__(file, read_only=True, data_only=True, keep_links=False)
        self.archive = GuardedZip(file)
        self.valid_files = self.archive.namelist()

    def read(self) -> None:
        """Read what tells of the sheets, not the sheets.

        openpyxl's own way looks for a sheet's size, and where none is stated holds all of it.
        """
        self.read_manifest()
        self.read_strings()
        self.read_workbook()
        apply_stylesheet(self.archive, self.wb)
        self.sheet = self._first_sheet()

    def read_strings(self) -> None:
        """Put the shared texts on disk."""
        if (part := self.package.find(SHARED_STRINGS)) is not None:
            with self.archive.open(part.PartName[1:]) as source:
                self.shared_strings = SharedStrings(_texts(source))

    def _first_sheet(self) -> str:
        """Return the path of the first sheet that is shown."""
        sheets = [(found.state, rel.target) for found, rel in self.parser.find_sheets()]
        shown = [path for state, path in sheets if state == "visible"]
        return str(shown[0] if shown else sheets[0][1])


class _Workbook:
    """An open workbook."""

    def __init__(self, file: BinaryIO) -> None:
        self._reader = _Reader(file)
        try:
            with warnings.catch_warnings():  # of styles and the like, which we do not read
                warnings.simplefilter("ignore")
                self._reader.read()
        except BaseException:
            self.close()
            raise

    def rows(self) -> Iterator[Row]:
        """Yield the sheet's rows as they are in the file.

        Its stated size is not asked for: exports say "A1". openpyxl's own loop keeps an element
        for each row that was, so this one drops them.
        """
        book: Any = self._reader.wb
        with self._reader.archive.open(self._reader.sheet) as source:
            parser = WorkSheetParser(
                source, self._reader.shared_strings, data_only=True, epoch=book.epoch,
                date_formats=book._date_formats, timedelta_formats=book._timedelta_formats,
            )  # fmt: skip
            data: Any = None
            for event, element in iterparse(source, events=("start", "end")):
                if event == "start":
                    data = element if element.tag == DATA_TAG else data
                elif element.tag == ROW_TAG:
                    yield _row(parser, element)
                    data.clear()
                    parser.row_dimensions.clear()
                elif element.tag == DATA_TAG:
                    return

    def close(self) -> None:
        """Give the workbook's files back; the one it was opened from stays open."""
        self._reader.archive.close()
        if isinstance(self._reader.shared_strings, SharedStrings):
            self._reader.shared_strings.close()


def _row(parser: Any, element: Any) -> Row:
    with warnings.catch_warnings():  # of dates that are none
        warnings.simplefilter("ignore")
        number, found = parser.parse_row(element)
    cells: list[Any] = [None] * _MOST_COLUMNS
    for cell in found:
        if cell["column"] <= _MOST_COLUMNS:
            cells[cell["column"] - 1] = cell["value"]
    return Row(number, cells)


def _texts(source: Any) -> Iterator[str]:
    root: Any = None
    for event, element in iterparse(source, events=("start", "end")):
        if root is None:
            root = element
        if event == "end" and element.tag == _STRING_TAG:
            yield Text.from_tree(element).content.replace("x005F_", "")
            root.clear()
