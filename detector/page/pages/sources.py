"""How each source is: what we see, and what we do not."""

from __future__ import annotations

from typing import Any

from detector.messages import Language, say
from detector.messages.words import source_word
from detector.page.answers import Answer, Entry, Table
from detector.page.params import AsOf, RecordOf, asked_time
from detector.views.source_json import source_json
from detector.views.source_looks import look
from models.clock import parse_iso
from models.health import source_histories

_COLUMNS = (
    "id", "name", "kind", "state", "why", "enabled", "last_crawl_at", "last_success_at",
    "last_new_document_at", "documents_24h", "least_documents_a_day", "interval_minutes", "failures",
)  # fmt: skip
_TROUBLES = ("broken", "blocked", "late")


def answer(record: RecordOf, as_of: AsOf = None) -> Answer:
    """Every source with its state, those to look at first."""
    language = record.language
    at = record.at(as_of)
    with record.reading() as session:
        envelope = record.envelope(session, as_of)
        views = look(record.catalogue, source_histories(session, at), at)
    found = [source_json(view, None, language) for view in views]
    content = {**envelope, "list": found}
    return Answer(
        page="sources",
        path="/sources",
        title=say("page.sources.title", language),
        content=content,
        shown={"asked": {"as_of": asked_time(as_of)}},
        table=lambda: Table(_COLUMNS, [[one[name] for name in _COLUMNS] for one in found]),
        entries=lambda: [_entry(one, language) for one in found if _is_trouble(one)],
        lines=lambda: [_line(one, language) for one in found],
    )


def _is_trouble(one: dict[str, Any]) -> bool:
    return one["state"] in _TROUBLES and one["last_crawl_at"] is not None


def _line(one: dict[str, Any], language: Language) -> str:
    why = f": {one['why']}" if one["why"] else ""
    return f"{source_word(one['state'], language)}  {one['id']}  {one['name'] or ''}{why}"


def _entry(one: dict[str, Any], language: Language) -> Entry:
    since = parse_iso(one["last_success_at"] or one["last_crawl_at"])
    return Entry(
        key=f"source/{one['id']}",
        title=_line(one, language),
        path="/sources",
        published=since,
        updated=since,
        lines=[one["why"] or ""],
        category=one["state"],
    )
