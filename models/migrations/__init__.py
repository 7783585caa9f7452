"""Alembic migrations of the tables, one file a revision."""
