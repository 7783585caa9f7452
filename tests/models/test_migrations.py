"""The migrations make exactly the tables that the program knows."""

from __future__ import annotations

import re
from dataclasses import fields, is_dataclass
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import create_engine, inspect

from models import alert_records, reader_claims, records
from models.alert_records import MessageState, Outcome
from models.database import REVISIONS, Database, current_revision, open_database, upgrade
from models.every_table import Base
from models.migrations.run import _config, head_revision, upgrade_to_head
from models.reader_claims import ReaderSays, Verdict
from models.records import Cause, Kind, Label, Precision, Status


def test_the_newest_revision_is_the_head_of_the_migration_files() -> None:
    assert head_revision() == REVISIONS[-1]


def test_every_revision_has_a_file() -> None:
    from alembic.script import ScriptDirectory

    files = ScriptDirectory.from_config(_config(None)).walk_revisions()
    assert [file.revision for file in files] == list(reversed(REVISIONS))


def test_the_migrations_make_the_tables_that_the_program_knows(database: Database) -> None:
    with database.reading() as session:
        context = MigrationContext.configure(session.connection(), opts={"compare_type": True})
        assert compare_metadata(context, Base.metadata) == []


def test_a_new_database_has_the_newest_revision(database: Database) -> None:
    assert current_revision(database) == REVISIONS[-1]


def test_upgrading_what_is_new_changes_nothing(database: Database) -> None:
    upgrade(database)
    assert current_revision(database) == REVISIONS[-1]


def test_the_migrations_can_be_undone(url: str) -> None:
    database = open_database(url)
    with database.writing() as session:
        command.downgrade(_config(session.connection()), "base")
    assert inspect(database.engine).get_table_names() == ["alembic_version"]
    assert current_revision(database) is None
    database.close()
    again = open_database(url)
    assert current_revision(again) == REVISIONS[-1]
    again.close()


def test_a_migration_that_fails_leaves_no_tables(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails_at_the_end(connection: object) -> None:
        upgrade_to_head(connection)  # type: ignore[arg-type]
        raise RuntimeError("stopped here")

    monkeypatch.setattr("models.migrations.run.upgrade_to_head", fails_at_the_end)
    with pytest.raises(RuntimeError):
        open_database(url)
    engine = create_engine(url.replace("postgresql://", "postgresql+psycopg://"))
    assert inspect(engine).get_table_names() == []
    engine.dispose()


def test_the_record_dictionary_names_every_table_and_column() -> None:
    sections = _sections()
    for table in Base.metadata.tables.values():
        section = sections[table.name]
        assert [column.name for column in table.columns if f"`{column.name}`" not in section] == []
    known = set(Base.metadata.tables) | _records().keys()
    assert sections.keys() <= known


def test_the_record_dictionary_names_every_record_and_field() -> None:
    sections = _sections()
    for name, record in _records().items():
        names = [field.name for field in fields(record)]
        assert [field for field in names if f"`{field}`" not in sections[name]] == []


def test_the_record_dictionary_names_every_value() -> None:
    rows = {row.split("`")[1]: row for row in _readme().splitlines() if row.startswith("| `")}
    for enum in (
        Kind,
        Label,
        Cause,
        Precision,
        Status,
        MessageState,
        Outcome,
        ReaderSays,
        Verdict,
    ):
        assert [value for value in enum if f"`{value}`" not in rows[enum.__name__]] == []


def _readme() -> str:
    return (Path(records.__file__).parent / "README.md").read_text(encoding="utf-8")


def _sections() -> dict[str, str]:
    """Return the text under each heading, by every name in the heading."""
    found: dict[str, str] = {}
    for section in re.split(r"^#+ ", _readme(), flags=re.MULTILINE):
        heading = section.splitlines()[0] if section else ""
        found |= dict.fromkeys(re.findall("`([^`]+)`", heading), section)
    return found


def _records() -> dict[str, type]:
    return {
        name: thing
        for name, thing in (vars(records) | vars(alert_records) | vars(reader_claims)).items()
        if isinstance(thing, type) and is_dataclass(thing)
    }
