"""Words for what records hold: a state, a label, a cause, in the reader's language."""

from __future__ import annotations

from detector.messages.saying import say
from models.language import Language
from models.records import Cause, Kind, Label, Status


def status_word(status: Status, language: Language) -> str:
    """Return the word for a state: 의심, 확인, 복구 중, 복구, 오보."""
    return say(f"words.status.{status.value}", language)


def label_word(label: Label, language: Language) -> str:
    """Return the word for what a document is about: 장애, 복구, 점검."""
    return say(f"words.label.{label.value}", language)


def kind_word(kind: Kind, language: Language) -> str:
    """Return the word for who wrote a document: 뉴스, 커뮤니티, 공지."""
    return say(f"words.kind.{kind.value}", language)


def severity_word(severity: str, language: Language) -> str:
    """Return the word for how large an incident is: 작음, 큼, 매우 큼."""
    return say(f"words.severity.{severity}", language)


def cause_word(cause: Cause | None, language: Language) -> str:
    """Return the word for a cause; that of an unknown one for none."""
    return say(f"words.cause.{(cause or Cause.UNKNOWN).value}", language)


def source_word(state: str, language: Language) -> str:
    """Return the word for the health of a source: 정상, 늦음, 고장, 막힘, 모름."""
    return say(f"words.source.{state}", language)


def field_word(field: str, language: Language) -> str:
    """Return the word for what a claim is about: 시작, 원인."""
    return say(f"words.field.{field}", language)
