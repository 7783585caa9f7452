"""The records that pass between the stages; README.md is their dictionary."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any


class Kind(StrEnum):
    """What sort of writer a document has."""

    NEWS = "news"
    COMMUNITY = "community"
    OFFICIAL = "official"


class Label(StrEnum):
    """What a document does with respect to outages."""

    OUTAGE = "outage"
    RECOVERY = "recovery"
    AFTERMATH = "aftermath"
    MAINTENANCE = "maintenance"
    OTHER = "other"


#: Labels whose documents are about one specific outage and so belong to an incident.
ABOUT_AN_OUTAGE = frozenset({Label.OUTAGE, Label.RECOVERY, Label.AFTERMATH})


class Cause(StrEnum):
    """Why a service failed."""

    CONFIG = "config"
    DNS = "dns"
    SOFTWARE = "software"
    DEPLOYMENT = "deployment"
    OVERLOAD = "overload"
    HARDWARE = "hardware"
    POWER = "power"
    FIRE = "fire"
    COOLING = "cooling"
    NETWORK = "network"
    FIBER_CUT = "fiber-cut"
    ATTACK = "attack"
    DEPENDENCY = "dependency"
    CERTIFICATE = "certificate"
    WATER = "water"
    UNKNOWN = "unknown"


class Precision(StrEnum):
    """How exactly a text states a time."""

    MINUTE = "minute"
    HOUR = "hour"
    DAY = "day"


class Status(StrEnum):
    """Where an incident stands in its life."""

    SUSPECTED = "suspected"
    CONFIRMED = "confirmed"
    RECOVERING = "recovering"
    RESOLVED = "resolved"
    RETRACTED = "retracted"


@dataclass(frozen=True, slots=True)
class Document:
    """One article, post or notice, as text."""

    source: str
    external_id: str  # unique within its source
    url: str
    kind: Kind
    published_at: datetime  # aware, UTC
    title: str  # may be ""
    body: str
    fetched_at: datetime  # aware, UTC
    extra: dict[str, Any] = field(default_factory=dict)

    @property
    def text(self) -> str:
        """The stored text that evidence offsets point into."""
        return f"{self.title}\n{self.body}"


@dataclass(frozen=True, slots=True)
class Evidence:
    """A quote: text[start:end] of the document's stored text."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class NamedEntity:
    """A provider or service that a document names, with every way it writes it."""

    id: str
    name: str
    surfaces: tuple[str, ...]
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class StatedTime:
    """A time that a text states, with how exactly and where."""

    at: datetime  # aware, UTC
    precision: Precision
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class RecoveryStep:
    """One step of a recovery in parts: what was back by then, what was not, how many of how many."""

    at: StatedTime | None  # None where the text dates it by nothing
    evidence: Evidence  # the clause that tells it
    restored: tuple[str, ...] = ()  # as written
    still_down: tuple[str, ...] = ()  # as written
    count: int | None = None  # how many are back
    total: int | None = None  # of how many
    percent: float | None = None  # as stated, 0 to 100


@dataclass(frozen=True, slots=True)
class Facts:
    """Who failed, who was hit, since when, how long and why, as one document says."""

    provider: NamedEntity | None = None
    affected: tuple[NamedEntity, ...] = ()
    mentioned: tuple[NamedEntity, ...] = ()
    started: StatedTime | None = None
    ended: StatedTime | None = None
    duration_minutes: int | None = None
    duration_evidence: Evidence | None = None
    cause: Cause | None = None
    cause_evidence: Evidence | None = None
    region: Evidence | None = None
    symptom: Evidence | None = None
    recovery_steps: tuple[RecoveryStep, ...] = ()  # by time; empty where it came back at once


#: The model of a reading whose label a person gave.
PERSON = "person"


@dataclass(frozen=True, slots=True)
class Reading:
    """What was concluded of one document, before it is grouped."""

    label: Label
    probability: float  # calibrated, that the document reports an outage (outage or recovery)
    facts: Facts
    model: str  # version of the model and rules that concluded it
    words: tuple[str, ...] = ()  # content words by which reports of one outage resemble each other


@dataclass(frozen=True, slots=True)
class Signal:
    """What speaks for an outage in one text by itself, before its neighbours are heard."""

    row: int  # the document's row in the database
    version: int
    kind: Kind
    published_at: datetime
    about: float  # raw probability that it is about one specific outage
    probability: float  # calibrated, that it reports an outage
    leaning: Label  # what it is if it is about one
    is_plain: bool  # whether it says both what fails and that it fails, or that it is back
    model: str
    digest: str  # of the text
    keys: frozenset[str]  # whom it names and their owners, or that it names nobody


