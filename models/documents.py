"""Keeps documents and their versions, and says which ones nobody has read yet."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Select, func, insert, or_, select, update
from sqlalchemy.orm import Session

from models.database import Database
from models.pages import in_pages
from models.records import Document, Kind, StoredCounts, StoredDocument
from models.tables import DocumentRow, DocumentVersionRow

#: Documents a transaction; SQLite takes 32,766 variables a statement and a key has two.
BATCH = 500
_Key = tuple[str, str]  # source and external id


def store_documents(database: Database, documents: Sequence[Document]) -> StoredCounts:
    """Store documents, each once: a known text is kept, a changed one is a new, unread version.

    The row's fetched_at is when its page was last read; one read since it was gone is back.
    Returns how many were new (also by source), changed and unchanged. Raises StorageError.
    """
    counts = StoredCounts()
    for begin in range(0, len(documents), BATCH):
        with database.writing() as session:
            counts += _store_batch(session, documents[begin : begin + BATCH])
    return counts


def unread_documents(session: Session, limit: int) -> list[StoredDocument]:
    """Return up to limit documents whose newest text has no report, oldest publication first."""
    query = _with_text().where(DocumentRow.unread).limit(limit)
    return _stored(session, query.order_by(DocumentRow.published_at, DocumentRow.id))


def find_documents(session: Session, rows: Iterable[int]) -> list[StoredDocument]:
    """Return the documents of these rows with their newest texts, in order of row."""
    found: list[StoredDocument] = []
    for page in in_pages(rows):
        query = _with_text().where(DocumentRow.id.in_(page))
        found += _stored(session, query.order_by(DocumentRow.id))
    return found


def count_unread(session: Session) -> int:
    """Return how many documents wait to be read."""
    query = select(func.count()).select_from(DocumentRow).where(DocumentRow.unread)
    return session.scalar(query) or 0


def first_published(session: Session) -> datetime | None:
    """Return when the oldest document was published, or None where there is none."""
    return session.scalar(select(func.min(DocumentRow.published_at)))


def count_documents(session: Session) -> int:
    """Return how many documents there are."""
    return session.scalar(select(func.count()).select_from(DocumentRow)) or 0


def mark_all_unread(database: Database) -> int:
    """Have every document read again; return how many."""
    with database.writing() as session:
        session.execute(update(DocumentRow).values(unread=True))
        return count_documents(session)


def mark_gone(
    database: Database, source: str, external_ids: Iterable[str], found_at: datetime
) -> int:
    """Note that the documents' pages were found deleted; the documents stay.

    Returns how many were not known to be gone. Ids that are not stored change nothing.
    Raises StorageError.
    """
    marked = 0
    for page in in_pages(external_ids):
        with database.writing() as session:
            found = session.scalars(
                update(DocumentRow)
                .where(
                    DocumentRow.source == source,
                    DocumentRow.external_id.in_(page),
                    DocumentRow.gone_at.is_(None),
                )
                .values(gone_at=found_at)
                .returning(DocumentRow.id)
                .execution_options(synchronize_session=False)
            )
            marked += len(found.all())
    return marked


def text_digest(document: Document) -> str:
    """Return the SHA-256 of the stored text; two documents of one text have one digest."""
    return hashlib.sha256(document.text.encode()).hexdigest()


@dataclass(slots=True)
class _State:
    """What the database has of a document, or will have at the end of the transaction."""

    row: int | None  # None until the document is inserted
    version: int
    digest: str
    fetched_at: datetime
    gone_at: datetime | None
    newest: Document | None = None  # the document whose text is new, None where none is
    read_again: bool = False  # its page was read later than the database knew

    def read(self, document: Document) -> None:
        """Take note that the page was read, and so was there."""
        if document.fetched_at > self.fetched_at:
            self.fetched_at, self.read_again = document.fetched_at, True
        if self.gone_at and document.fetched_at > self.gone_at:
            self.gone_at, self.read_again = None, True


def _store_batch(session: Session, documents: Sequence[Document]) -> StoredCounts:
    """Compare the documents with what is stored, then write all rows of a table at once."""
    states = _known(session, documents)
    firsts: dict[_Key, Document] = {}
    texts: list[tuple[_Key, int, str, Document]] = []
    changed = 0
    for document in documents:
        key, digest = (document.source, document.external_id), text_digest(document)
        state = states.get(key)
        if state is None:
            firsts[key] = document
            state = states[key] = _State(None, 0, "", document.fetched_at, None)
        if state.digest != digest:
            changed += key not in firsts or state.version > 0
            state.version, state.digest, state.newest = state.version + 1, digest, document
            texts.append((key, state.version, digest, document))
        state.read(document)
    _insert(session, firsts, states)
    _update(session, documents, firsts, states)
    if texts:
        values = [
            _text_values(states[key].row, number, digest, document)
            for key, number, digest, document in texts
        ]
        session.execute(insert(DocumentVersionRow), values)
    unchanged = len(documents) - len(firsts) - changed
    return StoredCounts(len(firsts), changed, unchanged, Counter(source for source, _ in firsts))


def _known(session: Session, documents: Sequence[Document]) -> dict[_Key, _State]:
    query = (
        select(
            DocumentRow.source,
            DocumentRow.external_id,
            DocumentRow.id,
            DocumentRow.version,
            DocumentVersionRow.digest,
            DocumentRow.fetched_at,
            DocumentRow.gone_at,
        )
        .join(
            DocumentVersionRow,
            (DocumentVersionRow.document_id == DocumentRow.id)
            & (DocumentVersionRow.number == DocumentRow.version),
        )
        .where(_named((document.source, document.external_id) for document in documents))
    )
    return {
        (row.source, row.external_id): _State(
            row.id, row.version, row.digest, row.fetched_at, row.gone_at
        )
        for row in session.execute(query)
    }


def _named(keys: Iterable[_Key]) -> ColumnElement[bool]:
    """Return the condition that a document is one of those that the keys name."""
    by_source: dict[str, set[str]] = {}
    for source, number in keys:
        by_source.setdefault(source, set()).add(number)
    return or_(
        *(
            (DocumentRow.source == source) & DocumentRow.external_id.in_(sorted(numbers))
            for source, numbers in sorted(by_source.items())
        )
    )


def _insert(session: Session, firsts: dict[_Key, Document], states: dict[_Key, _State]) -> None:
    if not firsts:
        return
    values = []
    for key, first in firsts.items():
        state = states[key]
        newest = state.newest or first
        values.append(
            {
                "source": first.source,
                "external_id": first.external_id,
                "url": newest.url,
                "kind": first.kind.value,
                "published_at": first.published_at,
                "fetched_at": state.fetched_at,
                "version": state.version,
                "unread": True,
                "extra": newest.extra,
            }
        )
    columns = (DocumentRow.source, DocumentRow.external_id, DocumentRow.id)
    # One statement for many rows (SQLAlchemy's insertmanyvalues), where adding objects waits for
    # each row's id in turn on PostgreSQL.
    for source, number, row in session.execute(insert(DocumentRow).returning(*columns), values):
        states[source, number].row = row


def _update(
    session: Session,
    documents: Sequence[Document],
    firsts: dict[_Key, Document],
    states: dict[_Key, _State],
) -> None:
    """Write what became of the documents that were there before."""
    met = {(document.source, document.external_id) for document in documents}
    known = [states[key] for key in met if key not in firsts]
    changed = [
        {
            "id": state.row,
            "version": state.version,
            "unread": True,
            "url": state.newest.url,
            "extra": state.newest.extra,
            "fetched_at": state.fetched_at,
            "gone_at": state.gone_at,
        }
        for state in known
        if state.newest
    ]
    same = [
        {"id": state.row, "fetched_at": state.fetched_at, "gone_at": state.gone_at}
        for state in known
        if state.read_again and not state.newest
    ]
    for values in (changed, same):
        if values:
            session.execute(update(DocumentRow), values)


def _text_values(
    row: int | None, number: int, digest: str, document: Document
) -> dict[str, object]:
    return {
        "document_id": row,
        "number": number,
        "fetched_at": document.fetched_at,
        "digest": digest,
        "title": document.title,
        "body": document.body,
    }


def _with_text() -> Select[DocumentRow, DocumentVersionRow]:
    return select(DocumentRow, DocumentVersionRow).join(
        DocumentVersionRow,
        (DocumentVersionRow.document_id == DocumentRow.id)
        & (DocumentVersionRow.number == DocumentRow.version),
    )


def _stored(
    session: Session, query: Select[DocumentRow, DocumentVersionRow]
) -> list[StoredDocument]:
    return [
        StoredDocument(
            row=row.id,
            version=version.number,
            document=Document(
                source=row.source,
                external_id=row.external_id,
                url=row.url,
                kind=Kind(row.kind),
                published_at=row.published_at,
                title=version.title,
                body=version.body,
                fetched_at=version.fetched_at,
                extra=row.extra,
            ),
        )
        for row, version in session.execute(query)
    ]
