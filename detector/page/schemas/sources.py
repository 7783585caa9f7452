"""How the sources are, and whether the record is kept up."""

from __future__ import annotations

from typing import Literal

from detector.page.schemas.shared import Envelope, OwnTrouble, SourceCount, Strict


class Coverage(Strict):
    """How many pages were read, and what was found on them."""

    hours: float
    pages: int
    titles: int
    times: int
    bodies: int


class SourceOf(Strict):
    """A source: its promise, its state, its past."""

    id: str
    name: str | None
    name_en: str | None
    kind: str | None
    reader: str | None
    urls: list[str]
    enabled: bool | None
    reason: str | None
    interval_minutes: int | None
    least_documents_a_day: int | None
    robots: str | None
    state: str
    why: str | None
    missing_key: str | None
    last_crawl_at: str | None
    last_success_at: str | None
    last_new_document_at: str | None
    failures: int
    blocks: int
    rests_until: str | None
    problem: str | None
    crawls_24h: int
    documents_24h: int
    coverage: Coverage


class Sources(Envelope):
    """Every source."""

    list: list[SourceOf]


class Health(Strict):
    """Whether the record is kept up."""

    status: Literal["ok", "old", "unwritable"]
    own_troubles: list[OwnTrouble]
    as_of: str
    last_cycle_at: str | None
    data_through: str | None
    interval_minutes: float
    unread_documents: int
    sources: SourceCount
