"""Finds words in incidents and in documents, the newest documents first and so many at a time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session

from models.clock import show_iso
from models.documents import find_documents
from models.records import StoredDocument
from models.tables import DocumentRow, DocumentVersionRow

#: Documents that one look goes through: some hundredths of a second.
SCANNED = 5000
_AROUND = 40


@dataclass(frozen=True, slots=True)
class DocumentPlace:
    """The document that a look ended at: the next one begins after it."""

    published_at: datetime
    row: int


def find_in_documents(
    session: Session, words: Sequence[str], limit: int, after: DocumentPlace | None
) -> tuple[list[StoredDocument], DocumentPlace | None]:
    """Return the documents that hold all words, newest first, and where to go on looking.

    A look goes through so many documents; it may find none and still have a place to go on.
    """
    scanned = _newest(session, after)
    if not scanned:
        return [], None
    rows = [row for _, row in scanned]
    text = DocumentVersionRow
    conditions = [
        or_(text.title.icontains(word, autoescape=True), text.body.icontains(word, autoescape=True))
        for word in words
    ]
    newest = and_(text.document_id == DocumentRow.id, text.number == DocumentRow.version)
    at = DocumentRow.published_at
    query = (
        select(DocumentRow.id, at)
        .join(text, newest)
        .where(at <= scanned[0][0], at >= scanned[-1][0], *conditions)
        .order_by(at.desc(), DocumentRow.id)
    )
    if after is not None:
        query = query.where(_is_after(after))
    hits = [
        (row, when) for row, when in session.execute(query.limit(limit + 1)) if row in set(rows)
    ]
    found = {one.row: one for one in find_documents(session, [row for row, _ in hits[:limit]])}
    page = [found[row] for row, _ in hits[:limit]]
    if len(hits) > limit:
        row, when = hits[limit - 1]
        return page, DocumentPlace(when, row)
    last = scanned[-1]
    return page, DocumentPlace(*last) if len(scanned) == SCANNED else None


def document_json(stored: StoredDocument, word: str) -> dict[str, Any]:
    """Return a found document with the text around the word."""
    document = stored.document
    return {
        "document_id": document.external_id,
        "url": document.url,
        "source": document.source,
        "kind": document.kind.value,
        "published": show_iso(document.published_at),
        "title": document.title,
        "excerpt": excerpt_of(document.body, word),
    }


def excerpt_of(text: str, word: str) -> str:
    """Return the text around a word on one line, or its beginning where the word is not in it."""
    at = max(text.casefold().find(word.casefold()), 0)
    begin, end = max(at - _AROUND, 0), min(at + len(word) + _AROUND, len(text))
    piece = " ".join(text[begin:end].split())
    return f"{'…' if begin else ''}{piece}{'…' if end < len(text) else ''}"


def _newest(session: Session, after: DocumentPlace | None) -> list[tuple[datetime, int]]:
    query = select(DocumentRow.published_at, DocumentRow.id)
    if after is not None:
        query = query.where(_is_after(after))
    ordered = query.order_by(DocumentRow.published_at.desc(), DocumentRow.id).limit(SCANNED)
    return [(at, row) for at, row in session.execute(ordered)]


def _is_after(place: DocumentPlace) -> Any:
    at = DocumentRow.published_at
    return and_(at <= place.published_at, or_(at < place.published_at, DocumentRow.id > place.row))
