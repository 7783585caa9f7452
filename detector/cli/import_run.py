"""Stores the documents of archives batch by batch, and writes down how far it came."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from crawler.archives.found import ArchiveBrokenError, Asked, Found
from crawler.archives.identity import identify
from crawler.archives.reader import read_file
from detector.cli.progress import Progress
from detector.cli.screen import note
from detector.cli.spoken import said, tell
from models import clock
from models.database import Database
from models.documents import store_documents
from models.errors import ImportLineError
from models.imports import ImportPosition, find_import, record_import
from models.records import Document, StoredCounts

BATCH = 500
_STDIN = Path("-")
_BUFFER = 64 * 1024  # what a file is known by must fit


@dataclass(frozen=True, slots=True)
class Request:
    """How the user wants archives to be read."""

    url: str = ""
    published: datetime | None = None
    again: bool = False


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import did. Records that an earlier run had done count as unchanged."""

    counts: StoredCounts = field(default_factory=StoredCounts)
    bad: int = 0
    skipped: int = 0

    def __add__(self, other: Imported) -> Imported:
        return Imported(
            self.counts + other.counts, self.bad + other.bad, self.skipped + other.skipped
        )


def import_files(database: Database, files: Sequence[Path], request: Request) -> Imported:
    """Import files and folders ("-" is standard input) and return what it did.

    What is wrong with a record goes to standard error. Raises StorageError.
    """
    total = Imported()
    with Progress(tell("cli.import_run.importing")) as progress:
        for file in files:
            total += _import_file(_Batches(database, progress), file, request)
    return total


def _import_file(batches: _Batches, file: Path, request: Request) -> Imported:
    asked = Asked(file.name or str(file), clock.now(), 0, request.url, request.published)
    if file != _STDIN:
        return _import_known(batches, file, asked, is_again=request.again)
    found = read_file(sys.stdin.buffer, replace(asked, name=tell("cli.import_run.stdin")))
    return batches.store(found, ImportPosition())


def _import_known(batches: _Batches, file: Path, asked: Asked, *, is_again: bool) -> Imported:
    """Import a file or folder from where an earlier import of it stopped."""
    archive = identify(file, asked)
    with batches.database.reading() as session:
        position = ImportPosition() if is_again else find_import(session, archive)
    batches.keep = lambda reached: _record(batches.database, archive, asked.name, reached)
    if position.finished:
        note(_already(asked.name, position))
        return batches.store(iter(()), position)
    if position.done:
        note(tell("cli.import_run.goes_on", name=asked.name, done=position.done))
    asked = replace(asked, skip=position.done)
    if file.is_dir():
        from crawler.archives.pages import read_folder  # the parsers take a while to import

        return batches.store(read_folder(file, asked), position)
    with file.open("rb", buffering=_BUFFER) as stream:
        batches.follow(stream, file.stat().st_size)
        return batches.store(read_file(stream, asked), position)


def _already(name: str, position: ImportPosition) -> str:
    taken = tell("cli.import_run.count", done=position.done - position.bad)
    if position.bad:
        taken += tell("cli.import_run.bad_count", bad=position.bad)
    return tell("cli.import_run.imported_before", name=name, taken=taken)


def _record(database: Database, archive: str, name: str, position: ImportPosition) -> None:
    with database.writing() as session:
        record_import(session, archive, name, position)


class _Batches:
    """Stores what is found in one archive; after each batch says how far it is."""

    def __init__(self, database: Database, progress: Progress) -> None:
        self.database = database
        self.keep: Callable[[ImportPosition], None] = lambda _reached: None
        self._progress = progress
        self._share: Callable[[], float | None] = lambda: None

    def follow(self, stream: BinaryIO, size: int) -> None:
        """Tell the share that is done by how much of the stream has been read."""
        self._share = lambda: None if stream.closed or not size else stream.tell() / size

    def store(self, found: Iterator[Found], position: ImportPosition) -> Imported:
        """Store the documents that come after position; return what has been done of all."""
        earlier = position.done - position.bad
        counts = StoredCounts(unchanged=earlier)
        batch: list[Document] = []
        broken = 0
        for record in found:
            if isinstance(record, ArchiveBrokenError):
                broken += 1
                note(said(record.said))
                continue
            position = replace(position, done=position.done + 1)
            if isinstance(record, ImportLineError):
                position = replace(position, bad=position.bad + 1)
                note(said(record.said))
                continue
            batch.append(record)
            if len(batch) == BATCH:
                counts += self._store(batch, position)
                self._progress(_all(counts), share=self._share())
        # The position never runs ahead of the documents, or a kill between the two would lose some.
        counts += self._store(batch, replace(position, finished=not broken))
        return Imported(counts, position.bad + broken, earlier)

    def _store(self, batch: list[Document], position: ImportPosition) -> StoredCounts:
        counts = store_documents(self.database, batch)
        self.keep(position)
        batch.clear()
        return counts


def _all(counts: StoredCounts) -> int:
    return counts.new + counts.changed + counts.unchanged
