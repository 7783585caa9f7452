"""Runs the migrations on a connection that is already open."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text

#: An arbitrary number of ours: the advisory lock around migrations on PostgreSQL.
_LOCK = 0x6D656F6B


def upgrade_to_head(connection: Connection) -> None:
    """Bring the database on this connection to the newest revision, in its transaction."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK})
    command.upgrade(_config(connection), "head")


def head_revision() -> str | None:
    """Return the newest revision that the migration files know."""
    return ScriptDirectory.from_config(_config(None)).get_current_head()


def _config(connection: Connection | None) -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    return config
