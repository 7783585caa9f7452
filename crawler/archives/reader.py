"""Any archive → its documents, known by its first bytes and not by its name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import IO, BinaryIO

from crawler.archives.csv_file import looks_like_table, read_csv
from crawler.archives.found import ArchiveBrokenError, Asked, Found
from crawler.archives.json_lines import read_json_lines
from crawler.archives.packed import peek, unpacked
from crawler.archives.page_files import looks_like_mht
from models.problems import Problem

_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_BLANK = b"\xef\xbb\xbf \t\r\n"
_TABLES = (".csv", ".tsv")
_SPREADSHEETS = (".xlsx", ".xls")
_PAGE = re.compile(rb"<(?:!|\?|\w)")


def read_file(file: BinaryIO, asked: Asked) -> Iterator[Found]:
    """Yield the documents of a file, or what is wrong with each record that is none.

    The first asked.skip records are passed over. An ArchiveBrokenError comes last and says that
    the file, or the rest of it, cannot be read.
    """
    stream = unpacked(file)
    head = peek(stream)
    if head.startswith(_ZIP):
        return _read_zip(stream, file, asked)
    if head.startswith(_OLE):
        return _refuse_ole(stream, asked)
    return _read_text(stream, head, asked)


def _read_zip(stream: IO[bytes], file: BinaryIO, asked: Asked) -> Iterator[Found]:
    if stream is not file or not file.seekable():
        problem = Problem("problem.archive.packed_excel")
        return iter([ArchiveBrokenError(asked.name, problem)])
    from crawler.archives.xlsx import read_xlsx  # openpyxl takes a while to import

    return read_xlsx(file, asked)


def _read_text(stream: IO[bytes], head: bytes, asked: Asked) -> Iterator[Found]:
    begin = head.lstrip(_BLANK)
    name = asked.name.lower()
    if _PAGE.match(begin) or looks_like_mht(head):
        if name.endswith(_SPREADSHEETS):
            problem = Problem("problem.archive.html_as_excel")
            return iter([ArchiveBrokenError(asked.name, problem)])
        from crawler.archives.pages import read_saved_page  # the parsers take a while to import

        return _skipped(read_saved_page(stream, asked), asked.skip)
    is_json = begin.startswith((b"{", b"["))
    if not is_json and (name.endswith(_TABLES) or looks_like_table(head)):
        return read_csv(stream, asked)
    if name.endswith(_SPREADSHEETS):
        return iter([ArchiveBrokenError(asked.name, Problem("problem.archive.not_excel"))])
    return read_json_lines(stream, asked)


def _skipped(found: Iterator[Found], skip: int) -> Iterator[Found]:
    for number, record in enumerate(found):
        if number >= skip:
            yield record


def _refuse_ole(stream: IO[bytes], asked: Asked) -> Iterator[Found]:
    """Say which of the two it is: a workbook with a password, or one of before 2007."""
    problem = Problem("problem.archive.old_excel")
    before = b""
    while block := stream.read(1024 * 1024):
        if _ENCRYPTED in before + block:
            problem = Problem("problem.archive.locked_excel")
            break
        before = block[-len(_ENCRYPTED) :]
    yield ArchiveBrokenError(asked.name, problem)
