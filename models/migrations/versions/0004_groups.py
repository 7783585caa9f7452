"""Groups of reports are kept, so that a new report finds its own without grouping all anew."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _new_keys(sa.Column("at", sa.DateTime(timezone=True), nullable=False), "at", in_key=True)
    op.create_table(
        "report_groups",
        sa.Column("id", sa.String(length=300), nullable=False),
        sa.Column("parent_id", sa.String(length=300), nullable=True),
        sa.Column("summary", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(
        "ix_report_groups_parent",
        "report_groups",
        ["parent_id"],
        sqlite_where=sa.text("parent_id IS NOT NULL"),
        postgresql_where=sa.text("parent_id IS NOT NULL"),
    )
    op.create_table(
        "report_group_keys",
        sa.Column("group_id", sa.String(length=300), nullable=False),
        sa.Column("key", sa.String(length=200), nullable=False),
        sa.Column("first_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["group_id"], ["report_groups.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("group_id", "key"),
    )
    op.create_index(
        "ix_report_group_keys_last",
        "report_group_keys",
        ["key", "last_at", "group_id", "first_at"],
    )
    op.create_index(
        "ix_report_group_keys_first", "report_group_keys", ["key", "first_at", "group_id"]
    )
    op.create_table(
        "report_group_members",
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.Column("part", sa.Integer(), nullable=False),
        sa.Column("group_id", sa.String(length=300), nullable=False),
        sa.ForeignKeyConstraint(["document_id"], ["reports.document_id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("document_id", "part"),
    )
    op.create_index("ix_report_group_members_group", "report_group_members", ["group_id"])
    op.create_index("ix_incident_redirects_new", "incident_redirects", ["new_id"])
    _read_again()


def downgrade() -> None:
    op.drop_index("ix_incident_redirects_new", "incident_redirects")
    op.drop_table("report_group_members")
    op.drop_table("report_group_keys")
    op.drop_table("report_groups")
    _new_keys(
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        "published_at",
        in_key=False,
    )
    _read_again()


def _new_keys(column: sa.Column[object], time: str, *, in_key: bool) -> None:
    """Make the table of keys anew, empty: the old ones mean something else."""
    op.drop_table("grouping_keys")
    more = [] if in_key else [sa.Column(time, sa.DateTime(timezone=True), nullable=False)]
    op.create_table(
        "grouping_keys",
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=200), nullable=False),
        column,
        *more,
        sa.ForeignKeyConstraint(["document_id"], ["reports.document_id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("document_id", "key", *([time] if in_key else [])),
    )
    op.create_index("ix_grouping_keys_key", "grouping_keys", ["key", time])


def _read_again() -> None:
    """Have what tells of an outage read again by the next detection, which groups it."""
    op.execute(
        "UPDATE documents SET unread = true WHERE id IN (SELECT document_id FROM reports"
        " WHERE label IN ('outage', 'recovery', 'aftermath'))"
    )
