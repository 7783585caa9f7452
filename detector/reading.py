"""Reads documents: what each does with respect to outages, and the facts it states."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from detector.classify.model import HELD_BACK, Classifier, Judgement, load_model
from detector.facts.cause_model import CauseModel
from detector.facts.causes import StatedCause, read_cause
from detector.facts.places import read_region, read_symptom
from detector.facts.recovery_steps import read_recovery_steps
from detector.facts.role_model import RoleModel
from detector.facts.roles import read_roles
from detector.facts.unknown_names import find_unknown
from detector.observed import Named, Observed, name, observe
from detector.words import content_words
from models.clock import parse_iso
from models.records import (
    ABOUT_AN_OUTAGE,
    Cause,
    Document,
    Evidence,
    Facts,
    Kind,
    Label,
    NamedEntity,
    Reading,
)

logger = logging.getLogger(__name__)

#: Characters of a text that are read: the longest articles have a tenth of it, and whatever comes
#: is read in bounded time. Places in the text stay right, for it is cut at its end.
READ_LIMIT = 200_000


@dataclass(frozen=True, slots=True)
class Read:
    """What was concluded of a document by its own words, and how surely."""

    reading: Reading
    judgement: Judgement
    named: Named | None  # its sentences and names; None of what the gate held back


def read_document(document: Document, classifier: Classifier | None = None) -> Reading:
    """Return what is concluded of a document, by the given classifier or the program's own.

    Nothing is asked of its neighbourhood, which only a database has.
    """
    return read_documents([document], classifier or load_model())[0].reading


def read_documents(documents: Sequence[Document], classifier: Classifier) -> list[Read]:
    """Return what is concluded of each document by its own words; many at once cost less."""
    held_back = Read(Reading(Label.OTHER, 0.0, Facts(), classifier.version), HELD_BACK, None)
    judged = judge_texts([(one.text, one.kind) for one in documents], classifier)
    return [
        Read(_read_named(document, named, found, classifier.version), found, named)
        if named
        else held_back  # most of any stream
        for document, (named, found) in zip(documents, judged, strict=True)
    ]


def judge_texts(
    texts: Sequence[tuple[str, Kind]], classifier: Classifier
) -> list[tuple[Named | None, Judgement]]:
    """Return what each stored text is by its own words, and its names if the gate let it in."""
    found: list[tuple[Named | None, Judgement]] = [(None, HELD_BACK)] * len(texts)
    passed = [
        (place, name(text[:READ_LIMIT]), kind)
        for place, (text, kind) in enumerate(texts)
        if classifier.could_report(text, kind)
    ]
    judged = classifier.classify([(named, kind) for _, named, kind in passed])
    for (place, named, _), judgement in zip(passed, judged, strict=True):
        found[place] = named, judgement
    return found


def _read_named(document: Document, named: Named, judgement: Judgement, model: str) -> Reading:
    label, probability = judgement.label, judgement.probability
    if label not in ABOUT_AN_OUTAGE:
        return Reading(label, probability, Facts(mentioned=_only_named(named)), model)
    return _reading(document, named, label, probability, model)


def read_as(document: Document, label: Label, probability: float, model: str) -> Reading:
    """Return what a document says when its label is known already; model is who gave it."""
    return _reading(document, None, label, probability, model)


def _reading(
    document: Document, named: Named | None, label: Label, probability: float, model: str
) -> Reading:
    """Return what a document says; a text on which our rules fail says nothing but its label.

    One text among millions must not keep the others from being read.
    """
    text = document.text[:READ_LIMIT]
    try:
        seen = observe(text, document.kind, as_of(document), named)
        if label not in ABOUT_AN_OUTAGE:
            return Reading(label, probability, Facts(mentioned=_only_named(seen)), model)
        return Reading(label, probability, read_facts(seen, label), model, content_words(text))
    except Exception:  # whatever it is, it is ours, and it is told with the document's name
        logger.exception("%s %s: 사실을 읽지 못했습니다", document.source, document.external_id)
        return Reading(label, probability, Facts(), model)


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
    roles = read_roles(
        seen.text, seen.sentences, mentions, seen.background, seen.kind, label, _role_model()
    )
    looks_back = label is Label.AFTERMATH
    cause = read_cause(
        seen.sentences, seen.background, looks_back=looks_back, model=_cause_model(seen.kind)
    )
    if cause is not None and _blames(cause, roles.provider):
        cause = None  # that the failing company failed is no reason
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


def _cause_model(kind: Kind) -> CauseModel | None:
    """Return what is asked where the rules find no cause; of posts it knows nothing (decision 0014)."""
    if kind is Kind.COMMUNITY:
        return None
    from detector.training.causes import load_cause_model

    return load_cause_model()


def _role_model() -> RoleModel:
    from detector.training.roles import load_role_model

    return load_role_model()


def _blames(cause: StatedCause, provider: NamedEntity | None) -> bool:
    """Return whether the cause is a dependency on the very company that is said to have failed."""
    if cause.cause is not Cause.DEPENDENCY or provider is None:
        return False
    return any(surface in cause.evidence.text for surface in provider.surfaces)


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
