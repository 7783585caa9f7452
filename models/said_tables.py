"""What people said, and what they were told, as SQLAlchemy classes; README.md says what each holds."""

# Annotations are plain objects here, as in models.tables.

from datetime import date, datetime
from typing import Any

from sqlalchemy import Float, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from models.tables import Base


class CorrectionRow(Base):
    """What a person said a document is; one a document, the newest counts."""

    __tablename__ = "corrections"
    document_id: Mapped[int] = mapped_column(
        ForeignKey("documents.id", ondelete="CASCADE"), primary_key=True
    )
    version: Mapped[int]  # the text that was judged; it holds for that one alone
    label: Mapped[str] = mapped_column(String(20))
    judged_by: Mapped[str | None] = mapped_column(Text)
    judged_at: Mapped[datetime]
    chosen_by: Mapped[str] = mapped_column(String(20))  # user | doubt | random
    said_label: Mapped[str] = mapped_column(String(20))  # what the program had concluded
    said_probability: Mapped[float] = mapped_column(Float)
    said_model: Mapped[str] = mapped_column(String(100))


class DigestDayRow(Base):
    """What the last digest of a KST day said."""

    __tablename__ = "digests"
    day: Mapped[date] = mapped_column(primary_key=True)
    said_at: Mapped[datetime]
    incidents: Mapped[list[Any]]  # detector.digests.kept: each row with what it rested on
