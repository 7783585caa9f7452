"""JSON Lines → documents, read strictly: one bad line is named, the others go on."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime
from typing import IO, Any, BinaryIO, NoReturn

from crawler.archives.fields import read_fields
from crawler.archives.found import ArchiveBrokenError, Asked, Found
from crawler.archives.packed import READ_ERRORS, unpacked
from models.errors import ImportLineError
from models.problems import Problem
from models.records import Document

#: No article is as long; without a limit a file without line ends would fill the memory.
LONGEST_LINE = 16 * 1024 * 1024
_BOM = b"\xef\xbb\xbf"


def read_archive(file: BinaryIO, name: str, now: datetime) -> Iterator[Found]:
    """Yield each line's document, or what is wrong with it; plain, gzip or Zstandard."""
    return read_json_lines(unpacked(file), Asked(name, now))


def read_json_lines(stream: IO[bytes], asked: Asked) -> Iterator[Found]:
    """Yield each line's document, or what is wrong with the line; holds one line at a time."""
    number = done = 0
    try:
        for number, line in enumerate(read_lines(stream), 1):
            if number == 1:
                line = line.removeprefix(_BOM)
            if not line.strip():
                continue
            done += 1
            if done > asked.skip:
                yield _document_or_error(line, asked, number)
    except READ_ERRORS as error:
        problem = Problem("problem.archive.cut_from_here", error=error)
        yield ArchiveBrokenError(asked.name, problem, number + 1)


def read_lines(file: IO[bytes]) -> Iterator[bytes]:
    """Yield the lines; of one over the limit only its beginning, which is too long to be taken."""
    while line := file.readline(LONGEST_LINE + 1):
        rest = line
        while len(rest) > LONGEST_LINE and not rest.endswith(b"\n"):
            rest = file.readline(LONGEST_LINE + 1)
        yield line


def read_document_line(line: bytes, name: str, number: int, now: datetime) -> Document:
    """Return the document of one line. Raises ImportLineError."""
    return read_fields(_fields(line, name, number), name, number, now)


def _document_or_error(line: bytes, asked: Asked, number: int) -> Found:
    try:
        return read_document_line(line, asked.name, number, asked.now)
    except ImportLineError as error:
        return error


def _fields(line: bytes, name: str, number: int) -> dict[str, Any]:
    def refuse(problem: str) -> NoReturn:
        raise ImportLineError(name, number, problem)

    if len(line) > LONGEST_LINE:
        refuse(Problem("problem.archive.long_line", most=LONGEST_LINE // 2**20))
    try:
        fields = json.loads(line.decode("utf-8"), parse_constant=_refuse_constant)
    except UnicodeDecodeError:
        refuse(Problem("problem.form.not_utf8"))
    except json.JSONDecodeError as error:
        refuse(Problem("problem.archive.not_json", place=error.colno))
    except (ValueError, RecursionError) as error:
        refuse(Problem("problem.archive.odd_json", error=error))
    if not isinstance(fields, dict):
        refuse(Problem("problem.archive.no_object"))
    return fields


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(name)
