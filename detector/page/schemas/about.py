"""What the program says of itself."""

from __future__ import annotations

from detector.page.schemas.shared import Envelope, Strict


class Reviewed(Strict):
    """Of the reports that people judged, how many were right."""

    chosen_by: str
    kind: str | None
    judged: int
    right: int
    low: float
    high: float


class Held(Strict):
    """The size of the record."""

    incidents: dict[str, int]
    documents: int
    first_document_at: str | None
    last_document_at: str | None
    reviewed: list[Reviewed]


class Text(Strict):
    """A part of what the page says of itself."""

    key: str
    heading: str
    text: str


class About(Envelope):
    """How the record is made."""

    record: Held
    texts: list[Text]
