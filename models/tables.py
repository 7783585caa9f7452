"""The tables, as SQLAlchemy classes; README.md says what each holds."""

# Annotations are plain objects here: as strings, SQLAlchemy would evaluate each (a fifth of the time
# that this file takes, which every command pays).

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    DateTime,
    Dialect,
    Float,
    ForeignKey,
    Index,
    Integer,
    String,
    Text,
    TypeDecorator,
    UniqueConstraint,
    false,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class UtcDateTime(TypeDecorator[datetime]):
    """An aware UTC time; SQLite drops the zone, so it is put back on reading."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Refuse a time without a zone; hand the others over in UTC."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a stored time needs a zone")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Return the stored time as aware UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Base(DeclarativeBase):
    """The base of all tables."""

    type_annotation_map = {datetime: UtcDateTime(), dict[str, Any]: JSON(), list[Any]: JSON()}  # noqa: RUF012


class SourceRow(Base):
    """One feed, list page or board that has been crawled or imported from."""

    __tablename__ = "sources"
    id: Mapped[str] = mapped_column(String(200), primary_key=True)
    kind: Mapped[str | None] = mapped_column(String(20))
    last_success_at: Mapped[datetime | None]
    last_new_document_at: Mapped[datetime | None]
    failures: Mapped[int] = mapped_column(Integer, default=0)  # in a row, since the last success
    state: Mapped[str] = mapped_column(String(20), default="unknown")
    problem: Mapped[str | None] = mapped_column(Text)
    blocks: Mapped[int] = mapped_column(Integer, default=0, server_default="0")  # walls in a row
    rests_until: Mapped[datetime | None]  # asked for by Retry-After, or our own back-off


class CrawlRow(Base):
    """One crawl of one source."""

    __tablename__ = "crawls"
    __table_args__ = (Index("ix_crawls_source_finished", "source_id", "finished_at"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    source_id: Mapped[str] = mapped_column(ForeignKey("sources.id"))
    started_at: Mapped[datetime]
    finished_at: Mapped[datetime]
    state: Mapped[str] = mapped_column(String(20))
    documents: Mapped[int]
    new: Mapped[int]
    errors: Mapped[list[Any]]
    unchanged: Mapped[int] = mapped_column(Integer, default=0, server_default="0")  # answers of 304
    blocks: Mapped[int] = mapped_column(Integer, default=0, server_default="0")  # walls met
    failed: Mapped[int] = mapped_column(Integer, default=0, server_default="0")  # pages unreadable
    late: Mapped[bool] = mapped_column(default=False, server_default=false())  # after it was due
    coverage: Mapped[dict[str, Any] | None]  # read pages, and how many had title, time and body


class DocumentRow(Base):
    """One article, post or notice; its texts are in document_versions."""

    __tablename__ = "documents"
    __table_args__ = (
        UniqueConstraint("source", "external_id"),
        Index("ix_documents_published", "published_at"),
        Index("ix_documents_unread", "unread", "published_at", "id"),
        Index("ix_documents_origin", "origin_id"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    source: Mapped[str] = mapped_column(String(200))
    external_id: Mapped[str] = mapped_column(String(1000))
    url: Mapped[str] = mapped_column(Text)
    kind: Mapped[str] = mapped_column(String(20))
    published_at: Mapped[datetime]
    fetched_at: Mapped[datetime]
    version: Mapped[int] = mapped_column(default=1)  # number of the newest text
    unread: Mapped[bool] = mapped_column(default=True)  # the newest text has no report yet
    gone_at: Mapped[datetime | None]  # when its page was found deleted
    origin_id: Mapped[int | None]  # the document that this one is a copy of (a wire story's first)
    extra: Mapped[dict[str, Any]]


class DocumentVersionRow(Base):
    """One text that a document had."""

    __tablename__ = "document_versions"
    document_id: Mapped[int] = mapped_column(
        ForeignKey("documents.id", ondelete="CASCADE"), primary_key=True
    )
    number: Mapped[int] = mapped_column(primary_key=True)
    fetched_at: Mapped[datetime]
    digest: Mapped[str] = mapped_column(String(64))  # SHA-256 of title, newline, body
    title: Mapped[str] = mapped_column(Text)
    body: Mapped[str] = mapped_column(Text)


class ReportRow(Base):
    """What was concluded of a document's newest text; one a document."""

    __tablename__ = "reports"
    __table_args__ = (Index("ix_reports_label", "label"),)
    document_id: Mapped[int] = mapped_column(
        ForeignKey("documents.id", ondelete="CASCADE"), primary_key=True
    )
    version: Mapped[int]
    model: Mapped[str] = mapped_column(String(100))
    label: Mapped[str] = mapped_column(String(20))
    probability: Mapped[float] = mapped_column(Float)
    words: Mapped[list[Any]]  # content words by which reports of one outage resemble each other
    facts: Mapped[dict[str, Any]]  # models.facts_json: times, cause, region, symptom, with quotes


