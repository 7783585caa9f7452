"""Words in incidents, and in the documents that were collected."""

from __future__ import annotations

from typing import Any

from detector.messages import Language, say
from detector.messages.words import kind_word
from detector.page.answers import Answer, Entry, Table
from detector.page.cursors import read_cursor, write_cursor
from detector.page.incident_twins import incident_entries, incident_path
from detector.page.params import USUAL, Limit, Next, RecordOf, Words
from detector.page.words import press_line, when
from detector.views.as_json import incident_json
from detector.views.incident_filters import Wanted
from detector.views.listing import list_page
from detector.views.searching import SCANNED, DocumentPlace, document_json, find_in_documents
from models.clock import show_iso

_KIND = "documents"
_COLUMNS = ("type", "id", "title", "status_or_kind", "at", "source", "url", "excerpt")


def answer(record: RecordOf, q: Words = None, limit: Limit = USUAL, next: Next = None) -> Answer:
    """The incidents that all words stand in, and the documents, the newest first."""
    language = record.language
    words = (q or "").split()
    place = _place(next)
    with record.reading() as session:
        envelope = record.envelope(session, None)
        incidents = (
            list_page(session, Wanted(), words, limit, None)[0] if words and not place else []
        )
        documents, more = find_in_documents(session, words, limit, place) if words else ([], None)
    contents = [incident_json(one) for one in incidents]
    found = [document_json(one, words[0]) for one in documents]
    content = {
        **envelope,
        "q": " ".join(words),
        "incidents": contents,
        "documents": found,
        "documents_looked_through": SCANNED if more else None,
        "looked_back_to": show_iso(more.published_at) if more else None,
        "next": write_cursor(_KIND, more.published_at, more.row) if more else None,
    }
    title = say("page.search.title", language)
    return Answer(
        page="search",
        path="/search",
        title=f"{' '.join(words)} – {title}" if words else title,
        content=content,
        shown={"asked": {"q": " ".join(words)}},
        table=lambda: _table(contents, found),
        entries=lambda: incident_entries(incidents, contents, language),
        lines=lambda: [
            *(press_line(language, one) for one in contents),
            "",
            *(_line(one, language) for one in found),
        ],
    )


def _place(word: str | None) -> DocumentPlace | None:
    if not word:
        return None
    at, row = read_cursor(_KIND, word)
    return DocumentPlace(at, int(row)) if str(row).isdecimal() else None


def _table(incidents: list[dict[str, Any]], documents: list[dict[str, Any]]) -> Table:
    rows: list[list[Any]] = [
        ["incident", one["id"], one["headline"], one["status"], one["started"] or one["first_seen"],
         None, incident_path(one["id"]), None]
        for one in incidents
    ]  # fmt: skip
    rows += [
        ["document", one["document_id"], one["title"], one["kind"], one["published"],
         one["source"], one["url"], one["excerpt"]]
        for one in documents
    ]  # fmt: skip
    return Table(_COLUMNS, rows)


def _line(one: dict[str, Any], language: Language) -> str:
    from models.records import Kind

    kind = kind_word(Kind(one["kind"]), language)
    return f"{kind}  {when(language, one['published'])}  {one['source']}  {one['title']}"


__all__ = ["Entry", "answer"]
