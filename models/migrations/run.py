"""Runs the migrations on a connection that is already open."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Connection


def upgrade_to_head(connection: Connection) -> None:
    """Bring the database on this connection to the newest revision, in its transaction.

    It must be one of Database.writing(): two programs that migrate at once take turns there.
    """
    command.upgrade(_config(connection), "head")


def head_revision() -> str | None:
    """Return the newest revision that the migration files know."""
    return ScriptDirectory.from_config(_config(None)).get_current_head()


def _config(connection: Connection | None) -> Config:
    config = Config()
    folder = str(Path(__file__).parent).replace("%", "%%")  # ConfigParser reads % as its own
    config.set_main_option("script_location", folder)
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    return config
