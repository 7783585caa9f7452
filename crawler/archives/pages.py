"""Pages that people saved in a browser → the documents on them."""

from __future__ import annotations

import email
import email.policy
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from email.message import EmailMessage
from pathlib import Path
from typing import IO
from urllib.parse import urlsplit

from crawler.archives.fields import read_fields
from crawler.archives.found import Asked, Found, PageRefusedError
from crawler.archives.packed import READ_ERRORS
from crawler.archives.page_address import find_address
from crawler.archives.page_files import find_pages, looks_like_mht
from crawler.encoding import decode
from crawler.parsers.addresses import without_tracking
from crawler.parsers.feed import looks_like_feed
from crawler.parsers.html import parse_html
from crawler.parsers.page import PageKind, PageReading, read_page
from crawler.parsers.records import Article, FeedEntry, Post
from models.clock import show_iso
from models.errors import ImportLineError, ParseError
from models.problems import Problem
from models.records import Kind

#: The largest page that is read; a saved article with all its scripts has 1 or 2 MiB.
LARGEST_PAGE = 16 * 1024 * 1024
_HEAD = 64 * 1024


@dataclass(frozen=True, slots=True)
class _Saved:
    """A saved page: its bytes, what they are, and where they were."""

    body: bytes
    content_type: str = ""
    url: str = ""


def read_folder(folder: Path, asked: Asked) -> Iterator[Found]:
    """Yield the documents of a folder's saved pages, or why a page cannot be taken.

    The first asked.skip records are passed over, without being read where that can be.
    """
    left = asked.skip
    for file in find_pages(folder):
        if left and not _is_feed(file):  # every other page is one record, taken or refused
            left -= 1
            continue
        name = f"{asked.name}/{file.relative_to(folder).as_posix()}"
        for found in _read_one(file, replace(asked, name=name)):
            if left:
                left -= 1
            else:
                yield found


def _is_feed(file: Path) -> bool:
    try:
        with file.open("rb") as stream:
            return looks_like_feed(decode(stream.read(_HEAD)).text)
    except OSError:
        return False


def _read_one(file: Path, asked: Asked) -> Iterator[Found]:
    try:
        with file.open("rb") as stream:
            yield from read_saved_page(stream, asked)
    except OSError as error:
        yield PageRefusedError(asked.name, Problem("problem.form.unreadable", why=error.strerror))


def read_saved_page(stream: IO[bytes], asked: Asked) -> Iterator[Found]:
    """Yield the documents of one saved page (several where it is a feed), or why there are none."""
    try:
        body = stream.read(LARGEST_PAGE + 1)
    except READ_ERRORS as error:
        yield PageRefusedError(asked.name, Problem("problem.archive.damaged", error=error))
        return
    try:
        if len(body) > LARGEST_PAGE:
            raise PageRefusedError(
                asked.name, Problem("problem.archive.large_page", most=LARGEST_PAGE // 2**20)
            )
        yield from _documents(_opened(body, asked), asked)
    except ImportLineError as error:
        yield error
    except ParseError as error:
        yield PageRefusedError(asked.name, error.said)


def _opened(body: bytes, asked: Asked) -> _Saved:
    """Return the page; of an MHTML file the page in it."""
    if not looks_like_mht(body[:_HEAD]):
        return _Saved(body)
    message = email.message_from_bytes(body, policy=email.policy.default)
    for part in message.walk():
        if part.get_content_type() == "text/html" and isinstance(part, EmailMessage):
            content = part.get_payload(decode=True)
            url = part.get("Content-Location") or message.get("Snapshot-Content-Location") or ""
            if isinstance(content, bytes):
                return _Saved(content, str(part.get("Content-Type", "")), str(url).strip())
    raise PageRefusedError(asked.name, Problem("problem.archive.empty_mhtml"))


def _documents(saved: _Saved, asked: Asked) -> Iterator[Found]:
    text = decode(saved.body, saved.content_type).text
    url = asked.url or _address(text, saved)
    reading = read_page(text, url, asked.now)
    if reading.kind is PageKind.FEED:
        yield from _entries(reading, asked)
        return
    problem = _refusal(reading)
    if problem:
        raise PageRefusedError(asked.name, problem)
    if reading.article and url:
        yield _from_article(reading.article, asked)
    elif reading.post and (address := reading.post.url or url):
        is_notice = reading.parser == "notice" or "notice" in address.lower()
        yield _from_post(reading.post, address, asked, is_notice=is_notice)
    else:
        raise PageRefusedError(asked.name, Problem("problem.archive.no_address"))


def _address(text: str, saved: _Saved) -> str:
    try:
        found = find_address(text, parse_html(text, "")) if "<" in text else ""
    except ParseError:  # read_page says what is wrong with it
        found = ""
    return found or (saved.url if saved.url.startswith(("http://", "https://")) else "")


def _refusal(reading: PageReading) -> str:
    """Return why a page has no document for us, or ""."""
    if reading.kind is PageKind.LIST:
        return Problem("problem.archive.a_list")
    if reading.kind is PageKind.WALL:
        return Problem("problem.archive.a_wall", problem=reading.problem)
    if reading.article or reading.post:
        return ""
    return Problem("problem.archive.no_document", problem=reading.problem)


def _from_article(article: Article, asked: Asked) -> Found:
    url = without_tracking(article.url)
    extra = {"publisher": article.publisher} if article.publisher else {}
    published = article.published_at or asked.published
    return _made(asked, Kind.NEWS, url, (url, published, article.title, article.body), extra)


def _from_post(post: Post, url: str, asked: Asked, *, is_notice: bool) -> Found:
    kind = Kind.OFFICIAL if is_notice else Kind.COMMUNITY
    address = without_tracking(url)
    published = post.posted_at or asked.published
    # A board's numbers are its own, so the address names the post.
    return _made(asked, kind, address, (address, published, post.title, post.body), {})


def _entries(reading: PageReading, asked: Asked) -> Iterator[Found]:
    for number, entry in enumerate(reading.entries, 1):
        try:
            yield _from_entry(
                entry,
                replace(
                    asked, name=Problem("problem.archive.entry", file=asked.name, number=number)
                ),
            )
        except ImportLineError as error:
            yield error


def _from_entry(entry: FeedEntry, asked: Asked) -> Found:
    if not entry.url:
        raise PageRefusedError(asked.name, Problem("problem.archive.entry_without_address"))
    published = entry.published_at or asked.published
    text = (entry.id or entry.url, published, entry.title, entry.body)
    return _made(asked, Kind.NEWS, entry.url, text, {"from": "feed"})


def _made(
    asked: Asked,
    kind: Kind,
    url: str,
    text: tuple[str, datetime | None, str, str],
    extra: dict[str, str],
) -> Found:
    """Return the document; text is its id, time, title and body. Raises ImportLineError."""
    id, published, title, body = text
    if published is None:
        raise PageRefusedError(asked.name, Problem("problem.archive.no_time"))
    fields = {
        **extra,
        "id": id,
        "url": url,
        "source": urlsplit(url).hostname or "",
        "kind": kind.value,
        "published": show_iso(published),
        "title": title,
        "text": body,
    }
    try:
        return read_fields(fields, asked.name, 0, asked.now)
    except ImportLineError as error:  # a page has no lines to name
        raise PageRefusedError(asked.name, error.problem) from error
