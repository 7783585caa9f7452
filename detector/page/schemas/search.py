"""What was found by words."""

from __future__ import annotations

from detector.page.schemas.incidents import Incident
from detector.page.schemas.shared import Envelope, Strict


class FoundDocument(Strict):
    """A document that holds the words."""

    document_id: str
    url: str
    source: str
    kind: str
    published: str
    title: str
    excerpt: str


class Search(Envelope):
    """What holds the words."""

    q: str
    incidents: list[Incident]
    documents: list[FoundDocument]
    documents_looked_through: int | None
    looked_back_to: str | None
    next: str | None
