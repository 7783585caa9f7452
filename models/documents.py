"""Keeps documents and their versions, and says which ones nobody has read yet."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence

from sqlalchemy import Select, func, select, tuple_, update
from sqlalchemy.orm import Session

from models.database import Database
from models.records import Document, Kind, StoredCounts, StoredDocument
from models.tables import DocumentRow, DocumentVersionRow

#: Documents a transaction; SQLite takes 32,766 variables a statement and a key has two.
BATCH = 500


def store_documents(database: Database, documents: Sequence[Document]) -> StoredCounts:
    """Store documents, each once: a known text changes nothing, a changed one is a new version.

    Returns how many were new, changed and unchanged. Raises StorageError.
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
    wanted = sorted(set(rows))
    found: list[StoredDocument] = []
    for begin in range(0, len(wanted), BATCH):
        page = DocumentRow.id.in_(wanted[begin : begin + BATCH])
        found += _stored(session, _with_text().where(page).order_by(DocumentRow.id))
    return found


def count_unread(session: Session) -> int:
    """Return how many documents wait to be read."""
    query = select(func.count()).select_from(DocumentRow).where(DocumentRow.unread)
    return session.scalar(query) or 0


def count_documents(session: Session) -> int:
    """Return how many documents there are."""
    return session.scalar(select(func.count()).select_from(DocumentRow)) or 0


def mark_all_unread(database: Database) -> int:
    """Have every document read again; return how many."""
    with database.writing() as session:
        session.execute(update(DocumentRow).values(unread=True))
        return count_documents(session)


def text_digest(document: Document) -> str:
    """Return the SHA-256 of the stored text; two documents of one text have one digest."""
    return hashlib.sha256(document.text.encode()).hexdigest()


def _store_batch(session: Session, documents: Sequence[Document]) -> StoredCounts:
    known = _known(session, documents)
    new = changed = 0
    for document in documents:
        key = (document.source, document.external_id)
        digest = text_digest(document)
        if key not in known:
            known[key] = (_insert(session, document, digest), digest)
            new += 1
        elif known[key][1] != digest:
            known[key] = (_add_version(session, known[key][0], document, digest), digest)
            changed += 1
    return StoredCounts(new, changed, len(documents) - new - changed)


def _known(
    session: Session, documents: Sequence[Document]
) -> dict[tuple[str, str], tuple[DocumentRow, str]]:
    keys = {(document.source, document.external_id) for document in documents}
    query = (
        select(DocumentRow, DocumentVersionRow.digest)
        .join(
            DocumentVersionRow,
            (DocumentVersionRow.document_id == DocumentRow.id)
            & (DocumentVersionRow.number == DocumentRow.version),
        )
        .where(tuple_(DocumentRow.source, DocumentRow.external_id).in_(keys))
    )
    return {(row.source, row.external_id): (row, digest) for row, digest in session.execute(query)}


def _insert(session: Session, document: Document, digest: str) -> DocumentRow:
    row = DocumentRow(
        source=document.source,
        external_id=document.external_id,
        url=document.url,
        kind=document.kind.value,
        published_at=document.published_at,
        fetched_at=document.fetched_at,
        version=1,
        unread=True,
        extra=document.extra,
    )
    session.add(row)
    session.flush()
    _add_text(session, row, document, digest)
    return row


def _add_version(
    session: Session, row: DocumentRow, document: Document, digest: str
) -> DocumentRow:
    row.version += 1
    row.unread = True
    row.url = document.url
    row.extra = document.extra
    _add_text(session, row, document, digest)
    return row


def _add_text(session: Session, row: DocumentRow, document: Document, digest: str) -> None:
    session.add(
        DocumentVersionRow(
            document_id=row.id,
            number=row.version,
            fetched_at=document.fetched_at,
            digest=digest,
            title=document.title,
            body=document.body,
        )
    )


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
