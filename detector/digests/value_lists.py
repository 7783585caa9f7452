"""The words that a column of the digest may hold, each with what it means."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from detector.digests.rows import BLIND_SPOT, REVIEWED
from detector.digests.wording import row_status_word
from detector.messages import Language, say
from detector.messages.words import cause_word, severity_word
from models.records import Cause, Status


def values_of(column: str, language: Language) -> str:
    """Return the words of a column on one line; "" where it holds anything."""
    words = _WORDS.get(column)
    if words is None:
        return ""
    return ", ".join(f"{value} {meaning}" for value, meaning in words(language))


def _statuses(language: Language) -> Iterator[tuple[str, str]]:
    for status in (*(one.value for one in Status), BLIND_SPOT, REVIEWED):
        yield status, row_status_word(status, language)


def _causes(language: Language) -> Iterator[tuple[str, str]]:
    for cause in Cause:
        yield cause.value, cause_word(cause, language)


def _severities(language: Language) -> Iterator[tuple[str, str]]:
    for severity in ("minor", "major", "critical"):
        yield severity, severity_word(severity, language)


def _flags(language: Language) -> Iterator[tuple[str, str]]:
    yield "true", say("digest.value.going_on", language)
    yield "false", say("digest.value.over", language)


_WORDS: Mapping[str, Callable[[Language], Iterator[tuple[str, str]]]] = {
    "status": _statuses,
    "cause": _causes,
    "severity": _severities,
    "ongoing": _flags,
}
