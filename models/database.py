"""Opens the database: engine, transactions, schema version."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, inspect, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, NoSuchModuleError, SQLAlchemyError
from sqlalchemy.orm import Session

from models.errors import StorageError, UnwritableError
from models.problems import Problem

#: Schema revisions in order; migrations/versions/ holds a file for each.
REVISIONS = ("0001", "0002", "0003", "0004", "0005", "0006", "0007", "0008")
BUSY_TIMEOUT_MS = 30_000
#: An arbitrary number of ours: the advisory lock that writers on PostgreSQL take in turn.
WRITE_LOCK = 0x6D656F6B
_WRITES = {"meoktong_writes": True}
_REASONS = {  # what a driver says -> the key of what it means for the user
    "readonly database": "read_only",
    "unable to open database file": "cannot_open",
    "file is not a database": "not_sqlite",
    "database disk image is malformed": "malformed",
    "database is locked": "locked",
    "disk is full": "disk_full",
    "disk I/O error": "disk_failed",
    "No space left on device": "disk_full",
}
#: What SQLite and PostgreSQL say where nothing can be kept, whatever it is.
_UNWRITABLE = (
    "readonly database", "disk is full", "disk I/O error", "database is locked",
    "unable to open database file", "No space left on device", "could not extend file",
    "read-only transaction",
)  # fmt: skip


@dataclass(frozen=True)
class Database:
    """An open database. Reading and writing happen in short transactions."""

    engine: Engine

    @property
    def name(self) -> str:
        """The database's URL without its password."""
        return self.engine.url.render_as_string(hide_password=True)

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """Yield a session that sees one state of the database. Raises StorageError."""
        with self._wrapped(), self.engine.connect() as connection:
            if self.engine.dialect.name == "postgresql":  # else each statement sees another state
                connection = connection.execution_options(isolation_level="REPEATABLE READ")
            with Session(connection) as session:
                yield session

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """Yield a session whose work is committed at the end or not at all. Raises StorageError.

        On SQLite the transaction takes the write lock at once (BEGIN IMMEDIATE): one that reads
        first and writes later fails with "database is locked" whatever the timeout. PostgreSQL's
        writers take an advisory lock, so that two never insert the same document or name.
        """
        with self._wrapped(), self.engine.connect() as plain:
            connection = plain.execution_options(**_WRITES)
            with Session(connection, expire_on_commit=False) as session, session.begin():
                yield session

    @contextmanager
    def _wrapped(self) -> Iterator[None]:
        try:
            yield
        except SQLAlchemyError as error:
            kind = UnwritableError if is_unwritable(error) else StorageError
            raise kind(self.name, explain(error)) from error

    def close(self) -> None:
        """Close all connections."""
        self.engine.dispose()


def open_database(url: str, *, any_revision: bool = False) -> Database:
    """Return the database at url, its tables made when it is new.

    Raises StorageError when it cannot be opened, is of another program, or was written by a newer
    or (unless any_revision) an older meoktong.
    """
    database = Database(_make_engine(url))
    try:
        _check_revision(database, any_revision=any_revision)
    except BaseException:
        database.close()
        raise
    return database


def current_revision(database: Database) -> str | None:
    """Return the schema revision the database has, or None when it has no tables of ours."""
    with database.reading() as session:
        connection = session.connection()
        if not inspect(connection).has_table("alembic_version"):
            return None
        found = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
        return str(found) if found else None


def upgrade(database: Database) -> None:
    """Bring the tables to this program's revision. Raises StorageError."""
    from models.migrations.run import upgrade_to_head  # Alembic is slow to import

    with database.writing() as session:
        upgrade_to_head(session.connection())


def explain(error: SQLAlchemyError) -> str:
    """Return in one line what a database error means for the user."""
    said = (str(getattr(error, "orig", None) or error).strip() or repr(error)).splitlines()[0]
    for sign, meaning in _REASONS.items():
        if sign in said:
            return Problem(f"problem.database.{meaning}")
    return said


