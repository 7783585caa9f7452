"""What goes on now, and what is planned."""

from __future__ import annotations

from detector.page.schemas.incidents import Incident
from detector.page.schemas.shared import Envelope, Named, Strict


class Work(Strict):
    """Planned work."""

    document_id: str
    title: str
    services: list[Named]
    begins: str | None
    ends: str | None
    quote: str | None
    source: str
    url: str
    kind: str
    published: str


class Now(Envelope):
    """What goes on, what just was, what is planned."""

    open: list[Incident]
    recent: list[Incident]
    maintenance: list[Work]


class Maintenance(Envelope):
    """Planned work."""

    maintenance: list[Work]
