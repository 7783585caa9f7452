"""What became known of an incident, step by step: its state, who was hit, what was claimed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from models.clock import parse_iso, show_iso
from models.records import Incident, Kind, Label, Precision, SupportingDocument


class StepKind(StrEnum):
    """What a step is about."""

    ONSET = "onset"  # when it began, as stated
    POST = "post"  # the first post
    ARTICLE = "article"  # the first article
    NOTICE = "notice"  # the first official notice
    AFFECTED = "affected"  # one more was reported hit
    CLAIM = "claim"  # a value that nobody had stated before
    RECOVERY = "recovery"  # the first report that it comes back
    END = "end"  # when it ended, as stated
    AFTERMATH = "aftermath"  # the first look back


_FIRST_OF = {
    Kind.COMMUNITY: StepKind.POST,
    Kind.NEWS: StepKind.ARTICLE,
    Kind.OFFICIAL: StepKind.NOTICE,
}
_ORDER = {kind: place for place, kind in enumerate(StepKind)}


@dataclass(frozen=True, slots=True)
class Step:
    """One step: when it happened, when it became known, and who says so."""

    kind: StepKind
    at: datetime
    precision: Precision | None
    known_at: datetime
    field: str | None = None  # of a claim
    value: str | None = None  # of a claim, or the name of who was hit
    id: str | None = None  # of who was hit
    quote: str | None = None
    source: str | None = None
    url: str | None = None


def steps_of(incident: Incident) -> list[Step]:
    """Return the steps in order of when they happened."""
    found = [*_bounds(incident), *_firsts(incident), *_hits(incident), *_claims(incident)]
    return sorted(found, key=lambda step: (step.at, _ORDER[step.kind], step.value or ""))


def updated_at(incident: Incident) -> datetime:
    """Return when state, claims or affected last changed; one more report of the same is no change."""
    known = [step.known_at for step in steps_of(incident)] + [step.at for step in incident.steps]
    return max(known, default=incident.first_seen)


def step_json(step: Step) -> dict[str, Any]:
    """Return a step as JSON."""
    return {
        "kind": step.kind.value,
        "at": show_iso(step.at),
        "precision": step.precision.value if step.precision else None,
        "known_at": show_iso(step.known_at),
        "field": step.field,
        "value": step.value,
        "affected_id": step.id,
        "quote": step.quote,
        "source": step.source,
        "url": step.url,
    }


def _bounds(incident: Incident) -> Iterator[Step]:
    for kind, field, at, precision in (
        (StepKind.ONSET, "started", incident.started_at, incident.started_precision),
        (StepKind.END, "ended", incident.ended_at, incident.ended_precision),
    ):
        if at is not None:
            said = [
                claim
                for claim in incident.claims
                if claim.field == field and parse_iso(claim.value) == at
            ]
            first = min(said, key=lambda claim: claim.said_at, default=None)
            yield Step(
                kind,
                at,
                precision,
                first.said_at if first else incident.first_seen,
                quote=first.quote.text if first and first.quote else None,
                source=first.source if first else None,
                url=first.url if first else None,
            )


def _firsts(incident: Incident) -> Iterator[Step]:
    telling = [one for one in incident.evidence if one.label is not Label.AFTERMATH]
    for kind, step in _FIRST_OF.items():
        yield from _first(step, [one for one in telling if one.kind is kind])
    for label, step in (
        (Label.RECOVERY, StepKind.RECOVERY),
        (Label.AFTERMATH, StepKind.AFTERMATH),
    ):
        yield from _first(step, [one for one in incident.evidence if one.label is label])


def _first(kind: StepKind, documents: Sequence[SupportingDocument]) -> Iterator[Step]:
    first = min(documents, key=lambda one: one.published_at, default=None)
    if first is not None:
        at = first.published_at
        yield Step(kind, at, None, at, quote=first.title, source=first.source, url=first.url)


def _hits(incident: Incident) -> Iterator[Step]:
    for hit in incident.affected:
        yield Step(
            StepKind.AFFECTED, hit.first_seen, None, hit.first_seen, value=hit.name, id=hit.id
        )


def _claims(incident: Incident) -> Iterator[Step]:
    for claim in incident.claims:
        yield Step(
            StepKind.CLAIM,
            claim.said_at,
            None,
            claim.said_at,
            field=claim.field,
            value=claim.value,
            quote=claim.quote.text if claim.quote else None,
            source=claim.source,
            url=claim.url,
        )
