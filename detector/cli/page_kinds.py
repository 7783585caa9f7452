"""What sort of page bytes are, and the documents in it, by the crawler's own parsers."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from crawler.encoding import decode
from crawler.parsers.article import is_marked_as_article, parse_article
from crawler.parsers.feed import looks_like_feed, parse_feed
from crawler.parsers.html import parse_html
from crawler.parsers.jsonld import find_news_article
from crawler.parsers.records import BoardRow, Post
from crawler.parsers.registry import BOARD_PARSERS
from crawler.parsers.wall import find_wall
from models.clock import show_iso
from models.errors import ParseError
from models.records import Kind

_NOWHERE = "http://localhost/"
_BOARDS_OF = {
    "dcinside.com": ("dcinside",),
    "ppomppu.co.kr": ("ppomppu",),
    "ruliweb.com": ("ruliweb",),
    "fmkorea.com": ("fmkorea",),
    "clien.net": ("clien",),
    "naver.com": ("naver-section", "naver-search"),
}
# Fewer dated links than this may be the news beside an article.
_LEAST_ROWS = 5
_COMMUNITIES = ("dcinside", "ppomppu", "ruliweb", "fmkorea", "clien")


@dataclass(frozen=True, slots=True)
class PageContent:
    """What a page is, and the JSON objects that tell what is in it."""

    kind: str  # article | post | list | feed | wall | unknown
    lines: tuple[dict[str, Any], ...]
    problem: str = ""  # why there is nothing in it


def read_page(body: bytes, content_type: str, url: str, now: datetime) -> PageContent:
    """Return what the crawler makes of a page. url says where it came from; "" where unknown."""
    text = decode(body, content_type).text
    if wall := find_wall(text):
        return PageContent("wall", (), wall)
    where = url or _NOWHERE
    if looks_like_feed(text):
        try:
            return PageContent("feed", tuple(_feed_lines(text, where, now)))
        except ParseError as error:
            return PageContent("unknown", (), str(error))
    return _read_html(text, where, now)


def _read_html(text: str, url: str, now: datetime) -> PageContent:
    """Try the boards (of a known address: its own), then articles, then notices."""
    problems: list[str] = []
    for attempt in _attempts(url):
        try:
            return attempt(text, url, now)
        except ParseError as error:
            problems.append(str(error))
    return PageContent("unknown", (), problems[0])


def _boards_of(url: str) -> tuple[str, ...]:
    host = urlsplit(url).hostname or ""
    for domain, names in _BOARDS_OF.items():
        if host == domain or host.endswith(f".{domain}"):
            return names
    return ()


_Attempt = Callable[[str, str, datetime], PageContent]


def _attempts(url: str) -> Iterator[_Attempt]:
    for name in _boards_of(url) or _COMMUNITIES:
        if name.startswith("naver"):  # its posts are articles
            yield _as_list(name)
        else:  # a post's page often ends with the list, so posts go first
            yield _as_post(name)
            yield _as_list(name)
    yield _as_marked_article
    yield _as_long_list  # on a page that does not call itself an article
    if "notice" in url.lower():
        yield _as_post("notice")
    yield _as_article
    yield _as_list("notice")
    yield _as_post("notice")


def _as_marked_article(text: str, url: str, now: datetime) -> PageContent:
    page = parse_html(text, url)
    if not is_marked_as_article(page, find_news_article(page)):
        raise ParseError(url, "기사라는 표시가 없는 페이지입니다")
    return _as_article(text, url, now)


def _as_long_list(text: str, url: str, now: datetime) -> PageContent:
    content = _as_list("notice")(text, url, now)
    if len(content.lines[0]["rows"]) < _LEAST_ROWS:
        raise ParseError(url, "목록이라기에는 줄이 적습니다")
    return content


def _as_article(text: str, url: str, now: datetime) -> PageContent:
    found = parse_article(text, url, now)
    line = _document(found.url, found.url, Kind.NEWS, found.published_at, found.title, found.body)
    return PageContent("article", ({"kind_of_page": "article", **line},))


def _as_list(name: str) -> _Attempt:
    def attempt(text: str, url: str, now: datetime) -> PageContent:
        rows = BOARD_PARSERS[name].parse_list(text, url, now)
        content = {"kind_of_page": "list", "url": _known(url), "rows": [_row(row) for row in rows]}
        return PageContent("list", (content,))

    return attempt


def _as_post(name: str) -> _Attempt:
    kind = Kind.OFFICIAL if name == "notice" else Kind.COMMUNITY

    def attempt(text: str, url: str, now: datetime) -> PageContent:
        post: Post = BOARD_PARSERS[name].parse_post(text, url, now)
        if name == "notice" and post.posted_at is None:
            raise ParseError(url, "날짜가 없는 페이지입니다")
        line = _document(post.id, post.url, kind, post.posted_at, post.title, post.body)
        return PageContent("post", ({"kind_of_page": "post", **line},))

    return attempt


def _feed_lines(text: str, url: str, now: datetime) -> Iterator[dict[str, Any]]:
    for entry in parse_feed(text, url, now):
        line = _document(
            entry.id, entry.url, Kind.NEWS, entry.published_at, entry.title, entry.body
        )
        yield {"kind_of_page": "feed", **line}


def _document(
    id: str, url: str, kind: Kind, published: datetime | None, title: str, text: str
) -> dict[str, Any]:
    return {
        "id": _known(id) or title,
        "url": _known(url),
        "source": urlsplit(_known(url)).hostname or "",
        "kind": kind.value,
        "published": show_iso(published),
        "title": title,
        "text": text,
    }


def _known(url: str) -> str:
    """Return the address, or "" where it was only put in for want of one."""
    return "" if url.startswith(_NOWHERE) else url


def _row(row: BoardRow) -> dict[str, Any]:
    return {
        "id": row.id,
        "url": _known(row.url),
        "title": row.title,
        "published": show_iso(row.posted_at),
        "comments": row.comments,
        "views": row.views,
        "publisher": row.publisher,
        "summary": row.summary,
    }
