"""Checking a database, and copying one while it is in use."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import create_engine

from models.clock import parse_iso
from models.database import Database, open_database
from models.documents import count_documents, find_documents, store_documents
from models.errors import UsageError
from models.records import Document, Facts, Kind, Label, Reading
from models.reports import store_readings
from models.upkeep import backup, check


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "test.db"


@pytest.fixture
def database(file: Path) -> Iterator[Database]:
    opened = open_database(f"sqlite:///{file}")
    moment = parse_iso("2018-11-22T08:41:00")
    store_documents(
        opened,
        [
            Document("s", str(n), f"https://s/{n}", Kind.NEWS, moment, "제목", "글", moment)
            for n in range(3)
        ],
    )
    with opened.writing() as session:
        first = find_documents(session, [1])
        store_readings(session, [(first[0], Reading(Label.OTHER, 0.1, Facts(), "test"))])
    yield opened
    opened.close()


def spoil(file: Path, statement: str) -> None:
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute(statement)


def test_a_sound_database_has_no_problems(database: Database) -> None:
    assert check(database) == []


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        ("DELETE FROM document_versions WHERE document_id = 2", "본문이 없는 문서: 1건"),
        ("UPDATE reports SET version = 9", "없는 본문을 가리키는 판단: 1건"),
        ("UPDATE documents SET unread = 0 WHERE id = 3", "판단이 없는 문서: 1건"),
        ("DELETE FROM documents WHERE id = 1", "가리키는 documents 행이 없습니다"),
        (
            "INSERT INTO incidents (id, headline, status, confidence, severity, first_seen,"
            " last_seen, news_reports, community_reports, official_reports, independent_sources)"
            " SELECT 'x', 'h', 'suspected', 0, 'minor', published_at, published_at, 0, 0, 0, 0"
            " FROM documents LIMIT 1",
            "근거 문서가 없는 사건: 1건",
        ),
        ("UPDATE alembic_version SET version_num = '0000'", "meoktong db upgrade"),
    ],
)
def test_each_broken_rule_is_found(
    database: Database, file: Path, statement: str, said: str
) -> None:
    spoil(file, statement)
    assert any(said in problem for problem in check(database))


def test_a_database_without_tables_is_told_to_be_upgraded() -> None:
    empty = Database(create_engine("sqlite://"))
    assert "meoktong db upgrade" in check(empty)[0]
    empty.close()


def test_a_backup_is_a_whole_database(database: Database, tmp_path: Path) -> None:
    target = tmp_path / "new" / "copy.db"
    with database.writing() as session:  # in use meanwhile
        session.connection()
        backup(database, target)
    copy = open_database(f"sqlite:///{target}")
    with copy.reading() as session:
        assert count_documents(session) == 3
    assert check(copy) == []
    copy.close()


def test_a_backup_overwrites_nothing(database: Database, tmp_path: Path) -> None:
    target = tmp_path / "copy.db"
    target.write_text("precious")
    with pytest.raises(UsageError, match="이미 있는 파일"):
        backup(database, target)
    assert target.read_text() == "precious"


def test_a_backup_that_cannot_be_written_says_so(database: Database) -> None:
    with pytest.raises(UsageError, match="쓸 수 없습니다"):
        backup(database, Path("/proc/no/copy.db"))


def test_postgresql_is_backed_up_with_its_own_tool(tmp_path: Path) -> None:
    pytest.importorskip("psycopg")
    other = Database(create_engine("postgresql+psycopg://user:secret@localhost/nothing"))
    with pytest.raises(UsageError, match="pg_dump") as caught:
        backup(other, tmp_path / "copy.db")
    assert "secret" not in str(caught.value)
    assert list(tmp_path.iterdir()) == []