@dataclass(frozen=True, slots=True)
class Coverage:
    """How many pages were read in full, and on how many a title, a time and a body were found."""

    pages: int = 0
    titles: int = 0
    times: int = 0
    bodies: int = 0


@dataclass(frozen=True, slots=True)
class CrawlOutcome:
    """What one crawl of one source brought."""

    source: str
    started_at: datetime
    finished_at: datetime
    state: str  # "ok" | "broken" | "blocked"
    documents: int
    new: int
    errors: tuple[str, ...] = ()
    unchanged: int = 0  # lists and feeds that answered 304 Not Modified
    blocks: int = 0  # walls met
    failed: int = 0  # pages that could not be read
    late: bool = False  # it ran later than it was due
    coverage: Coverage = Coverage()
    rests_until: datetime | None = None  # the site asked to be left alone until then


@dataclass(frozen=True, slots=True)
class StoredCounts:
    """What storing a batch of documents changed."""

    new: int = 0
    changed: int = 0
    unchanged: int = 0
    new_of: Mapping[str, int] = field(default_factory=dict, compare=False)  # by source

    def __add__(self, other: StoredCounts) -> StoredCounts:
        """Add two counts."""
        return StoredCounts(
            self.new + other.new,
            self.changed + other.changed,
            self.unchanged + other.unchanged,
            Counter(self.new_of) + Counter(other.new_of),
        )


@dataclass(frozen=True, slots=True)
class StoredDocument:
    """A document as the database holds it: its row, and which version of its text this is."""

    row: int
    version: int
    document: Document


@dataclass(frozen=True, slots=True)
class Report:
    """What was concluded of one stored document."""

    row: int  # the document's row in the database
    source: str
    external_id: str
    url: str
    kind: Kind
    published_at: datetime
    title: str
    reading: Reading
    incident_ids: tuple[str, ...] = ()
    origin: int | None = None  # row of the document that it is a copy of


@dataclass(frozen=True, slots=True)
class Claim:
    """One value that one document states of an incident."""

    field: str  # provider | started | ended | duration | cause | region
    value: str
    quote: Evidence | None
    said_at: datetime
    row: int  # the document that says it
    source: str
    url: str
    kind: Kind


@dataclass(frozen=True, slots=True)
class AffectedService:
    """A service hit in an incident: since when it is reported, and by how many documents."""

    id: str
    name: str
    first_seen: datetime
    reports: int


@dataclass(frozen=True, slots=True)
class SupportingDocument:
    """A document that supports an incident."""

    row: int
    source: str
    url: str
    title: str
    published_at: datetime
    kind: Kind
    label: Label


class Rule(StrEnum):
    """Why an incident took a step in its life (docs/decisions/0018-life-of-an-incident.md)."""

    POSTS = "posts"  # so many posts at once
    REPORT = "report"  # an article tells of it
    SOURCES = "sources"  # a second independent source tells of it
    OFFICIAL = "official"  # the service's own notice
    RECOVERY = "recovery"  # something says that the service returns
    END = "end"  # an end is stated
    AFTERMATH = "aftermath"  # somebody writes of what came of it
    DOWN_AGAIN = "down-again"  # later reports tell that it is still, or again, down
    SILENCE = "silence"  # nobody writes of it any more
    CORRECTED = "corrected"  # a person judged its documents to report no outage


@dataclass(frozen=True, slots=True)
class Step:
    """A step in the life of an incident, with its evidence."""

    status: Status
    at: datetime  # when it was known; aware, UTC
    rule: Rule
    row: int | None = None  # the document that was the last it took


@dataclass(frozen=True, slots=True)
class Incident:
    """One outage as told by its documents."""

    id: str
    headline: str
    provider_id: str | None
    provider_name: str | None
    region: str | None
    cause: Cause | None
    symptom: str | None
    status: Status
    confidence: float
    severity: str
    started_at: datetime | None
    started_precision: Precision | None
    ended_at: datetime | None
    ended_precision: Precision | None
    duration_minutes: int | None
    first_seen: datetime
    last_seen: datetime
    official_notice_at: datetime | None
    affected: tuple[AffectedService, ...]
    counts: dict[Kind, int]
    independent_sources: int
    claims: tuple[Claim, ...]
    evidence: tuple[SupportingDocument, ...]
    steps: tuple[Step, ...] = ()  # of its life, in order; the last says its status

    def told_by(self, step: Step) -> SupportingDocument | None:
        """Return the document that was the last a step took, or None where it took none of these."""
        return next((one for one in self.evidence if one.row == step.row), None)
