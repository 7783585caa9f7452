"""Finds what is wrong inside a database, and copies one while it is in use."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

from models.database import REVISIONS, Database, current_revision
from models.errors import StorageError, UsageError
from models.problems import Problem
from models.tables import DocumentRow, DocumentVersionRow, IncidentReportRow, IncidentRow, ReportRow

#: Pages that one step of a backup copies; between steps others may write.
_PAGES = 1024


def check(database: Database) -> list[str]:
    """Return what is wrong with the database, a line each; nothing for a sound one.

    Raises StorageError where it cannot be read at all.
    """
    revision = current_revision(database)
    if revision != REVISIONS[-1]:
        return [
            Problem(
                "problem.check.schema",
                found=revision or Problem("problem.word.none"),
                own=REVISIONS[-1],
            )
        ]
    with database.reading() as session:
        problems = list(_sqlite_problems(session)) if _is_sqlite(database) else []
        return problems + list(_broken_rules(session))


def backup(database: Database, target: Path) -> None:
    """Copy an SQLite database into a new file while others use it.

    Raises UsageError where the file exists or the database is not SQLite, StorageError where
    copying fails; then no half file is left.
    """
    if not _is_sqlite(database):
        raise UsageError(Problem("problem.backup.not_sqlite", name=database.name))
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        target.open("xb").close()  # makes it or refuses, so that two backups never share a file
    except FileExistsError as error:
        raise UsageError(Problem("problem.backup.exists", file=target)) from error
    except OSError as error:
        raise UsageError(
            Problem("problem.form.unwritable", file=target, why=error.strerror)
        ) from error
    try:
        _copy(database, target)
    except BaseException:
        target.unlink(missing_ok=True)
        raise


def _copy(database: Database, target: Path) -> None:
    try:
        with database.engine.connect() as connection, closing(sqlite3.connect(target)) as copy:
            source = connection.connection.driver_connection
            assert isinstance(source, sqlite3.Connection)
            source.backup(copy, pages=_PAGES)
            copy.execute("PRAGMA journal_mode = DELETE")  # one file, without -wal and -shm
    except sqlite3.Error as error:
        raise StorageError(database.name, Problem("problem.backup.failed", error=error)) from error


def _is_sqlite(database: Database) -> bool:
    return database.engine.dialect.name == "sqlite"


def _sqlite_problems(session: Session) -> Iterator[str]:
    for (said,) in session.execute(text("PRAGMA integrity_check")):
        if said != "ok":
            yield Problem("problem.check.damaged", said=said)
    for table, row, parent, _ in session.execute(text("PRAGMA foreign_key_check")):
        yield Problem("problem.check.dangling", table=table, row=row, parent=parent)


def _broken_rules(session: Session) -> Iterator[str]:
    """Yield a line for each rule between tables that some rows break."""
    newest = (DocumentVersionRow.document_id == DocumentRow.id) & (
        DocumentVersionRow.number == DocumentRow.version
    )
    read = (DocumentVersionRow.document_id == ReportRow.document_id) & (
        DocumentVersionRow.number == ReportRow.version
    )
    has_reports = IncidentReportRow.incident_id == IncidentRow.id
    any_report = ReportRow.document_id == DocumentRow.id
    newest_report = any_report & (ReportRow.version == DocumentRow.version)
    documents = select(func.count()).select_from(DocumentRow)
    rules = {
        "no_text": documents.where(~select(1).where(newest).exists()),
        "lost_text": select(func.count())
        .select_from(ReportRow)
        .where(~select(1).where(read).exists()),
        "unjudged": documents.where(~DocumentRow.unread, ~select(1).where(newest_report).exists()),
        "no_evidence": select(func.count())
        .select_from(IncidentRow)
        .where(~select(1).where(has_reports).exists()),
    }
    for rule, query in rules.items():
        if count := session.scalar(query):
            yield Problem(f"problem.check.{rule}", count=count)
