"""A step of an incident in words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from detector.messages import Language, say
from detector.messages.reader_words import said_text
from detector.messages.words import cause_word, field_word
from detector.page.words import lasting, when
from detector.views.reader_json import SaidOften
from models.records import Cause

#: A claim at midnight is one that states the day only.
_MIDNIGHT = "T00:00:00"


def claimed(language: Language, field: str, value: Any) -> str:
    """Return a claimed value in words."""
    if field in ("started", "ended"):
        return when(language, str(value), "day" if _MIDNIGHT in str(value) else None)
    if field == "duration":
        return lasting(language, int(value))
    return cause_word(Cause(value), language) if field == "cause" else str(value)


def step_text(language: Language, step: Mapping[str, Any]) -> str:
    """Return what a step says, without its time."""
    if step["kind"] == "claim":
        word = field_word(step["field"], language)
        return say(
            "page.step.claim",
            language,
            field=word,
            value=claimed(language, step["field"], step["value"]),
        )
    if step["kind"] == "affected":
        return say("page.step.affected", language, name=step["value"])
    return say(f"page.step.{step['kind']}", language)


def said_line(language: Language, said: SaidOften) -> str:
    """Return what readers said alike on one line."""
    often = say("page.readers.often", language, count=said.count, at=when(language, said.last))
    return f"{said_text(said.says, said.about, said.name, language)} ({often})"


def step_line(language: Language, step: Mapping[str, Any]) -> str:
    """Return a step on one line."""
    source = f" ({step['source']})" if step["source"] else ""
    return f"{when(language, step['at'], step['precision'])}  {step_text(language, step)}{source}"
