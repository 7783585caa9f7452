"""The tables of alerts, as SQLAlchemy classes; README.md says what each holds."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from models.tables import Base


class AlertThreadRow(Base):
    """What one channel has been told of one incident."""

    __tablename__ = "alert_threads"
    __table_args__ = (Index("ix_alert_threads_open", "channel", "closed_at"),)
    id: Mapped[str] = mapped_column(String(100), primary_key=True)
    channel: Mapped[str] = mapped_column(String(100))
    about: Mapped[str] = mapped_column(String(200))
    name: Mapped[str] = mapped_column(Text)
    rows: Mapped[list[Any]]
    told: Mapped[list[Any]]
    named: Mapped[list[Any]]
    hit: Mapped[int]
    severity: Mapped[str] = mapped_column(String(20))
    opened_at: Mapped[datetime]
    last_at: Mapped[datetime]
    recovered_at: Mapped[datetime | None]
    updates: Mapped[int]
    root_id: Mapped[str | None] = mapped_column(String(100))
    silent: Mapped[bool]
    acked_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]


class AlertMessageRow(Base):
    """A message of the outbox."""

    __tablename__ = "alert_messages"
    __table_args__ = (
        Index("ix_alert_messages_state", "state", "channel", "number"),
        Index("ix_alert_messages_thread", "thread_id", "number"),
    )
    number: Mapped[int] = mapped_column(primary_key=True)
    id: Mapped[str] = mapped_column(String(100), unique=True)
    channel: Mapped[str] = mapped_column(String(100))
    thread_id: Mapped[str | None] = mapped_column(String(100))
    kind: Mapped[str] = mapped_column(String(20))
    at: Mapped[datetime]
    created_at: Mapped[datetime]
    released_at: Mapped[datetime | None]
    content: Mapped[dict[str, Any]]
    severity: Mapped[str] = mapped_column(String(20))
    state: Mapped[str] = mapped_column(String(20))
    held_for: Mapped[str | None] = mapped_column(String(20))
    into: Mapped[str | None] = mapped_column(String(100))
    attempts: Mapped[int]
    next_try_at: Mapped[datetime | None]
    leased_until: Mapped[datetime | None]
    sent_at: Mapped[datetime | None]
    sent_by: Mapped[str | None] = mapped_column(String(100))
    problem: Mapped[str | None] = mapped_column(Text)


class AlertAttemptRow(Base):
    """One try to send a message; written down before it is made."""

    __tablename__ = "alert_attempts"
    message_id: Mapped[str] = mapped_column(
        ForeignKey("alert_messages.id", ondelete="CASCADE"), primary_key=True
    )
    number: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    channel: Mapped[str] = mapped_column(String(100))
    outcome: Mapped[str] = mapped_column(String(20))
    problem: Mapped[str | None] = mapped_column(Text)


class AlertMuteRow(Base):
    """A provider or service of which nothing is told for a while."""

    __tablename__ = "alert_mutes"
    number: Mapped[int] = mapped_column(primary_key=True)
    party_id: Mapped[str] = mapped_column(String(200))
    name: Mapped[str] = mapped_column(Text)
    since: Mapped[datetime]
    until: Mapped[datetime]
    lifted_at: Mapped[datetime | None]


class AlertMarkRow(Base):
    """When something was first or last done: since:CHANNEL, planned, heartbeat."""

    __tablename__ = "alert_marks"
    name: Mapped[str] = mapped_column(String(200), primary_key=True)
    at: Mapped[datetime]
