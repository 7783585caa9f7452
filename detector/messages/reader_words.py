"""What a reader said, in words."""

from __future__ import annotations

from detector.messages.saying import say
from models.language import Language


def said_text(says: str, about: str, name: str | None, language: Language) -> str:
    """Return what was said of an incident: 틀림: 시작, 겪지 않음: 쿠팡."""
    what = wrong_word(about, language) if says == "wrong" else name or about
    return say(f"words.reader.{says}", language, name=what)


def wrong_word(about: str, language: Language) -> str:
    """Return the word for what is wrong of an incident."""
    return say(f"words.wrong.{about}", language)


def verdict_word(verdict: str, language: Language) -> str:
    """Return the word for what a person made of it."""
    return say(f"words.verdict.{verdict}", language)
