"""A CSV or TSV file → its rows, one at a time, whatever Korean programs wrote it with."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Iterator
from typing import IO, Any, cast

from crawler.archives.found import ArchiveBrokenError, Asked, Found
from crawler.archives.packed import READ_ERRORS, peek
from crawler.archives.table import Row, is_heading, read_table
from models.problems import Problem

#: Characters a cell may have; without a limit one forgotten quote would swallow the file.
LONGEST_CELL = 4 * 1024 * 1024
#: Characters a line may have; of a longer one the rest is passed over, and its row refused.
LONGEST_LINE = 4 * LONGEST_CELL
_LOST = re.compile("[\ud800-\udfff]")
_DELIMITERS = ",\t;"


def read_csv(stream: IO[bytes], asked: Asked) -> Iterator[Found]:
    """Yield the document of each row, or what is wrong with it."""
    head = peek(stream)
    encoding = guess_encoding(head)
    rows = _Rows(stream, encoding, guess_delimiter(head, encoding))
    try:
        yield from read_table(rows, asked)
    except (*READ_ERRORS, UnicodeError) as error:
        problem = Problem("problem.archive.cut_from_here", error=error)
        yield ArchiveBrokenError(asked.name, problem, rows.number + 1)
    finally:
        rows.release()


def looks_like_table(head: bytes) -> bool:
    """Tell whether a file that begins so has headings we know in its first row."""
    encoding = guess_encoding(head)
    lines = io.StringIO(_decoded(head, encoding), newline="")
    reader = csv.reader(lines, delimiter=guess_delimiter(head, encoding))
    try:
        return is_heading(next(reader, []))
    except csv.Error:
        return False


def guess_encoding(head: bytes) -> str:
    """Return the encoding by the first bytes: a BOM, then UTF-8 where most is valid, then CP949."""
    if head.startswith(codecs.BOM_UTF8):
        return "utf-8-sig"
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    if head[1:2] == b"\0":
        return "utf-16-le"
    text = _decoded(head, "utf-8")
    # CP949 read as UTF-8 loses nearly every character; UTF-8 with a broken one loses that.
    is_utf8 = text.count("\ufffd") * 10 <= sum(not character.isascii() for character in text)
    return "utf-8" if is_utf8 else "cp949"


def guess_delimiter(head: bytes, encoding: str) -> str:
    """Return the delimiter that the first line has most of."""
    first = _decoded(head, encoding).lstrip("\r\n").split("\n", 1)[0]
    return max(_DELIMITERS, key=first.count)


def _decoded(head: bytes, encoding: str) -> str:
    return codecs.getincrementaldecoder(encoding)("replace").decode(head)


class _Rows:
    """The rows of a file; knows the line at which it is."""

    def __init__(self, stream: IO[bytes], encoding: str, delimiter: str) -> None:
        # Bytes that are no characters are kept as surrogates, so that only their row is refused;
        # UTF-16 has no such thing: from a broken byte on all would be wrong.
        errors = "strict" if encoding.startswith("utf-16") else "surrogateescape"
        self._encoding = encoding
        self._text = io.TextIOWrapper(
            cast(Any, stream), encoding=encoding, errors=errors, newline=""
        )
        self._reader = csv.reader(self._lines(), delimiter=delimiter)
        self.number = 0

    def __iter__(self) -> Iterator[Row]:
        while True:
            begin = self.number + 1
            before = csv.field_size_limit(LONGEST_CELL)  # of the process, so put back at once
            try:
                cells = next(self._reader)
            except StopIteration:
                return
            except csv.Error as error:
                yield Row(begin, (), Problem("problem.archive.not_csv", error=error))
                continue
            finally:
                csv.field_size_limit(before)
            yield Row(begin, cells, self._problem(cells))

    def release(self) -> None:
        """Give the stream back open; left alone, the wrapper would close what the caller opened."""
        self._text.detach()

    def _lines(self) -> Iterator[str]:
        while line := self._text.readline(LONGEST_LINE):
            self.number += 1
            yield line
            while len(line) == LONGEST_LINE and not line.endswith(("\n", "\r")):
                line = self._text.readline(LONGEST_LINE)

    def _problem(self, cells: list[str]) -> str:
        if any(_LOST.search(cell) for cell in cells):
            return Problem("problem.archive.characters", encoding=self._encoding)
        return ""
