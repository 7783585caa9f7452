"""Opening a database, reading and writing it, and what is said when that fails."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
import threading
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import inspect, text
from sqlalchemy.exc import OperationalError

from models import config
from models.database import BUSY_TIMEOUT_MS, REVISIONS, Database, explain, open_database
from models.documents import count_documents, store_documents, unread_documents
from models.errors import StorageError
from models.every_table import Base
from models.records import Document
from models.tables import DocumentRow, SourceRow

KST_OFFSET = "+09:00"


def said_of(url: str) -> str:
    """Return the one line that opening a database fails with."""
    with pytest.raises(StorageError) as caught:
        open_database(url).close()
    assert "\n" not in str(caught.value)
    assert caught.value.exit_status == 1
    return str(caught.value)


def in_threads(how_many: int, work: Callable[[], None]) -> list[BaseException]:
    """Run work in so many threads at once and return what was raised in them."""
    raised: list[BaseException] = []
    ready = threading.Barrier(how_many)

    def run() -> None:
        try:
            ready.wait(timeout=30)
            work()
        except BaseException as error:  # noqa: BLE001  # whatever it is, the test shows it
            raised.append(error)

    threads = [threading.Thread(target=run) for _ in range(how_many)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return raised


def test_a_new_database_gets_all_tables(database: Database) -> None:
    tables = set(inspect(database.engine).get_table_names())
    assert tables == set(Base.metadata.tables) | {"alembic_version"}


def test_opening_again_keeps_what_is_there(url: str, document: Callable[..., Document]) -> None:
    first = open_database(url)
    store_documents(first, [document()])
    first.close()
    again = open_database(url)
    with again.reading() as session:
        assert count_documents(session) == 1
    again.close()


def test_several_programs_may_open_a_new_database_at_once(url: str) -> None:
    assert in_threads(6, lambda: open_database(url).close()) == []


def test_a_database_of_a_newer_program_is_refused(url: str) -> None:
    database = open_database(url)
    with database.writing() as session:
        session.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    database.close()
    assert "더 새로운 meoktong이 쓴 것입니다 (스키마 9999" in said_of(url)


def test_a_database_of_an_older_program_asks_for_an_upgrade(
    url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_database(url).close()
    monkeypatch.setattr("models.database.REVISIONS", (*REVISIONS, "9999"))
    assert "'meoktong db upgrade'를 하세요" in said_of(url)
    open_database(url, any_revision=True).close()


def test_a_file_that_is_no_database_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "기사.txt"
    file.write_text("카카오톡이 멈췄다. " * 100, encoding="utf-8")
    assert "SQLite 데이터베이스 파일이 아닙니다" in said_of(f"sqlite:///{file}")
    assert file.read_text(encoding="utf-8").startswith("카카오톡")


def test_a_database_of_another_program_is_left_alone(tmp_path: Path) -> None:
    file = tmp_path / "사진.db"
    with closing(sqlite3.connect(file)) as other:
        other.execute("CREATE TABLE photos (id INTEGER)")
    assert "다른 프로그램의 데이터베이스입니다" in said_of(f"sqlite:///{file}")
    with closing(sqlite3.connect(file)) as other:
        assert other.execute("SELECT name FROM sqlite_master").fetchall() == [("photos",)]


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "파일").write_text("", encoding="utf-8")
    line = said_of(f"sqlite:///{tmp_path / '파일' / '안' / 'x.db'}")
    assert "폴더를 만들 수 없습니다" in line
    assert str(tmp_path / "파일") in line


def test_a_folder_in_the_place_of_the_file_is_refused(tmp_path: Path) -> None:
    assert "열 수 없습니다" in said_of(f"sqlite:///{tmp_path}")


def test_missing_folders_are_made(tmp_path: Path) -> None:
    open_database(f"sqlite:///{tmp_path / '먼' / '곳' / 'x.db'}").close()
    assert (tmp_path / "먼" / "곳" / "x.db").exists()


@pytest.mark.parametrize(
    "url", ["", "먹통", "먹통.db", "http://example.com/x", "postgresql://u@h:port/x"]
)
def test_what_is_no_address_of_a_database_is_refused(url: str) -> None:
    assert "주소를 알 수 없습니다 (예: sqlite:///meoktong.db)" in said_of(url)


def test_a_password_is_never_shown(tmp_path: Path) -> None:
    for url in ("oracel://u:secret@h/x", "postgresql://u:secret@h:port/x", "//u:secret@h/x"):
        assert "secret" not in said_of(url)
    absent = f"postgresql://u:secret@/x?host={tmp_path}&connect_timeout=2"
    pytest.importorskip("psycopg")
    assert "secret" not in said_of(absent)


def test_a_read_only_database_can_be_read_and_refuses_to_be_written(
    tmp_path: Path, document: Callable[..., Document]
) -> None:
    file = tmp_path / "먹통.db"
    writable = open_database(f"sqlite:///{file}")
    store_documents(writable, [document()])
    writable.close()
    database = open_database(f"sqlite:///file:{file}?mode=ro&uri=true")
    with database.reading() as session:
        assert count_documents(session) == 1
    with pytest.raises(StorageError, match="읽기 전용이라 쓸 수 없습니다") as caught:
        store_documents(database, [document()])
    assert "\n" not in str(caught.value)
    database.close()


def test_a_read_only_database_that_is_not_there_is_refused(tmp_path: Path) -> None:
    assert "열 수 없습니다" in said_of(f"sqlite:///file:{tmp_path / 'x.db'}?mode=ro&uri=true")


def test_an_error_without_words_is_explained_all_the_same() -> None:
    assert explain(OperationalError("SELECT 1", None, Exception(""))) != ""


def test_sqlite_has_wal_foreign_keys_and_a_busy_timeout(tmp_path: Path) -> None:
    database = open_database(f"sqlite:///{tmp_path / 'x.db'}")
    wanted = {"journal_mode": "wal", "foreign_keys": 1, "busy_timeout": BUSY_TIMEOUT_MS}
    with database.reading() as session:
        found = {name: session.scalar(text(f"PRAGMA {name}")) for name in wanted}
    assert found == wanted
    database.close()


def test_a_row_cannot_point_to_one_that_is_not_there(database: Database) -> None:
    with pytest.raises(StorageError), database.writing() as session:
        session.execute(
            text("INSERT INTO incident_reports (incident_id, document_id) VALUES ('없는 사건', 1)")
        )


def test_a_transaction_that_fails_leaves_nothing(database: Database) -> None:
    def fail() -> None:
        with database.writing() as session:
            session.add(SourceRow(id="yna", failures=0))
            session.flush()
            raise RuntimeError("stopped here")

    with pytest.raises(RuntimeError):
        fail()
    with database.reading() as session:
        assert session.get(SourceRow, "yna") is None


def test_concurrent_writers_wait_for_each_other(database: Database) -> None:
    with database.writing() as session:
        session.add(SourceRow(id="yna", failures=0))

    def count_up() -> None:
        for _ in range(100):
            with database.writing() as session:
                row = session.get(SourceRow, "yna")
                assert row is not None
                row.failures += 1

    assert in_threads(3, count_up) == []
    with database.reading() as session:
        row = session.get(SourceRow, "yna")
        assert row is not None
        assert row.failures == 300


def test_two_crawls_may_bring_the_same_documents_at_once(
    database: Database, document: Callable[..., Document]
) -> None:
    documents = [document() for _ in range(50)]
    assert in_threads(3, lambda: _store(database, documents)) == []
    with database.reading() as session:
        assert count_documents(session) == 50


def _store(database: Database, documents: list[Document]) -> None:
    store_documents(database, documents)


def test_a_reader_sees_one_state_while_others_write(
    database: Database, document: Callable[..., Document]
) -> None:
    store_documents(database, [document()])
    with database.reading() as session:
        before = count_documents(session)
        store_documents(database, [document()])
        assert count_documents(session) == before
    with database.reading() as session:
        assert count_documents(session) == 2


def test_times_come_back_aware_and_in_utc(
    database: Database, document: Callable[..., Document]
) -> None:
    korean = datetime.fromisoformat(f"2018-11-22T08:19:00{KST_OFFSET}")
    store_documents(database, [document(published_at=korean)])
    with database.reading() as session:
        (read,) = unread_documents(session, 1)
    assert read.document.published_at == datetime(2018, 11, 21, 23, 19, tzinfo=UTC)
    assert read.document.published_at.utcoffset() == timedelta(0)


def test_a_time_without_a_zone_is_never_stored(
    database: Database, document: Callable[..., Document]
) -> None:
    naive = datetime(2018, 11, 22, 8, 19)  # noqa: DTZ001
    with pytest.raises(StorageError, match="a stored time needs a zone"):
        store_documents(database, [document(published_at=naive)])
    with database.reading() as session:
        assert count_documents(session) == 0


def test_times_are_compared_as_moments(
    database: Database, document: Callable[..., Document]
) -> None:
    moments = [
        datetime.fromisoformat(text)
        for text in ("2018-11-22T08:19:00+09:00", "2018-11-21T23:20:00+00:00")
    ]
    store_documents(database, [document(published_at=moment) for moment in reversed(moments)])
    with database.reading() as session:
        assert [one.document.published_at for one in unread_documents(session, 9)] == moments
        later = session.query(DocumentRow).where(DocumentRow.published_at > moments[0]).count()
    assert later == 1


def test_the_data_folder_may_have_any_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "내 자료 100%41?#"
    monkeypatch.setenv("MEOKTONG_DATA", str(folder))
    monkeypatch.delenv("MEOKTONG_DB", raising=False)
    open_database(config.database_url()).close()
    assert (folder / "meoktong.db").exists()


def test_a_database_is_opened_without_importing_alembic_again(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'x.db'}"
    open_database(url).close()
    program = (
        "import sys; from models.database import open_database;"
        f"open_database({url!r}).close(); sys.exit('alembic' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0
