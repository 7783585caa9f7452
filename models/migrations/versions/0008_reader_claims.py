"""What readers of the page say of an incident, apart from what its sources claim."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "reader_claims",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("incident_id", sa.String(200), nullable=False),
        sa.Column("documents", sa.Integer(), nullable=False),
        sa.Column("says", sa.String(20), nullable=False),
        sa.Column("about", sa.String(200), nullable=False),
        sa.Column("name", sa.Text(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("said_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("verdict", sa.String(20), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decided_by", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("number"),
    )
    op.create_index("ix_reader_claims_verdict", "reader_claims", ["verdict", "number"])
    op.create_table(
        "reader_claim_documents",
        sa.Column("claim_number", sa.Integer(), nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["claim_number"], ["reader_claims.number"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["document_id"], ["documents.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("claim_number", "document_id"),
    )
    op.create_index("ix_reader_claim_documents_document", "reader_claim_documents", ["document_id"])


def downgrade() -> None:
    op.drop_table("reader_claim_documents")
    op.drop_table("reader_claims")
