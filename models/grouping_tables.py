"""What detection keeps between a report and its incident, as SQLAlchemy classes; README.md says
what each holds."""

# Annotations are plain objects here, as in models.tables.

from datetime import datetime
from typing import Any

from sqlalchemy import Float, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from models.tables import Base


class SignalRow(Base):
    """What speaks for an outage in a document's text by itself, before its neighbours are heard."""

    __tablename__ = "signals"
    document_id: Mapped[int] = mapped_column(
        ForeignKey("documents.id", ondelete="CASCADE"), primary_key=True
    )
    version: Mapped[int]
    kind: Mapped[str] = mapped_column(String(20))
    published_at: Mapped[datetime]
    about: Mapped[float] = mapped_column(Float)
    probability: Mapped[float] = mapped_column(Float)
    leaning: Mapped[str] = mapped_column(String(20))
    plain: Mapped[bool]  # says both what fails and that it fails, or that it is back
    model: Mapped[str] = mapped_column(String(100))
    digest: Mapped[str] = mapped_column(String(64))  # of the text: a text posted twice counts once


class SignalKeyRow(Base):
    """What a signal is found by: whom the text names, their owners, or that it names nobody."""

    __tablename__ = "signal_keys"
    __table_args__ = (Index("ix_signal_keys_key", "key", "published_at"),)
    document_id: Mapped[int] = mapped_column(
        ForeignKey("signals.document_id", ondelete="CASCADE"), primary_key=True
    )
    key: Mapped[str] = mapped_column(String(200), primary_key=True)
    published_at: Mapped[datetime]


class GroupingKeyRow(Base):
    """What one of the outages that a report tells can be found by when others look for theirs."""

    __tablename__ = "grouping_keys"
    __table_args__ = (Index("ix_grouping_keys_key", "key", "at"),)
    document_id: Mapped[int] = mapped_column(
        ForeignKey("reports.document_id", ondelete="CASCADE"), primary_key=True
    )
    key: Mapped[str] = mapped_column(String(200), primary_key=True)
    at: Mapped[datetime] = mapped_column(primary_key=True)


class ReportGroupRow(Base):
    """Reports of one outage as it went on, with what they say together."""

    __tablename__ = "report_groups"
    __table_args__ = (
        # Hardly any continues another: with all of them in it, SQLite would rather read the table.
        # The migration makes it an index of those that do; said here too, that would import
        # PostgreSQL's dialect into every command (a tenth of a short one's time).
        Index("ix_report_groups_parent", "parent_id"),
    )
    id: Mapped[str] = mapped_column(String(300), primary_key=True)
    parent_id: Mapped[str | None] = mapped_column(String(300))  # the group that it continues
    summary: Mapped[dict[str, Any]]  # detector.incidents.groups.Group


class ReportGroupKeyRow(Base):
    """A name in a group: what finds it for reports that look back."""

    __tablename__ = "report_group_keys"
    __table_args__ = (
        Index("ix_report_group_keys_last", "key", "last_at", "group_id", "first_at"),
        Index("ix_report_group_keys_first", "key", "first_at", "group_id"),
    )
    group_id: Mapped[str] = mapped_column(
        ForeignKey("report_groups.id", ondelete="CASCADE"), primary_key=True
    )
    key: Mapped[str] = mapped_column(String(200), primary_key=True)
    first_at: Mapped[datetime]
    last_at: Mapped[datetime]


class ReportGroupMemberRow(Base):
    """One of the outages that a report tells is in a group, or in what found none on its day."""

    __tablename__ = "report_group_members"
    __table_args__ = (Index("ix_report_group_members_group", "group_id"),)
    document_id: Mapped[int] = mapped_column(
        ForeignKey("reports.document_id", ondelete="CASCADE"), primary_key=True
    )
    part: Mapped[int] = mapped_column(primary_key=True)
    group_id: Mapped[str] = mapped_column(String(300))
