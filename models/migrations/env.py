"""Alembic's entry: migrate on the connection that the program hands over."""

from __future__ import annotations

from alembic import context

from models.every_table import Base

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    render_as_batch=True,  # SQLite cannot alter a table in place
    transactional_ddl=True,
)
context.run_migrations()
