"""Reads one document: what it does with respect to outages, and the facts it states."""

from __future__ import annotations

from datetime import datetime

from detector.classify.candidates import could_report
from detector.classify.model import Classifier, load_model
from detector.facts.causes import read_cause
from detector.facts.places import read_region, read_symptom
from detector.facts.recovery_steps import read_recovery_steps
from detector.facts.roles import read_roles
from detector.facts.unknown_names import find_unknown
from detector.observed import Named, Observed, name, observe
from detector.words import content_words
from models.clock import parse_iso
from models.records import (
    ABOUT_AN_OUTAGE,
    Document,
    Evidence,
    Facts,
    Kind,
    Label,
    NamedEntity,
    Reading,
)


def read_document(document: Document, classifier: Classifier | None = None) -> Reading:
    """Return what is concluded of a document, by the given classifier or the program's own."""
    model = classifier or load_model()
    named = name(document.text)
    if not could_report(named.text, document.kind, named.mentions):  # most of any stream
        return Reading(Label.OTHER, 0.0, Facts(mentioned=_only_named(named)), model.version)
    seen = observe(document.text, document.kind, as_of(document), named)
    label, probability = model.classify(seen)
    return _reading(seen, label, probability, model.version)


def read_as(document: Document, label: Label, probability: float, model: str) -> Reading:
    """Return what a document says when its label is known already; model is who gave it."""
    seen = observe(document.text, document.kind, as_of(document))
    return _reading(seen, label, probability, model)


def _reading(seen: Observed, label: Label, probability: float, model: str) -> Reading:
    if label in ABOUT_AN_OUTAGE:
        return Reading(label, probability, read_facts(seen, label), model, content_words(seen.text))
    return Reading(label, probability, Facts(mentioned=_only_named(seen)), model)


def as_of(document: Document) -> datetime:
    """Return the moment that the text speaks from: of a notice, when it was last written on.

    A status page keeps one notice for an incident and adds its end to it; an article is dated by
    its publication, which its "오늘" means.
    """
    modified = document.extra.get("modified")
    if document.kind is not Kind.OFFICIAL or not isinstance(modified, str):
        return document.published_at
    try:
        return max(document.published_at, parse_iso(modified))
    except ValueError:  # an archive may say anything there
        return document.published_at


def read_facts(seen: Observed, label: Label = Label.OUTAGE) -> Facts:
    """Return the facts that a report of an outage states, each with its quote."""
    unknown = find_unknown(seen.text, seen.sentences, seen.mentions)
    mentions = sorted((*seen.mentions, *unknown), key=lambda m: (m.start, m.end))
    roles = read_roles(seen.text, seen.sentences, mentions, seen.background, seen.kind)
    looks_back = label is Label.AFTERMATH
    cause = read_cause(seen.sentences, seen.background, looks_back=looks_back)
    return Facts(
        provider=roles.provider,
        affected=roles.affected,
        mentioned=roles.mentioned,
        started=seen.times.started,
        ended=seen.times.ended,
        duration_minutes=seen.times.duration_minutes,
        duration_evidence=seen.times.duration_evidence,
        cause=cause.cause if cause else None,
        cause_evidence=cause.evidence if cause else None,
        region=read_region(seen.text, seen.sentences, seen.background),
        symptom=read_symptom(seen.text, seen.sentences, seen.background),
        recovery_steps=read_recovery_steps(
            seen.text, seen.sentences, seen.background, seen.published_at, seen.kind
        ),
    )


def _only_named(seen: Observed | Named) -> tuple[NamedEntity, ...]:
    """Return the names in a document that is about no outage: none of them was hit."""
    found: dict[str, NamedEntity] = {}
    for mention in seen.mentions:
        entry = mention.entry
        evidence = Evidence(mention.start, mention.end, mention.surface)
        before = found.get(entry.id)
        surfaces = dict.fromkeys((*(before.surfaces if before else ()), mention.surface))
        kept = before.evidence if before else evidence
        found[entry.id] = NamedEntity(entry.id, entry.name, tuple(surfaces), kept)
    return tuple(found.values())
