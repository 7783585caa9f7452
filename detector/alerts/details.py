"""All that a message holds beyond its short text, a line a subject, for channels with room."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from detector.alerts.due import Reason
from detector.alerts.text import calm, hit
from detector.korean import clock_of
from detector.messages import Language, say
from detector.messages.amounts import time_in
from detector.messages.words import cause_word, status_word
from models.clock import parse_iso
from models.records import Cause, Status


def details(content: Mapping[str, Any], language: Language, now: datetime) -> list[tuple[str, str]]:
    """Return pairs of a subject and what there is to say of it."""
    if Reason(content["reason"]) is Reason.SUMMARY:
        return [pair for item in content["items"] for pair in _of_item(item, language, now)]
    return _of_incident(content, language, now) if "incident" in content else []


def _of_item(item: Mapping[str, Any], language: Language, now: datetime) -> list[tuple[str, str]]:
    """Return a held message in one line: what it was, whom it hit, when it came to that."""
    if "incident" not in item:
        return []
    facts = item["incident"]
    steps = _steps(item, language, now)
    names = ", ".join(calm(one["name"]) for one in hit(item))
    said = " · ".join(part for part in (steps, names, item.get("link")) if part)
    return [(calm(str(facts["headline"])), said)]


def _of_incident(
    content: Mapping[str, Any], language: Language, now: datetime
) -> list[tuple[str, str]]:
    facts = content["incident"]
    everyone = [calm(one["name"]) for one in hit(content)]
    cause = cause_word(Cause(facts["cause"]), language) if facts["cause"] else None
    notice = facts["official_notice_at"]
    pairs = [
        ("headline", calm(facts["headline"])),
        ("hit", ", ".join(everyone)),
        ("dependants", ", ".join(calm(one["name"]) for one in content["dependants"])),
        ("others", ", ".join(calm(one["name"]) for one in content.get("others", ()))),
        ("course", _steps(content, language, now)),
        ("cause", cause),
        ("region", calm(facts["region"] or "")),
        ("notice", _clock(notice, language, now) if notice else None),
    ]
    return [
        (say(f"alerts.details.{key}", language, count=len(everyone)), value)
        for key, value in pairs
        if value
    ]


def _steps(content: Mapping[str, Any], language: Language, now: datetime) -> str:
    return " → ".join(
        f"{_clock(step['at'], language, now)} {status_word(Status(step['status']), language)}"
        for step in content["steps"]
    )


def _clock(moment: str, language: Language, now: datetime) -> str:
    at = parse_iso(moment)
    return clock_of(at, now) if language is Language.KO else time_in(language, at)
