"""The migrations make exactly the tables that the program knows."""

from __future__ import annotations

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import create_engine, inspect

from models.database import REVISIONS, Database, current_revision, open_database, upgrade
from models.migrations.run import _config, head_revision, upgrade_to_head
from models.tables import Base


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


def test_a_migration_that_fails_leaves_no_tables(
    url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails_at_the_end(connection: object) -> None:
        upgrade_to_head(connection)  # type: ignore[arg-type]
        raise RuntimeError("stopped here")

    monkeypatch.setattr("models.migrations.run.upgrade_to_head", fails_at_the_end)
    with pytest.raises(RuntimeError):
        open_database(url)
    engine = create_engine(url.replace("postgresql://", "postgresql+psycopg://"))
    assert inspect(engine).get_table_names() == []
    engine.dispose()
