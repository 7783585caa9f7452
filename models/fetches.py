"""By what a source's page can be asked again: the validators that its last answer gave."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from models.collecting_tables import FetchRow

LONGEST_URL = 2_000  # what the column takes
# Real ones have under 100 characters; whoever sends more wants to see what becomes of them.
LONGEST_VALIDATOR = 500


@dataclass(frozen=True, slots=True)
class Validators:
    """What an answer can be named by, word for word (RFC 9110, section 8.8)."""

    etag: str | None = None
    last_modified: str | None = None


def usable_validators(etag: str | None, last_modified: str | None) -> Validators | None:
    """Return those of the two that can be stored and sent back; None where there is none."""
    found = Validators(_usable(etag), _usable(last_modified))
    return found if found.etag or found.last_modified else None


def _usable(value: str | None) -> str | None:
    value = (value or "").strip()
    if not value or len(value) > LONGEST_VALIDATOR:
        return None
    # A line end in it would write a header of its own into our next request.
    return value if value.isascii() and value.isprintable() else None


def find_validators(
    session: Session, sources: Collection[str], since: datetime
) -> dict[tuple[str, str], Validators]:
    """Return the sources' validators of answers no older than since, by source and URL."""
    query = select(FetchRow).where(FetchRow.source_id.in_(sources), FetchRow.fetched_at >= since)
    return {
        (row.source_id, row.url): Validators(row.etag, row.last_modified)
        for row in session.scalars(query)
    }


def store_validators(
    session: Session, source: str, answers: Mapping[str, Validators | None], fetched_at: datetime
) -> None:
    """Store what the source's pages answered with, by URL; None forgets a page's."""
    for url, validators in answers.items():
        if len(url) > LONGEST_URL:
            continue
        if validators is None:
            session.execute(
                delete(FetchRow).where(FetchRow.source_id == source, FetchRow.url == url)
            )
            continue
        session.merge(
            FetchRow(
                source_id=source,
                url=url,
                etag=validators.etag,
                last_modified=validators.last_modified,
                fetched_at=fetched_at,
            )
        )
