"""Which articles other sources have already brought."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from crawler.parsers.addresses import without_tracking
from crawler.parsers.search.stories import StoryKey, near_keys, same_story_key
from models.database import Database
from models.records import Kind
from models.tables import DocumentRow, DocumentVersionRow


@dataclass(frozen=True, slots=True)
class KnownStories:
    """The articles that other sources brought in a span of time."""

    addresses: frozenset[str] = frozenset()
    keys: frozenset[StoryKey] = frozenset()

    def holds(self, title: str, url: str, publisher_url: str, at: datetime | None) -> bool:
        """Tell whether an article is one of them: by its address, or title, publisher and hour."""
        if without_tracking(url) in self.addresses:
            return True
        return at is not None and not self.keys.isdisjoint(near_keys(title, publisher_url, at))


def known_stories(
    database: Database, source: str, since: datetime, until: datetime
) -> KnownStories:
    """Return the articles of other sources than this one that appeared from since to until."""
    query = (
        select(DocumentRow.url, DocumentRow.published_at, DocumentVersionRow.title)
        .join(
            DocumentVersionRow,
            (DocumentVersionRow.document_id == DocumentRow.id)
            & (DocumentVersionRow.number == DocumentRow.version),
        )
        .where(
            DocumentRow.published_at.between(since, until),
            DocumentRow.kind == Kind.NEWS.value,
            DocumentRow.source != source,
            DocumentVersionRow.body != "",  # a title alone is worth reading the article for
        )
    )
    with database.reading() as session:
        rows = list(session.execute(query))
    return KnownStories(
        frozenset(without_tracking(url) for url, _, _ in rows),
        frozenset(same_story_key(title, url, at) for url, at, title in rows),
    )
