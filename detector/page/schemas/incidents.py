"""Incidents: in a list, and alone with all that is around them."""

from __future__ import annotations

from typing import Literal

from detector.page.schemas.shared import Envelope, Named, Quote, Strict


class Affected(Strict):
    """A service that was hit."""

    id: str
    name: str
    first_seen: str
    reports: int


class Claim(Strict):
    """A value that a document states."""

    field: str
    value: str | int
    source: str
    url: str
    kind: str
    published: str
    quote: Quote | None


class Document(Strict):
    """A document of an incident."""

    url: str
    source: str
    published: str
    title: str
    kind: str
    label: str


class LifeStep(Strict):
    """A step in an incident's life: the state it came to, by which rule, on whose word."""

    status: Literal["suspected", "confirmed", "recovering", "resolved", "retracted"]
    at: str
    rule: str
    source: str | None
    url: str | None


class Incident(Strict):
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


class Incidents(Envelope):
    """A page of incidents."""

    incidents: list[Incident]
    next: str | None


class Step(Strict):
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


class RecoveryStep(Strict):
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


class Brief(Strict):
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


class Duty(Strict):
    """The clock of the duty to tell users."""

    state: str
    limit_minutes: int
    due: str | None
    minutes: int | None
    counted_from: str


class Hypothesis(Strict):
    """Who may have failed under several; no document says so."""

    provider: Named
    probability: float
    odds: float
    likelihood_ratio: float
    explains: list[str]
    learned_from: int


class ReaderClaim(Strict):
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
