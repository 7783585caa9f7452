"""Sentences about incidents, for feeds, text and titles."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from detector.messages import Language, say
from detector.messages.amounts import ago_in, going_on_in, lasting_in, time_in
from detector.messages.words import cause_word, status_word
from models.clock import parse_iso
from models.records import Cause, Precision, Status

_NAMED = 5


def moment(value: str | None) -> datetime | None:
    """Return the time that JSON holds."""
    return parse_iso(value) if value else None


def when(language: Language, value: str | None, precision: str | None = None) -> str:
    """Return a time of JSON for people, or a dash."""
    at = moment(value)
    return time_in(language, at, Precision(precision or "minute")) if at else "–"


def lasting(language: Language, minutes: float | None) -> str:
    """Return a length in minutes for people, or a dash."""
    return lasting_in(language, timedelta(minutes=int(minutes))) if minutes is not None else "–"


def age(language: Language, value: str | None, now: str) -> str:
    """Return how long ago a time of JSON is."""
    at, then = moment(value), moment(now)
    return ago_in(language, then - at) if at and then else "–"


def going_on(language: Language, value: str | None, now: str) -> str:
    """Return for how long something has gone on since a time of JSON."""
    at, then = moment(value), moment(now)
    return going_on_in(language, then - at) if at and then else "–"


def who(language: Language, incident: Mapping[str, Any]) -> str:
    """Return who failed, as far as is known."""
    provider = incident["provider"]
    if provider:
        return str(provider["name"])
    hits = incident["affected"]
    return str(hits[0]["name"]) if hits else say("page.words.nobody", language)


def span(language: Language, incident: Mapping[str, Any]) -> str:
    """Return from when to when, and for how long."""
    if not incident["started"]:
        seen = when(language, incident["first_seen"])
        return say("page.words.first_seen", language, at=seen)
    begun = when(language, incident["started"], incident["started_precision"])
    if incident["ended"]:
        ended = when(language, incident["ended"], incident["ended_precision"])
        text = f"{begun} – {ended}"
    else:
        text = say("page.words.since", language, at=begun)
    minutes = incident["duration_minutes"]
    return f"{text} ({lasting(language, minutes)})" if minutes is not None else text


def victims(language: Language, incident: Mapping[str, Any]) -> str:
    """Return whom it hit: some names, and how many they are."""
    names = [hit["name"] for hit in incident["affected"]]
    shown = ", ".join(names[:_NAMED])
    if len(names) <= _NAMED:
        return shown
    return say("page.words.and_others", language, names=shown, count=len(names))


def press_line(language: Language, incident: Mapping[str, Any]) -> str:
    """Return an incident in one line that can be passed on."""
    status = status_word(Status(incident["status"]), language)
    parts = [
        f"[{status}] "
        + say("page.press.head", language, who=who(language, incident))
        + f", {span(language, incident)}"
    ]
    if incident["affected"]:
        parts.append(say("page.press.affected", language, names=victims(language, incident)))
    if incident["cause"]:
        word = cause_word(Cause(incident["cause"]), language)
        parts.append(say("page.press.cause", language, cause=word))
    if incident["official_notice_at"]:
        notice = when(language, incident["official_notice_at"])
        parts.append(say("page.press.notice", language, at=notice))
    parts.append(
        say(
            "page.press.sure",
            language,
            sources=incident["independent_sources"],
            confidence=f"{incident['confidence']:.2f}",
        )
    )
    return ". ".join(parts) + "."
