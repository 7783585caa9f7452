"""What parsers find on a page, before it becomes a Document."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Article:
    """A news article as its page shows it."""

    url: str  # the page's own canonical address where it names one
    title: str
    body: str  # paragraphs joined by newlines
    published_at: datetime | None  # aware, UTC
    modified_at: datetime | None
    publisher: str | None


@dataclass(frozen=True, slots=True)
class FeedEntry:
    """One entry of a feed, or one hit of a search."""

    id: str
    url: str
    title: str
    body: str  # what the feed itself gives: mostly a summary, may be ""
    published_at: datetime | None
    published_text: str  # the time as the feed writes it
    publisher: str = ""  # where a feed gathers from many
    publisher_url: str = ""


@dataclass(frozen=True, slots=True)
class BoardRow:
    """One row of a list: of a board, a portal's section or search, a notice board."""

    id: str
    url: str
    title: str
    posted_at: datetime | None  # None where the list shows no time
    comments: int | None = None
    views: int | None = None
    publisher: str | None = None  # of a portal's row
    summary: str = ""


@dataclass(frozen=True, slots=True)
class Post:
    """A community post or a notice as its page shows it."""

    id: str
    url: str
    title: str
    body: str
    posted_at: datetime | None
    views: int | None = None
