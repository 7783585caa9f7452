"""Any one page, whatever it is: a feed, a list, a post, an article or a wall."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from urllib.parse import urlsplit

from crawler.parsers.article import parse_article
from crawler.parsers.feed import looks_like_feed, parse_feed
from crawler.parsers.html import parse_html
from crawler.parsers.records import Article, BoardRow, FeedEntry, Post
from crawler.parsers.registry import BOARD_PARSERS
from crawler.parsers.wall import find_wall
from models.errors import ParseError

# Which site's shapes come first; a page saved without its address is tried against all.
_HOSTS = {
    "dcinside.com": ("dcinside",),
    "ppomppu.co.kr": ("ppomppu",),
    "ruliweb.com": ("ruliweb",),
    "fmkorea.com": ("fmkorea",),
    "clien.net": ("clien",),
    "search.naver.com": ("naver-search",),
    "news.naver.com": ("naver-section",),
}
_SITES = tuple(name for name in BOARD_PARSERS if name != "notice")
_PORTALS = frozenset({"naver-section", "naver-search"})


class PageKind(StrEnum):
    """What a page turned out to be."""

    ARTICLE = "article"
    POST = "post"
    LIST = "list"
    FEED = "feed"
    WALL = "wall"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class PageReading:
    """What was found on a page."""

    kind: PageKind
    article: Article | None = None
    post: Post | None = None
    rows: tuple[BoardRow, ...] = ()
    entries: tuple[FeedEntry, ...] = ()
    problem: str = ""  # why it is a wall, or why nothing could be read


def read_page(text: str, url: str, fetched_at: datetime) -> PageReading:
    """Return what a page is and what stands on it. Never raises for what a page holds."""
    if looks_like_feed(text):
        return _as_feed(text, url, fetched_at)
    if wall := find_wall(text):
        return PageReading(PageKind.WALL, problem=wall)
    readers = (_as_board, _as_article, _as_notices)
    try:
        parse_html(text, url)
    except ParseError as error:
        return PageReading(PageKind.UNKNOWN, problem=str(error))
    for reader in readers:
        if found := reader(text, url, fetched_at):
            return found
    return PageReading(PageKind.UNKNOWN, problem=f"{url}: 아는 모양의 페이지가 아닙니다")


def _as_feed(text: str, url: str, fetched_at: datetime) -> PageReading:
    try:
        return PageReading(PageKind.FEED, entries=tuple(parse_feed(text, url, fetched_at)))
    except ParseError as error:
        return PageReading(PageKind.UNKNOWN, problem=str(error))


def _as_board(text: str, url: str, fetched_at: datetime) -> PageReading | None:
    """Read a post or list of a known site; the post first, since posts carry lists below them."""
    names = _names_for(url)
    for name in names:
        if name in _PORTALS:
            continue
        try:
            post = BOARD_PARSERS[name].parse_post(text, url, fetched_at)
        except ParseError:
            continue
        return PageReading(PageKind.POST, post=post)
    for name in names:
        try:
            rows = BOARD_PARSERS[name].parse_list(text, url, fetched_at)
        except ParseError:
            continue
        return PageReading(PageKind.LIST, rows=tuple(rows))
    return None


def _names_for(url: str) -> tuple[str, ...]:
    host = urlsplit(url).hostname or ""
    for known, names in _HOSTS.items():
        if host == known or host.endswith(f".{known}"):
            return names
    return _SITES


def _as_article(text: str, url: str, fetched_at: datetime) -> PageReading | None:
    try:
        return PageReading(PageKind.ARTICLE, article=parse_article(text, url, fetched_at))
    except ParseError:
        return None


def _as_notices(text: str, url: str, fetched_at: datetime) -> PageReading | None:
    """Read a list of notices; one row alone may be any dated link."""
    try:
        rows = BOARD_PARSERS["notice"].parse_list(text, url, fetched_at)
    except ParseError:
        rows = []
    if len(rows) > 1:
        return PageReading(PageKind.LIST, rows=tuple(rows))
    try:
        post = BOARD_PARSERS["notice"].parse_post(text, url, fetched_at)
    except ParseError:
        return None
    return PageReading(PageKind.POST, post=post) if post.posted_at else None
