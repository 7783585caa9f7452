"""구글 뉴스 RSS: titles that end in the publisher's name, links that lead through Google."""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
from dataclasses import replace
from datetime import datetime
from urllib.parse import urlencode, urlsplit

from crawler.parsers.addresses import absolute, without_tracking
from crawler.parsers.feed import parse_feed
from crawler.parsers.html import one_line
from crawler.parsers.records import FeedEntry
from crawler.parsers.search.stories import same_story_key

_ARTICLE = re.compile(r"/(?:rss/)?(?:articles|read)/([\w-]{8,2000}={0,2})$")
_URL_FIELD = 0x22  # field 4 of the message, with a length


def page_address(url: str, query: str, _page: int) -> str:
    """Return the feed of a search; a topic's feed takes no query. There is one page."""
    return f"{url}&{urlencode({'q': query})}" if query else url


def parse_news(text: str, url: str, fetched_at: datetime) -> list[FeedEntry]:
    """Return the feed's articles, empty where the last hour had none. Raises ParseError."""
    return [_resolved(entry) for entry in parse_feed(text, url, fetched_at, may_be_empty=True)]


def is_redirect(url: str) -> bool:
    """Tell whether an address leads through Google to an article."""
    return urlsplit(url).hostname == "news.google.com"


def has_page(url: str) -> bool:
    """Tell whether an address is the article's own; Google's redirects are not followed."""
    return not is_redirect(url)


def decode_link(url: str) -> str:
    """Return the address inside a link of Google News; "" where it holds none.

    Until July 2024 the id was a protocol buffer with the address in plain text (08 13 22 length
    address …); since then it is a token that begins with AU_yq, which only Google can resolve.
    """
    found = _ARTICLE.search(urlsplit(url).path) if is_redirect(url) else None
    if found is None:
        return ""
    token = found[1].rstrip("=")
    try:
        message = base64.urlsafe_b64decode(token + "=" * (-len(token) % 4))
    except (binascii.Error, ValueError):
        return ""
    return _address_in(message)


def _address_in(message: bytes) -> str:
    start = message.find(_URL_FIELD)
    if start < 0 or start > 4:
        return ""
    length, position, shift = 0, start + 1, 0
    while position < len(message) and shift <= 14:  # a varint; no address has 2 MB
        byte = message[position]
        length |= (byte & 0x7F) << shift
        position, shift = position + 1, shift + 7
        if byte < 0x80:
            break
    inside = message[position : position + length]
    if len(inside) < length or not inside.startswith((b"http://", b"https://")):
        return ""
    try:
        return absolute("", inside.decode("utf-8"))
    except UnicodeDecodeError:
        return ""


def without_tail(title: str, publisher: str) -> str:
    """Return the title without the " - 매체" that Google appends."""
    tail = f" - {publisher}"
    return title.removesuffix(tail).rstrip() if publisher else title


def _resolved(entry: FeedEntry) -> FeedEntry:
    """Return the entry with its own title and, where it can be known, its own address."""
    publisher = entry.publisher or _last_part(entry.title)
    title = without_tail(entry.title, publisher)
    address = decode_link(entry.url)
    return replace(
        entry,
        id=without_tracking(address) if address else _story_id(entry, title),
        url=address or entry.url,
        title=title,
        body="",  # the description repeats the title, or holds other papers' titles
        publisher=publisher,
        publisher_url=entry.publisher_url or address,
    )


def _last_part(title: str) -> str:
    """Return the publisher where the feed names it only in the title."""
    head, _, tail = title.rpartition(" - ")
    return one_line(tail) if head and len(tail) <= 30 else ""


def _story_id(entry: FeedEntry, title: str) -> str:
    """Return an id that does not hang on Google's token, of which one article may have several."""
    if entry.published_at is None:
        return entry.id
    key = same_story_key(title, entry.publisher_url or entry.publisher, entry.published_at)
    return "story-" + hashlib.sha256(repr(key).encode()).hexdigest()[:40]
