"""A place where a text names a provider or service."""

from __future__ import annotations

from dataclasses import dataclass

from detector.gazetteer import Entry


@dataclass(frozen=True, slots=True)
class Mention:
    """A place where a text names a provider or service: surface is text[start:end]."""

    start: int
    end: int
    surface: str
    entry: Entry


def fold(text: str) -> str:
    """Return text in lower case, character for character, so that offsets stay."""
    lowered = text.lower()
    if len(lowered) == len(text):
        return lowered
    return "".join(low if len(low := char.lower()) == 1 else char for char in text)
