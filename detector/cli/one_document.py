"""One text or page → a document, as the crawler would have made it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

from crawler.encoding import decode
from crawler.parsers.article import parse_article
from crawler.parsers.plain import parse_plain
from crawler.parsers.wall import find_wall
from detector.cli.spoken import tell
from detector.cli.target import Target
from models.errors import ParseError, UsageError
from models.records import Document, Kind
from models.text import normalize

_HTML = re.compile(
    r"<!doctype\s+html|<html[\s>]|<head[\s>]|<body[\s>]|<(?:div|p|article)[\s>]", re.I
)
_HEAD = 4000


@dataclass(frozen=True, slots=True)
class Found:
    """A document, and whether its own text says when it was published."""

    document: Document
    is_dated: bool


def document_of(
    target: Target,
    kind: Kind,
    now: datetime,
    *,
    published: datetime | None = None,
    title: str | None = None,
) -> Found:
    """Return the document that the target holds. Raises ParseError, UsageError."""
    if b"\0" in target.body[:_HEAD]:
        raise ParseError(target.name, tell("cli.one_document.binary"))
    text = decode(target.body, target.content_type).text
    if _HTML.search(text[:_HEAD]):
        url, found_title, body, found_at = _from_html(text, target, now)
    else:
        page = parse_plain(text, now)
        url, found_title, body, found_at = target.url, page.title, page.body, page.published_at
    title = found_title if title is None else " ".join(normalize(title).split())
    if not title and not body:
        raise UsageError(tell("cli.one_document.no_text", name=target.name))
    at = published or found_at
    document = Document(
        source=urlsplit(url).hostname or "file",
        external_id=target.name,
        url=url,
        kind=kind,
        published_at=at or now,
        title=title,
        body=body,
        fetched_at=now,
    )
    return Found(document, at is not None)


def _from_html(text: str, target: Target, now: datetime) -> tuple[str, str, str, datetime | None]:
    """Return address, title, text and time of a page."""
    if wall := find_wall(text):
        raise ParseError(target.url or target.name, tell("cli.one_document.wall", wall=wall))
    article = parse_article(text, target.url or "http://localhost/", now)
    url = article.url if article.url != "http://localhost/" else ""
    return url, article.title, article.body, article.published_at
