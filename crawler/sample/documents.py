"""The documents that the sample site shows, read from content/*.jsonl."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

from models.clock import KST, to_utc
from models.errors import ImportLineError
from models.records import Kind

CONTENT = Path(__file__).parent / "content"

#: Topics of documents that are not about an outage begin with one of these.
HARD, PLAIN = "hard/", "plain/"


@dataclass(frozen=True, slots=True)
class SampleDocument:
    """One made-up article, post or notice, with what it is about."""

    id: str  # site key, a hyphen, a number that grows with time
    site: str  # key of its publisher in crawler.sample.publishers
    kind: Kind
    published: datetime  # aware, UTC
    title: str
    text: str
    topic: str  # an outage's key, else "hard/…" or "plain/…"
    modified: datetime | None = None  # aware, UTC; only of articles that were edited

    @property
    def number(self) -> int:
        """The number in the id, as boards count their posts."""
        return int(self.id.rpartition("-")[2])

    @property
    def is_ordinary(self) -> bool:
        """Whether the document reports no outage and no outage's aftermath."""
        return self.topic.startswith((HARD, PLAIN))

    @property
    def is_hard(self) -> bool:
        """Whether the document is ordinary, yet speaks in an outage's words or names."""
        return self.topic.startswith(HARD)


@cache
def load_documents() -> tuple[SampleDocument, ...]:
    """Return every sample document, oldest first."""
    documents = [
        _read_line(line, path.name, number)
        for path in sorted(CONTENT.glob("*.jsonl"))
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
    ]
    return tuple(sorted(documents, key=lambda document: (document.published, document.id)))


def documents_of(site: str) -> list[SampleDocument]:
    """Return the documents of one publisher, newest first."""
    return [document for document in reversed(load_documents()) if document.site == site]


def _read_line(line: str, file: str, number: int) -> SampleDocument:
    try:
        fields: dict[str, Any] = json.loads(line)
        modified = fields.pop("modified", None)
        document = SampleDocument(
            id=fields.pop("id"),
            site=fields.pop("site"),
            kind=Kind(fields.pop("kind")),
            published=_read_time(fields.pop("published")),
            title=fields.pop("title"),
            text=fields.pop("text"),
            topic=fields.pop("topic"),
            modified=_read_time(modified) if modified else None,
        )
    except (KeyError, ValueError) as problem:
        raise ImportLineError(file, number, f"cannot be read: {problem!r}") from problem
    if fields:
        raise ImportLineError(file, number, f"unknown keys {sorted(fields)}")
    return document


def _read_time(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=KST)
    return to_utc(moment)
