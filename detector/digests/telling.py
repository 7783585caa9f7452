"""An incident as an editor reads it: its state, headline and facts, in words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from urllib.parse import urlsplit

from detector.digests.cells import one_line
from detector.digests.rows import activity, notice_delay, top_urls
from detector.digests.wording import delay_text, moment_text, names_text, span_text
from detector.messages import Language, say
from detector.messages.amounts import lasting_in
from detector.messages.words import (
    cause_word,
    field_word,
    kind_word,
    severity_word,
    status_word,
)
from models.clock import parse_iso, show_iso, to_kst
from models.records import Cause, Claim, Incident, Kind, Status

#: A state is a word and a shape: colour alone says nothing to some, and nothing on paper.
SHAPES = {
    Status.SUSPECTED: "◇",
    Status.CONFIRMED: "◆",
    Status.RECOVERING: "◐",
    Status.RESOLVED: "○",
    Status.RETRACTED: "✕",
}
_MOST_DISSENT = 4


@dataclass(frozen=True, slots=True)
class Link:
    """An address, the host that it is of, and whether an official notice is there."""

    url: str
    host: str
    kind: str


@dataclass(frozen=True, slots=True)
class ToldFacts:
    """An incident in words."""

    id: str
    status: str  # the value, by which a format chooses colours
    state: str  # shape and word
    severity: str
    severity_word: str
    headline: str
    facts: tuple[tuple[str, str], ...]  # what each is about, and what is known of it
    links: tuple[Link, ...]


def tell(incident: Incident, language: Language) -> ToldFacts:
    """Return an incident in words."""
    return ToldFacts(
        id=incident.id,
        status=incident.status.value,
        state=f"{SHAPES[incident.status]} {status_word(incident.status, language)}",
        severity=incident.severity,
        severity_word=say(
            "digest.fact.severity", language, word=severity_word(incident.severity, language)
        ),
        headline=one_line(incident.headline),
        facts=tuple(_facts(incident, language)),
        links=tuple(_links(incident, language)),
    )


def _facts(incident: Incident, language: Language) -> Iterator[tuple[str, str]]:
    def label(name: str) -> str:
        return say(f"digest.fact.{name}", language)

    who = [part for part in (incident.provider_name, incident.region) if part]
    yield label("who"), one_line(" · ".join(who)) or say("digest.value.none", language)
    yield label("when"), span_text(incident, language)
    if incident.cause is not None:
        yield label("cause"), cause_word(incident.cause, language)
    if incident.affected:
        hit = tuple(one.name for one in incident.affected)
        told = names_text(hit, language)
        if len(hit) > 1:
            told = say("digest.hit.counted", language, names=told, count=len(hit))
        yield label("hit"), told
    yield label("notice"), _notice(incident, language)
    yield label("told_by"), _told_by(incident, language)
    if dissent := ", ".join(_dissent(incident, language)):
        yield label("dissent"), dissent


def _notice(incident: Incident, language: Language) -> str:
    delay = notice_delay(incident)
    if incident.official_notice_at is None or delay is None:
        return say("digest.fact.no_notice", language)
    begin, _ = activity(incident)
    at = moment_text(incident.official_notice_at, begin, language)
    return f"{at} · {delay_text(delay, language)}"


def _told_by(incident: Incident, language: Language) -> str:
    counts = [
        f"{kind_word(kind, language)} {incident.counts[kind]:,}"
        for kind in (Kind.NEWS, Kind.COMMUNITY, Kind.OFFICIAL)
        if incident.counts.get(kind)
    ]
    sure = say(
        "digest.fact.sure", language,
        confidence=min(incident.confidence, 0.99), count=incident.independent_sources,
    )  # fmt: skip
    return " · ".join([sure, *counts])


def _dissent(incident: Incident, language: Language) -> Iterator[str]:
    """Yield what some reports say otherwise than what is shown, with who says so."""
    others = [claim for claim in incident.claims if _differs(claim, incident)]
    for claim in others[:_MOST_DISSENT]:
        value = one_line(_claimed(claim, incident, language))
        yield f"{field_word(claim.field, language)} {value} ({one_line(claim.source)})"
    if len(others) > _MOST_DISSENT:
        yield say("digest.hit.others", language, count=len(others) - _MOST_DISSENT)


def _differs(claim: Claim, incident: Incident) -> bool:
    shown = {
        "started": show_iso(incident.started_at),
        "ended": show_iso(incident.ended_at),
        "duration": None if incident.duration_minutes is None else str(incident.duration_minutes),
        "cause": incident.cause.value if incident.cause else None,
    }
    times = {"started": incident.started_at, "ended": incident.ended_at}
    if claim.field in times and _is_vaguer(claim, times[claim.field]):
        return False
    is_said = claim.field in shown and claim.value != Cause.UNKNOWN.value
    return is_said and claim.value != shown[claim.field]


def _is_vaguer(claim: Claim, shown: datetime | None) -> bool:
    """Tell whether a claim names only the day of a time that is known more exactly."""
    try:
        at = to_kst(parse_iso(claim.value))
    except ValueError:
        return False
    return shown is not None and at.time() == time.min and to_kst(shown).date() == at.date()


def _claimed(claim: Claim, incident: Incident, language: Language) -> str:
    """Return a claim's value in words; as it stands where it is of no known form."""
    try:
        if claim.field in ("started", "ended"):
            beside = incident.started_at or incident.first_seen
            return moment_text(parse_iso(claim.value), beside, language)
        if claim.field == "duration":
            return lasting_in(language, timedelta(minutes=int(claim.value)))
        return cause_word(Cause(claim.value), language)
    except ValueError:
        return claim.value


def _links(incident: Incident, language: Language) -> Iterator[Link]:
    kinds = {source.url: source.kind for source in incident.evidence}
    for url in top_urls(incident):
        yield Link(url, _host(url), kind_word(kinds[url], language))


def _host(url: str) -> str:
    try:
        return (urlsplit(url).hostname or url).removeprefix("www.")
    except ValueError:  # an address that is none, like http://[
        return one_line(url)
