"""Planned work: what was announced, and when."""

from __future__ import annotations

from typing import Any

from detector.messages import Language, say
from detector.page.answers import Answer, Entry, Table
from detector.page.params import AsOf, RecordOf, asked_time
from detector.page.words import when
from models.clock import parse_iso

_COLUMNS = ("begins", "ends", "title", "services", "source", "url", "published", "quote")


def answer(record: RecordOf, as_of: AsOf = None) -> Answer:
    """The work that is announced and not long over, the next first."""
    language = record.language
    with record.reading() as session:
        envelope = record.envelope(session, as_of)
        found = record.work(session, as_of)
    content = {**envelope, "maintenance": found}
    return Answer(
        page="maintenance",
        path="/maintenance",
        title=say("page.maintenance.title", language),
        content=content,
        shown={"asked": {"as_of": asked_time(as_of)}},
        table=lambda: Table(_COLUMNS, [_row(one) for one in found]),
        entries=lambda: [_entry(one, language) for one in found],
        lines=lambda: [_line(one, language) for one in found],
    )


def _row(one: dict[str, Any]) -> list[Any]:
    names = [service["name"] for service in one["services"]]
    return [names if name == "services" else one[name] for name in _COLUMNS]


def _line(one: dict[str, Any], language: Language) -> str:
    begins = when(language, one["begins"])
    window = f"{begins} – {when(language, one['ends'])}" if one["begins"] else begins
    return f"{window}  {one['title']} ({one['source']})"


def _entry(one: dict[str, Any], language: Language) -> Entry:
    at = parse_iso(one["published"])
    return Entry(
        key=f"maintenance/{one['source']}/{one['document_id']}",
        title=one["title"],
        path="/maintenance",
        published=at,
        updated=at,
        lines=[_line(one, language)],
        category="maintenance",
    )
