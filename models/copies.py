"""Keeps which documents are near-copies of which, and the bands by which copies are found."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session, aliased

from models.collecting_tables import TextBandRow
from models.pages import in_pages
from models.tables import DocumentRow


def replace_bands(session: Session, bands: Mapping[int, tuple[datetime, Sequence[str]]]) -> None:
    """Store each document's time of publication and bands in place of those it had."""
    session.execute(delete(TextBandRow).where(TextBandRow.document_id.in_(list(bands))))
    session.add_all(
        TextBandRow(document_id=row, band=band, published_at=published)
        for row, (published, own) in bands.items()
        for band in own
    )
    session.flush()


def sharing_a_band(session: Session, rows: Iterable[int], within: timedelta) -> dict[int, set[int]]:
    """Return for each document those that share a band and were published so near to it."""
    mine, other = aliased(TextBandRow), aliased(TextBandRow)
    found: dict[int, set[int]] = defaultdict(set)
    for page in in_pages(rows):
        pairs = session.execute(
            select(mine.document_id, mine.published_at, other.document_id, other.published_at)
            .join(other, (other.band == mine.band) & (other.document_id != mine.document_id))
            .where(mine.document_id.in_(page))
            .distinct()
        )
        for row, at, candidate, candidate_at in pairs:
            if abs(at - candidate_at) <= within:
                found[row].add(candidate)
    return found


def copies_of(session: Session, rows: Iterable[int]) -> set[int]:
    """Return these documents and all that are linked with them as copies of one text."""
    found = set(rows)
    own = select(DocumentRow.origin_id).where(DocumentRow.id.in_(found))
    origins = found | {origin for origin in session.scalars(own) if origin is not None}
    linked = session.scalars(select(DocumentRow.id).where(DocumentRow.origin_id.in_(origins)))
    return origins | set(linked)


def set_origins(session: Session, origins: Mapping[int, int | None]) -> set[int]:
    """Store whose copy each document is (None: nobody's); return those for which that is new."""
    query = select(DocumentRow.id, DocumentRow.origin_id).where(DocumentRow.id.in_(list(origins)))
    known = {found.id: found.origin_id for found in session.execute(query)}
    changed = {row for row, origin in known.items() if origin != origins[row]}
    for row in changed:
        session.execute(
            update(DocumentRow).where(DocumentRow.id == row).values(origin_id=origins[row])
        )
    return changed
