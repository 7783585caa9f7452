"""Planned work as a calendar (RFC 5545)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC
from typing import Any

from detector.messages import say
from detector.page.record import Record
from models.clock import parse_iso
from models.text import normalize

MEDIA_TYPE = "text/calendar; charset=utf-8"
_MOST_OCTETS = 75


def as_calendar(content: Mapping[str, Any], record: Record) -> bytes:
    """Return the work that has a window, an event each; the rest no calendar can hold."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//meoktong//maintenance//KO",
        "CALSCALE:GREGORIAN",
        f"X-WR-CALNAME:{_text(say('page.maintenance.title', record.language))}",
    ]
    for work in content["maintenance"]:
        if work["begins"] and work["ends"]:
            lines += _event(work, record.settings.authority)
    lines.append("END:VCALENDAR")
    return "".join(_folded(line) for line in lines).encode("utf-8", "replace")


def _event(work: Mapping[str, Any], authority: str) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{_text(work['source'])}-{_text(work['document_id'])}@{authority}"
    yield f"DTSTAMP:{_utc(work['published'])}"
    yield f"DTSTART:{_utc(work['begins'])}"
    yield f"DTEND:{_utc(work['ends'])}"
    yield f"SUMMARY:{_text(work['title'])}"
    yield f"DESCRIPTION:{_text(work['quote'] or '')}"
    if str(work["url"]).startswith(("http://", "https://")):
        yield f"URL:{_uri(work['url'])}"
    yield "END:VEVENT"


def _utc(value: str) -> str:
    return parse_iso(value).astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")


def _text(value: str) -> str:
    plain = normalize(value)
    for sign, written in (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\n", "\\n")):
        plain = plain.replace(sign, written)
    return plain


def _uri(value: str) -> str:
    return "".join(normalize(value).split())


def _folded(line: str) -> str:
    """Return a line in pieces of 75 octets; none falls within a character."""
    pieces: list[str] = []
    piece = ""
    for sign in line:
        if len((piece + sign).encode()) > _MOST_OCTETS - (1 if pieces else 0):
            pieces.append(piece)
            piece = ""
        piece += sign
    return "\r\n ".join([*pieces, piece]) + "\r\n"
