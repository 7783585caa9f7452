"""What collecting keeps for itself, as SQLAlchemy classes; README.md says what each holds."""

# Annotations are plain objects here, as in models.tables.

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from models.tables import Base


class FetchRow(Base):
    """What a source's page said it can be asked again by: its validators (RFC 9110, section 8.8)."""

    __tablename__ = "fetches"
    source_id: Mapped[str] = mapped_column(String(200), primary_key=True)
    url: Mapped[str] = mapped_column(String(2000), primary_key=True)
    etag: Mapped[str | None] = mapped_column(Text)
    last_modified: Mapped[str | None] = mapped_column(Text)
    fetched_at: Mapped[datetime]


class LookRow(Base):
    """What a list without times showed when it was last looked at."""

    __tablename__ = "looks"
    source_id: Mapped[str] = mapped_column(String(200), primary_key=True)
    url: Mapped[str] = mapped_column(String(2000), primary_key=True)
    looked_at: Mapped[datetime]
    ids: Mapped[list[Any]]


class TextBandRow(Base):
    """One band of a document's MinHash: near-copies share at least one, most others none."""

    __tablename__ = "text_bands"
    __table_args__ = (Index("ix_text_bands_document", "document_id"),)
    band: Mapped[str] = mapped_column(String(40), primary_key=True)
    document_id: Mapped[int] = mapped_column(
        ForeignKey("documents.id", ondelete="CASCADE"), primary_key=True
    )
    published_at: Mapped[datetime]


class ImportRow(Base):
    """How far an archive has been imported."""

    __tablename__ = "imports"
    id: Mapped[str] = mapped_column(String(64), primary_key=True)  # SHA-256 of what names the file
    name: Mapped[str] = mapped_column(Text)
    position: Mapped[int]  # records of the file that are done
    bad: Mapped[int]  # of them refused
    updated_at: Mapped[datetime]
    finished: Mapped[bool]
