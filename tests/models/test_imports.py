"""How far an import came is remembered until it is finished."""

from __future__ import annotations

from models.database import Database
from models.imports import ImportPosition, find_import, record_import

ARCHIVE = "0" * 64


def test_an_unknown_archive_stands_at_its_beginning(database: Database) -> None:
    with database.reading() as session:
        assert find_import(session, ARCHIVE) == ImportPosition()


def test_the_newest_position_of_an_archive_is_kept(database: Database) -> None:
    for position in (ImportPosition(500, 2), ImportPosition(900, 3, finished=True)):
        with database.writing() as session:
            record_import(session, ARCHIVE, "기사.jsonl", position)
        with database.reading() as session:
            assert find_import(session, ARCHIVE) == position
            assert find_import(session, "1" * 64) == ImportPosition()
