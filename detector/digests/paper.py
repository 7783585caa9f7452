"""A digest as one reads it, in words: what the mail and the Markdown file are set from."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from detector.digests.changes import Change, Corrections
from detector.digests.digest import Digest
from detector.digests.figures import Comparison, compared, comparison_note, providers_compared
from detector.digests.rows import OWN, FailedSource
from detector.digests.telling import ToldFacts, tell
from detector.digests.wording import (
    blind_sources,
    correction_text,
    days_text,
    moment_text,
    own_text,
    period_text,
    quiet_text,
    reason_text,
    value_text,
)
from detector.messages import Language, say
from detector.messages.amounts import time_in
from detector.messages.words import source_word
from models.clock import to_kst
from models.records import Incident, Status


@dataclass(frozen=True, slots=True)
class Spot:
    """A source that told us nothing for a part of the time."""

    name: str
    state: str
    when: str
    reason: str


@dataclass(frozen=True, slots=True)
class CorrectedIncident:
    """What was corrected of one incident, a line each, with its reason."""

    headline: str
    id: str
    lines: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a digest: a heading and the sentence under it."""

    heading: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Paper:
    """A digest in words."""

    title: str
    lead: tuple[str, ...]
    figures: tuple[Comparison, ...]
    providers: tuple[Comparison, ...]
    figures_note: str
    corrected: tuple[CorrectedIncident, ...] | None  # None: nobody asked
    corrected_note: str
    stories: tuple[ToldFacts, ...]
    spots: tuple[Spot, ...]
    closing: tuple[str, ...]


def paper_of(digest: Digest, language: Language) -> Paper:
    """Return a digest in words."""
    summary, corrections = digest.summary, digest.corrections
    return Paper(
        title=_title(digest, language),
        lead=tuple(_lead(digest, language)),
        figures=tuple(compared(summary, language)) if summary else (),
        providers=tuple(providers_compared(summary, language)) if summary else (),
        figures_note=comparison_note(summary, language) if summary else "",
        corrected=tuple(_corrected(corrections, language)) if corrections is not None else None,
        corrected_note=_since(corrections, language) if corrections is not None else "",
        stories=tuple(tell(one, language) for one in digest.incidents),
        spots=tuple(_spots(digest, language)),
        closing=tuple(_closing(digest, language)),
    )


def _title(digest: Digest, language: Language) -> str:
    summary = digest.summary
    if summary is not None:
        days = period_text(summary.period, summary.now.first, summary.last, language)
        return say(f"digest.period_title.{summary.period.value}", language, days=days)
    kind = "day" if digest.first == digest.last else "days"
    return say(
        f"digest.title.{kind}", language, days=days_text(digest.first, digest.last, language)
    )


def _lead(digest: Digest, language: Language) -> Iterator[str]:
    incidents = [one for one in digest.incidents if one.status is not Status.RETRACTED]
    retracted = len(digest.incidents) - len(incidents)
    if not incidents:
        yield quiet_text(digest.days, language)
    if retracted:
        yield say("digest.lead.retracted", language, count=retracted)
    if incidents:
        yield from _lead_of(digest, incidents, language)
    if own := own_text(digest.days):
        yield own
    through = digest.data_through
    if through is not None and to_kst(through).date() <= digest.last:  # a day that is not over
        yield say("digest.lead.partial", language, at=time_in(language, through))


def _lead_of(digest: Digest, incidents: Sequence[Incident], language: Language) -> Iterator[str]:
    """Yield how many incidents there were, of what sort, and what was not seen."""
    yield say("digest.lead.count", language, count=len(incidents))
    is_over = Status.RESOLVED
    open_ones = sum(one.ended_at is None and one.status is not is_over for one in incidents)
    if open_ones:
        yield say("digest.lead.open", language, count=open_ones)
    suspected = sum(one.status is Status.SUSPECTED for one in incidents)
    if suspected:
        yield say("digest.lead.suspected", language, count=suspected)
    unknown = sum(one.is_unknown for one in digest.days)
    if unknown:
        yield say("digest.lead.unknown", language, count=unknown)
    blind = blind_sources(digest.days)
    if blind:
        yield say("digest.lead.blind", language, count=len(blind))


def _corrected(corrections: Corrections, language: Language) -> Iterator[CorrectedIncident]:
    for (_, id), group in groupby(corrections.found, key=lambda one: (one.day, one.incident_id)):
        members = list(group)
        lines = []
        for one in members:
            why = ", ".join(reason_text(reason, language) for reason in one.why)
            if one.change is Change.CHANGED:
                name = say(f"digest.column_title.{one.column}", language)
                told = f"{name}: {correction_text(one, language)}"
            else:
                told = say(f"digest.correction.{one.change.value}", language)
            lines.append((told, why))
        yield CorrectedIncident(
            value_text("headline", members[0].headline, language), id, tuple(lines)
        )


def _since(corrections: Corrections, language: Language) -> str:
    times = sorted(corrections.since.values())
    told = [say("digest.correction.since", language, at=time_in(language, times[-1]))]
    if not corrections.found:
        told.append(say("digest.correction.none", language))
    if corrections.without:
        told.append(say("digest.correction.without", language, count=len(corrections.without)))
    return " ".join(told)


def _spots(digest: Digest, language: Language) -> Iterator[Spot]:
    failed = sorted(
        ((source.id, one.day, source) for one in digest.days for source in one.failed),
        key=lambda triple: (triple[0] != OWN, *triple[:2]),
    )
    for id, group in groupby(failed, key=lambda triple: triple[0]):
        members = [source for _, _, source in group]
        newest = members[-1]
        name = digest.source_names.get(id, "") if id != OWN else say("words.own.name", language)
        yield Spot(
            name=f"{name} ({id})" if name and name != id else id,
            state=source_word(newest.state, language),
            when=_blind_time(members, language, of_one_day=digest.first == digest.last),
            reason=value_text("headline", newest.reason, language) if newest.reason else "",
        )


def _blind_time(failed: list[FailedSource], language: Language, *, of_one_day: bool) -> str:
    if not of_one_day:
        return say("digest.spot.days", language, count=len(failed))
    one = failed[0]
    if one.since is None:
        return ""
    since = time_in(language, one.since)
    if one.until is None:
        return say("digest.spot.since", language, since=since)
    return f"{since} ~ {moment_text(one.until, one.since, language)}"


def _closing(digest: Digest, language: Language) -> Iterator[str]:
    if reviewed := digest.days[-1].reviewed:
        yield reviewed
    if digest.data_through is not None:
        yield say("digest.closing.through", language, at=time_in(language, digest.data_through))
    yield say("digest.closing.claim", language)
