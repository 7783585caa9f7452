"""The steps in the life of each incident are kept, with what each rests on."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "incident_steps",
        sa.Column("incident_id", sa.String(length=200), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("status", sa.String(length=20), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("rule", sa.String(length=20), nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["document_id"], ["reports.document_id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["incident_id"], ["incidents.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("incident_id", "position"),
    )
    op.create_index("ix_incident_steps_document_id", "incident_steps", ["document_id"])
    op.create_index("ix_incidents_status", "incidents", ["status", "last_seen"])
    # What incidents there are is built anew by the next detection, with its steps.
    op.execute(
        "UPDATE documents SET unread = true WHERE id IN (SELECT document_id FROM incident_reports)"
    )


def downgrade() -> None:
    op.drop_index("ix_incidents_status", "incidents")
    op.drop_table("incident_steps")
