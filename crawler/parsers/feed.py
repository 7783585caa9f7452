"""A feed's text → its entries; RSS 0.9x to 2.0, RDF and Atom."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any

import feedparser

from crawler.dates import read_date
from crawler.parsers.addresses import absolute, without_tracking
from crawler.parsers.feed_text import tidied, without_declaration
from crawler.parsers.html import lines_of, one_line, parse_html
from crawler.parsers.json_feed import looks_like_json_feed, read_json_feed
from crawler.parsers.records import FeedEntry
from models.errors import ParseError
from models.problems import Problem

# feedparser takes over a minute for a tag of 100,000 attributes and 17 s for 4 MB of "<"
# (measured), so what no real feed has is refused before it sees the text.
MOST_CHARACTERS = 2 * 1024 * 1024
MOST_ATTRIBUTES = 200
MOST_ENTRIES = 5_000

_ENTITY = re.compile(r"<!ENTITY|<!DOCTYPE[^>]{0,1000}\[", re.IGNORECASE)
_ITEM = re.compile(r"<(?:\w+:)?(?:item|entry)[\s>]", re.IGNORECASE)
_HTML = re.compile(r"^\s*<(?:!doctype\s+html|html|head|body|script)\b", re.I)
# What WordPress puts below every entry: "The post 제목 appeared first on 매체."
_OF_WORDPRESS = re.compile(r"The post .{1,300} (?:appeared first on|first appeared on) ")
_MARKUP = re.compile(r"<[a-zA-Z/!][^<>]*>|&(?:#\d+|#x[0-9a-fA-F]+|\w{2,8});")
_TIMES = ("published", "updated", "created")
_UTF8 = {"content-type": "application/xml; charset=utf-8"}


def parse_feed(
    text: str, url: str, fetched_at: datetime, *, may_be_empty: bool = False
) -> list[FeedEntry]:
    """Return the feed's entries. Raises ParseError where the text is no feed or has no entry.

    A status feed may_be_empty: then nothing has failed of late.
    """
    if len(text) > MOST_CHARACTERS:
        raise ParseError(url, Problem("problem.parse.large_feed"))
    raw_entries = read_json_feed(text, url) if looks_like_json_feed(text) else _read(text, url)
    # "bozo" only says that something is untidy. Entries decide.
    entries = [found for raw in raw_entries if (found := _entry(raw, url, fetched_at))]
    if not entries and not may_be_empty:
        raise ParseError(url, Problem("problem.parse.empty_feed"))
    return entries


def _read(text: str, url: str) -> list[Any]:
    """Return the entries that feedparser finds."""
    _check(text, url)
    # A feed that says EUC-KR and is CP949 becomes mojibake in feedparser, so it gets UTF-8 only.
    xml = '<?xml version="1.0" encoding="utf-8"?>\n' + tidied(text, url)
    try:
        feed = feedparser.parse(
            xml.encode("utf-8", "replace"),
            response_headers={**_UTF8, "content-location": url},
            resolve_relative_uris=False,  # only of markup, whose text alone is read
        )
    except Exception as error:  # it raises anything, from AttributeError to ValueError
        raise ParseError(
            url, Problem("problem.parse.broken_feed", error=type(error).__name__)
        ) from error
    if not feed.get("version") and not feed.get("entries"):
        raise ParseError(url, Problem("problem.parse.not_a_feed"))
    return list(feed.entries)


def looks_like_feed(text: str) -> bool:
    """Tell whether a text is a feed by how it begins."""
    if looks_like_json_feed(text):
        return True
    head = without_declaration(text[:2000])
    return bool(re.search(r"<(?:rss|feed|(?:\w+:)?RDF|channel)\b", head)) and not _HTML.match(head)


def _check(text: str, url: str) -> None:
    """Refuse what is no feed, and what would cost too much to read."""
    if not text.strip():
        raise ParseError(url, Problem("problem.parse.empty"))
    if _HTML.match(without_declaration(text[:2000])):
        raise ParseError(url, Problem("problem.parse.html_for_feed"))
    if _ENTITY.search(text):
        raise ParseError(url, Problem("problem.parse.entities"))
    if len(_ITEM.findall(text)) > MOST_ENTRIES:
        raise ParseError(url, Problem("problem.parse.large_feed"))
    for tag in text.split("<"):
        if tag.count('="') + tag.count("='") > MOST_ATTRIBUTES:
            raise ParseError(url, Problem("problem.parse.many_attributes"))


def _entry(raw: Any, url: str, fetched_at: datetime) -> FeedEntry | None:
    """Return an entry; None for one that has neither title nor text (the feed was cut there)."""
    title = _plain(raw.get("title"), url)
    body = "\n".join(_content_lines(raw, url))
    link = _link(raw, url)
    if not title and not body:
        return None
    written, published = _time(raw, fetched_at)
    origin = raw.get("source") or {}
    return FeedEntry(
        id=one_line(raw.get("id")) or without_tracking(link) or title,
        url=link,
        title=title,
        body=body,
        published_at=published,
        published_text=written,
        publisher=one_line(origin.get("title")),
        publisher_url=absolute("", origin.get("href") or ""),
    )


def _link(raw: Any, url: str) -> str:
    """Return the article's address; a feed of FeedBurner names it beside its own."""
    link = raw.get("feedburner_origlink") or raw.get("link") or ""
    return absolute(url, link) if link.strip() else ""


def _time(raw: Any, fetched_at: datetime) -> tuple[str, datetime | None]:
    """Return the first time that can be read as it is written, and as it is meant."""
    # dict.get, for feedparser's own answers for a missing name with another and a warning.
    texts = [text for name in _TIMES if (text := one_line(dict.get(raw, name)))]
    for text in texts:
        if moment := read_date(text, fetched_at):
            return text, moment
    return (texts[0] if texts else ""), None


def _content_lines(raw: Any, url: str) -> list[str]:
    """Return the longest text that the entry carries."""
    values = [content.get("value") or "" for content in raw.get("content") or ()]
    values.append(raw.get("summary") or "")
    return [line for line in _lines(max(values, key=len), url) if not _OF_WORDPRESS.match(line)]


def _plain(value: str | None, url: str) -> str:
    return " ".join(_lines(value or "", url))


def _lines(value: str, url: str) -> list[str]:
    if not _MARKUP.search(value):
        return [line for line in map(one_line, value.split("\n")) if line]
    try:
        page = parse_html(f"<div>{value}</div>", url)
    except ParseError:  # one monstrous entry; the others may be well
        return []
    lines = lines_of(page)
    return lines or [alt for alt in map(one_line, page.css("img::attr(alt)").getall()) if alt]