def is_unwritable(error: SQLAlchemyError) -> bool:
    """Tell whether no text of anybody's is to blame, but the place where we keep them."""
    return any(sign in str(getattr(error, "orig", None) or error) for sign in _UNWRITABLE)


def _check_revision(database: Database, *, any_revision: bool) -> None:
    revision = current_revision(database)
    if revision is None:
        _refuse_foreign(database)
        upgrade(database)
    elif revision not in REVISIONS:
        raise StorageError(
            database.name,
            Problem("problem.database.newer", found=revision, own=REVISIONS[-1]),
        )
    elif revision != REVISIONS[-1] and not any_revision:
        raise StorageError(database.name, Problem("problem.database.older"))


def _refuse_foreign(database: Database) -> None:
    """Raise StorageError when there are tables, but none that say which revision they are."""
    with database.reading() as session:  # one state: another meoktong may be making the tables
        tables = set(inspect(session.connection()).get_table_names())
    if tables and "alembic_version" not in tables:
        raise StorageError(database.name, Problem("problem.database.foreign"))


def _make_engine(url: str) -> Engine:
    try:
        parsed = make_url(url)
        if parsed.get_backend_name() == "sqlite":
            return _sqlite_engine(parsed)
        if parsed.get_backend_name() == "postgresql" and parsed.drivername == "postgresql":
            parsed = parsed.set(drivername="postgresql+psycopg")
        engine = create_engine(parsed, pool_pre_ping=True)
        event.listen(engine, "begin", _begin_postgresql)
        return engine
    except (ArgumentError, NoSuchModuleError, ModuleNotFoundError, ValueError) as error:
        raise StorageError(without_password(url), _what_is_wrong(error)) from error


def _what_is_wrong(error: Exception) -> str:
    if isinstance(error, ModuleNotFoundError) and error.name == "psycopg":
        return Problem("problem.database.no_driver")
    return Problem("problem.database.bad_url")


def without_password(url: str) -> str:
    """Return a database's URL as it may be shown."""
    return re.sub(r"(//[^/@]*):[^/]*@", r"\1:***@", url)


def _sqlite_engine(url: URL) -> Engine:
    if url.database and url.database != ":memory:" and not url.database.startswith("file:"):
        try:
            Path(url.database).parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise StorageError(
                url.database, Problem("problem.database.no_folder", why=error.strerror)
            ) from error
    engine = create_engine(url, connect_args={"timeout": BUSY_TIMEOUT_MS / 1000})
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: Any, _record: object) -> None:
    connection.isolation_level = None  # the driver starts no transactions of its own; _begin does
    cursor = connection.cursor()
    cursor.execute(f"PRAGMA busy_timeout = {BUSY_TIMEOUT_MS}")
    cursor.execute("PRAGMA foreign_keys = ON")
    _use_wal(cursor)
    cursor.execute("PRAGMA synchronous = NORMAL")
    cursor.close()


def _use_wal(cursor: Any) -> None:
    """Switch to WAL. SQLite never waits for that, so when several open a new file we do."""
    import sqlite3

    deadline = time.monotonic() + BUSY_TIMEOUT_MS / 1000
    while cursor.execute("PRAGMA journal_mode").fetchone()[0] != "wal":
        try:
            cursor.execute("PRAGMA journal_mode = WAL")
            return
        except sqlite3.OperationalError as error:
            if "readonly" in str(error):  # one that can only be read keeps the mode it has
                return
            if "locked" not in str(error) or time.monotonic() > deadline:
                raise
        time.sleep(0.01)


def _begin_sqlite(connection: Connection) -> None:
    writes = connection.get_execution_options().get("meoktong_writes")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _begin_postgresql(connection: Connection) -> None:
    if connection.get_execution_options().get("meoktong_writes"):
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({WRITE_LOCK})")
