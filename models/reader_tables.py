"""The tables of what readers say, as SQLAlchemy classes; README.md says what each holds."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from models.tables import Base


class ReaderClaimRow(Base):
    """What one reader said of an incident; who it was is not known."""

    __tablename__ = "reader_claims"
    __table_args__ = (Index("ix_reader_claims_verdict", "verdict", "number"),)
    number: Mapped[int] = mapped_column(primary_key=True)
    incident_id: Mapped[str] = mapped_column(String(200))  # as it was called then
    documents: Mapped[int]  # how many of its documents are kept below
    says: Mapped[str] = mapped_column(String(20))
    about: Mapped[str] = mapped_column(String(200))
    name: Mapped[str | None] = mapped_column(Text)
    note: Mapped[str | None] = mapped_column(Text)
    said_at: Mapped[datetime]
    verdict: Mapped[str] = mapped_column(String(20))
    decided_at: Mapped[datetime | None]
    decided_by: Mapped[str | None] = mapped_column(Text)


class ReaderClaimDocumentRow(Base):
    """A document of the incident that a reader spoke of: by these it is known again."""

    __tablename__ = "reader_claim_documents"
    __table_args__ = (Index("ix_reader_claim_documents_document", "document_id"),)
    claim_number: Mapped[int] = mapped_column(
        ForeignKey("reader_claims.number", ondelete="CASCADE"), primary_key=True
    )
    document_id: Mapped[int] = mapped_column(
        ForeignKey("documents.id", ondelete="CASCADE"), primary_key=True
    )
