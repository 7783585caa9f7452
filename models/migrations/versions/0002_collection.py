"""What collection keeps: validators, rests, copies, deletions, imports, field coverage."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


# Columns are added one by one: a batch would rebuild the table on SQLite, and dropping the old
# one takes along, by ON DELETE CASCADE, whatever points at it.
def _count(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.Integer(), server_default="0", nullable=False)


def upgrade() -> None:
    op.add_column("sources", _count("blocks"))
    op.add_column("sources", sa.Column("rests_until", sa.DateTime(timezone=True)))
    for name in ("unchanged", "blocks", "failed"):
        op.add_column("crawls", _count(name))
    op.add_column(
        "crawls", sa.Column("late", sa.Boolean(), server_default=sa.false(), nullable=False)
    )
    op.add_column("crawls", sa.Column("coverage", sa.JSON()))
    op.add_column("documents", sa.Column("gone_at", sa.DateTime(timezone=True)))
    op.add_column("documents", sa.Column("origin_id", sa.Integer()))
    op.create_index("ix_documents_origin", "documents", ["origin_id"])
    op.create_table(
        "fetches",
        sa.Column("source_id", sa.String(length=200), nullable=False),
        sa.Column("url", sa.String(length=2000), nullable=False),
        sa.Column("etag", sa.Text()),
        sa.Column("last_modified", sa.Text()),
        sa.Column("fetched_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("source_id", "url"),
    )
    op.create_table(
        "looks",
        sa.Column("source_id", sa.String(length=200), nullable=False),
        sa.Column("url", sa.String(length=2000), nullable=False),
        sa.Column("looked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ids", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("source_id", "url"),
    )
    op.create_table(
        "text_bands",
        sa.Column("band", sa.String(length=40), nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["document_id"], ["documents.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("band", "document_id"),
    )
    op.create_index("ix_text_bands_document", "text_bands", ["document_id"])
    op.create_table(
        "imports",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("bad", sa.Integer(), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("finished", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "corrections",
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("label", sa.String(length=20), nullable=False),
        sa.Column("judged_by", sa.Text()),
        sa.Column("judged_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("chosen_by", sa.String(length=20), nullable=False),
        sa.Column("said_label", sa.String(length=20), nullable=False),
        sa.Column("said_probability", sa.Float(), nullable=False),
        sa.Column("said_model", sa.String(length=100), nullable=False),
        sa.ForeignKeyConstraint(["document_id"], ["documents.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("document_id"),
    )


def downgrade() -> None:
    op.drop_table("corrections")
    op.drop_table("imports")
    op.drop_index("ix_text_bands_document", "text_bands")
    op.drop_table("text_bands")
    op.drop_table("looks")
    op.drop_table("fetches")
    op.drop_index("ix_documents_origin", "documents")
    op.drop_column("documents", "origin_id")
    op.drop_column("documents", "gone_at")
    for name in ("coverage", "late", "failed", "blocks", "unchanged"):
        op.drop_column("crawls", name)
    for name in ("rests_until", "blocks"):
        op.drop_column("sources", name)
