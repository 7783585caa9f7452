"""What answers of several kinds have."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict


class Strict(BaseModel):
    """An answer, or a part of one, without any key that is not promised."""

    model_config = ConfigDict(extra="forbid")


class Problem(Strict):
    """What went wrong (RFC 9457)."""

    type: str
    title: str
    status: int
    detail: str
    instance: str
    parameter: str | None = None


class Quote(Strict):
    """A quote: where it stands in the stored text, and its words."""

    start: int
    end: int
    text: str


class Named(Strict):
    """A provider or service."""

    id: str
    name: str


class SourceCount(Strict):
    """How many sources are crawled here, how many of them are well, how many more never were."""

    watched: int
    ok: int
    never_read: int


class BlindSpot(Strict):
    """A source that tells us nothing now."""

    source: str
    name: str
    kind: str | None
    state: Literal["broken", "blocked", "late"]
    why: str
    since: str | None


class OwnTrouble(Strict):
    """What is our own fault and nobody's outage: nobody crawls, or nothing can be kept."""

    kind: Literal["stopped", "full", "read-only"]
    since: str | None


class Envelope(Strict):
    """The keys of every answer."""

    as_of: str
    data_through: str | None
    is_old: bool
    own_troubles: list[OwnTrouble]
    unread_documents: int
    sources: SourceCount
    blind_spots: list[BlindSpot]


def extra_schemas() -> dict[str, Any]:
    """Return the schemas that no page's JSON refers to."""
    return {"Problem": Problem.model_json_schema()}
