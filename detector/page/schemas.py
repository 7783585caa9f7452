"""The JSON of each page, for the OpenAPI document and its tests: a key here is a promise."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid")


class Problem(_Strict):
    """What went wrong (RFC 9457)."""

    type: str
    title: str
    status: int
    detail: str
    instance: str
    parameter: str | None = None


class Quote(_Strict):
    """A quote: where it stands in the stored text, and its words."""

    start: int
    end: int
    text: str


class Named(_Strict):
    """A provider or service."""

    id: str
    name: str


class SourceCount(_Strict):
    """How many sources were ever crawled, and how many are well."""

    watched: int
    ok: int


class BlindSpot(_Strict):
    """A source that tells us nothing now."""

    source: str
    name: str
    kind: str | None
    state: Literal["broken", "blocked", "late"]
    why: str
    since: str | None


class OwnTrouble(_Strict):
    """What is our own fault and nobody's outage: nobody crawls, or nothing can be kept."""

    kind: Literal["stopped", "full", "read-only"]
    since: str | None


class Envelope(_Strict):
    """The keys of every answer."""

    as_of: str
    data_through: str | None
    is_old: bool
    own_troubles: list[OwnTrouble]
    unread_documents: int
    sources: SourceCount
    blind_spots: list[BlindSpot]


class Affected(_Strict):
    """A service that was hit."""

    id: str
    name: str
    first_seen: str
    reports: int


class Claim(_Strict):
    """A value that a document states."""

    field: str
    value: str | int
    source: str
    url: str
    kind: str
    published: str
    quote: Quote | None


class Document(_Strict):
    """A document of an incident."""

    url: str
    source: str
    published: str
    title: str
    kind: str
    label: str


class LifeStep(_Strict):
    """A step in an incident's life: the state it came to, by which rule, on whose word."""

    status: Literal["suspected", "confirmed", "recovering", "resolved", "retracted"]
    at: str
    rule: str
    source: str | None
    url: str | None


class Incident(_Strict):
    """An outage as its documents tell it."""

    id: str
    headline: str
    provider: Named | None
    region: str | None
    cause: str | None
    status: Literal["suspected", "confirmed", "recovering", "resolved", "retracted"]
    confidence: float
    severity: Literal["minor", "major", "critical"]
    started: str | None
    started_precision: Literal["minute", "hour", "day"] | None
    ended: str | None
    ended_precision: Literal["minute", "hour", "day"] | None
    duration_minutes: int | None
    first_seen: str
    last_seen: str
    official_notice_at: str | None
    affected: list[Affected]
    reports: dict[Literal["news", "community", "official"], int]
    independent_sources: int
    life: list[LifeStep]
    claims: list[Claim]
    evidence: list[Document]


class Work(_Strict):
    """Planned work."""

    document_id: str
    title: str
    services: list[Named]
    begins: str | None
    ends: str | None
    quote: str | None
    source: str
    url: str
    kind: str
    published: str


class Now(Envelope):
    """What goes on, what just was, what is planned."""

    open: list[Incident]
    recent: list[Incident]
    maintenance: list[Work]


class Incidents(Envelope):
    """A page of incidents."""

    incidents: list[Incident]
    next: str | None


class Step(_Strict):
    """What became known when."""

    kind: str
    at: str
    precision: str | None
    known_at: str
    field: str | None
    value: str | None
    affected_id: str | None
    quote: str | None
    source: str | None
    url: str | None


class RecoveryStep(_Strict):
    """What came back when, as one document tells it."""

    at: str
    is_stated: bool
    precision: str | None
    restored: list[str]
    still_down: list[str]
    count: int | None
    total: int | None
    percent: float | None
    quote: str
    source: str
    url: str
    published: str


class Brief(_Strict):
    """Another incident."""

    id: str
    headline: str
    started: str | None
    first_seen: str


class Recurrence(Brief):
    """An earlier incident of the same one."""

    same: list[str]


class Recall(Brief):
    """An incident that an article looks back on."""

    day: str
    day_precision: str
    quote: Quote | None
    source: str
    url: str


class Duty(_Strict):
    """The clock of the duty to tell users."""

    state: str
    limit_minutes: int
    due: str | None
    minutes: int | None
    counted_from: str