class EntityRow(Base):
    """A provider or service that some document named."""

    __tablename__ = "entities"
    id: Mapped[str] = mapped_column(String(200), primary_key=True)
    name: Mapped[str] = mapped_column(String(400))


class MentionRow(Base):
    """An entity named in a document, with its role there."""

    __tablename__ = "mentions"
    __table_args__ = (Index("ix_mentions_entity", "entity_id"),)
    document_id: Mapped[int] = mapped_column(
        ForeignKey("reports.document_id", ondelete="CASCADE"), primary_key=True
    )
    role: Mapped[str] = mapped_column(String(20), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    entity_id: Mapped[str] = mapped_column(ForeignKey("entities.id"))
    surfaces: Mapped[list[Any]]
    start: Mapped[int]
    end: Mapped[int]
    quote: Mapped[str] = mapped_column(Text)


class IncidentRow(Base):
    """One outage as told by its documents."""

    __tablename__ = "incidents"
    __table_args__ = (
        Index("ix_incidents_first_seen", "first_seen"),
        Index("ix_incidents_last_seen", "last_seen"),
        Index("ix_incidents_provider", "provider_id"),
        Index("ix_incidents_status", "status", "last_seen"),
    )
    id: Mapped[str] = mapped_column(String(200), primary_key=True)
    headline: Mapped[str] = mapped_column(Text)
    provider_id: Mapped[str | None] = mapped_column(String(200))
    provider_name: Mapped[str | None] = mapped_column(String(400))
    region: Mapped[str | None] = mapped_column(Text)
    cause: Mapped[str | None] = mapped_column(String(20))
    symptom: Mapped[str | None] = mapped_column(Text)
    status: Mapped[str] = mapped_column(String(20))
    confidence: Mapped[float]
    severity: Mapped[str] = mapped_column(String(20))
    started_at: Mapped[datetime | None]
    started_precision: Mapped[str | None] = mapped_column(String(10))
    ended_at: Mapped[datetime | None]
    ended_precision: Mapped[str | None] = mapped_column(String(10))
    duration_minutes: Mapped[int | None]
    first_seen: Mapped[datetime]
    last_seen: Mapped[datetime]
    official_notice_at: Mapped[datetime | None]
    news_reports: Mapped[int]
    community_reports: Mapped[int]
    official_reports: Mapped[int]
    independent_sources: Mapped[int]


class IncidentReportRow(Base):
    """A document belongs to an incident."""

    __tablename__ = "incident_reports"
    __table_args__ = (Index("ix_incident_reports_document", "document_id"),)
    incident_id: Mapped[str] = mapped_column(
        ForeignKey("incidents.id", ondelete="CASCADE"), primary_key=True
    )
    document_id: Mapped[int] = mapped_column(
        ForeignKey("reports.document_id", ondelete="CASCADE"), primary_key=True
    )


class IncidentStepRow(Base):
    """A step in the life of an incident."""

    __tablename__ = "incident_steps"
    incident_id: Mapped[str] = mapped_column(
        ForeignKey("incidents.id", ondelete="CASCADE"), primary_key=True
    )
    position: Mapped[int] = mapped_column(primary_key=True)
    status: Mapped[str] = mapped_column(String(20))
    at: Mapped[datetime]
    rule: Mapped[str] = mapped_column(String(20))
    document_id: Mapped[int | None] = mapped_column(
        ForeignKey("reports.document_id", ondelete="CASCADE"), index=True
    )


class IncidentAffectedRow(Base):
    """A service hit in an incident."""

    __tablename__ = "incident_affected"
    __table_args__ = (Index("ix_incident_affected_entity", "entity_id"),)
    incident_id: Mapped[str] = mapped_column(
        ForeignKey("incidents.id", ondelete="CASCADE"), primary_key=True
    )
    entity_id: Mapped[str] = mapped_column(ForeignKey("entities.id"), primary_key=True)
    position: Mapped[int]
    first_seen: Mapped[datetime]
    reports: Mapped[int]


class ClaimRow(Base):
    """One value that one document states of an incident."""

    __tablename__ = "claims"
    incident_id: Mapped[str] = mapped_column(
        ForeignKey("incidents.id", ondelete="CASCADE"), primary_key=True
    )
    position: Mapped[int] = mapped_column(primary_key=True)
    document_id: Mapped[int] = mapped_column(
        ForeignKey("reports.document_id", ondelete="CASCADE"), index=True
    )
    field: Mapped[str] = mapped_column(String(20))
    value: Mapped[str] = mapped_column(Text)
    start: Mapped[int | None]
    end: Mapped[int | None]
    quote: Mapped[str | None] = mapped_column(Text)


class IncidentRedirectRow(Base):
    """An id that an incident had before more was known."""

    __tablename__ = "incident_redirects"
    __table_args__ = (Index("ix_incident_redirects_new", "new_id"),)
    old_id: Mapped[str] = mapped_column(String(200), primary_key=True)
    new_id: Mapped[str] = mapped_column(String(200))