class Hypothesis(_Strict):
    """Who may have failed under several; no document says so."""

    provider: Named
    probability: float
    odds: float
    likelihood_ratio: float
    explains: list[str]
    learned_from: int


class ReaderClaim(_Strict):
    """What a reader said; it changes nothing by itself. A note is shown once a person accepted it."""

    kind: Literal["reader"]
    number: int
    says: Literal["wrong", "same", "not-hit"]
    about: str
    name: str | None
    note: str | None
    said: str
    verdict: Literal["open", "accepted"]
    decided: str | None


class IncidentPage(Envelope, Incident):
    """All that is known of one incident."""

    delays: dict[str, int | None]
    duty: Duty
    recurrences: list[Recurrence]
    common_root_hypotheses: list[Hypothesis]
    fails_with: list[Brief]
    recalls: list[Recall]
    recalled_by: list[Recall]
    updated: str
    steps: list[Step]
    recovery_steps: list[RecoveryStep]
    reader_claims: list[ReaderClaim]
    also_then: list[str]


class Service(_Strict):
    """Who failed or was hit."""

    id: str
    name: str
    is_open: bool
    as_root: int
    as_affected: int
    last_seen: str


class Services(Envelope):
    """Who failed or was hit lately."""

    days: int
    services: list[Service]


class Period(_Strict):
    """From when to when."""

    since: str
    until: str


class Figures(_Strict):
    """How one failed over a period."""

    incidents: int
    as_root: int
    as_affected: int
    minutes: int
    of_known_length: int
    median_minutes: float | None
    longest_minutes: int | None
    longest_id: str | None
    median_notice_delay_minutes: float | None
    noticed: int
    duty: dict[str, int]


class DayOf(_Strict):
    """A day: none, minor, major, critical, or unknown where nothing was collected."""

    date: str
    state: Literal["none", "minor", "major", "critical", "unknown"]
    incidents: list[str]


class Neighbour(Named):
    """The other end of a dependency."""

    via: Named | None
    incidents: list[str]
    first_seen: str
    last_seen: str


class Known(Named):
    """What the gazetteer knows it belongs to."""

    kind: str


class PartyPage(Envelope):
    """One provider or service over a period."""

    id: str
    name: str
    name_en: str | None
    kind: str | None
    sector: str | None
    belongs_to: Named | None
    period: Period
    open: list[str]
    figures: Figures
    days: list[DayOf]
    incidents: list[Incident]
    depends_on: list[Neighbour]
    dependants: list[Neighbour]
    known: list[Known]


class FoundDocument(_Strict):
    """A document that holds the words."""

    document_id: str
    url: str
    source: str
    kind: str
    published: str
    title: str
    excerpt: str


class Search(Envelope):
    """What holds the words."""

    q: str
    incidents: list[Incident]
    documents: list[FoundDocument]
    documents_looked_through: int | None
    looked_back_to: str | None
    next: str | None


class Maintenance(Envelope):
    """Planned work."""

    maintenance: list[Work]


class Coverage(_Strict):
    """How many pages were read, and what was found on them."""

    hours: float
    pages: int
    titles: int
    times: int
    bodies: int


class SourceOf(_Strict):
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


class Reviewed(_Strict):
    """Of the reports that people judged, how many were right."""

    chosen_by: str
    kind: str | None
    judged: int
    right: int
    low: float
    high: float


class Held(_Strict):
    """The size of the record."""

    incidents: dict[str, int]
    documents: int
    first_document_at: str | None
    last_document_at: str | None
    reviewed: list[Reviewed]


class Text(_Strict):
    """A part of what the page says of itself."""

    key: str
    heading: str
    text: str


class About(Envelope):
    """How the record is made."""

    record: Held
    texts: list[Text]


class Health(_Strict):
    """Whether the record is kept up."""

    status: Literal["ok", "old", "unwritable"]
    own_troubles: list[OwnTrouble]
    as_of: str
    last_cycle_at: str | None
    data_through: str | None
    interval_minutes: float
    unread_documents: int
    sources: SourceCount


def extra_schemas() -> dict[str, Any]:
    """Return the schemas that no page's JSON refers to."""
    return {"Problem": Problem.model_json_schema()}
