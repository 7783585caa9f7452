"""Any one page, whatever it is: a feed, a list, a post, an article or a wall."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from urllib.parse import urlsplit

from parsel import Selector

from crawler.parsers.article import is_marked_as_article, parse_article
from crawler.parsers.board import Board
from crawler.parsers.board_shapes import is_at
from crawler.parsers.feed import looks_like_feed, parse_feed
from crawler.parsers.html import first, lines_of, parse_html, text_of
from crawler.parsers.jsonld import find_news_article
from crawler.parsers.notice import BOARD_NAME
from crawler.parsers.own_address import original, own_addresses
from crawler.parsers.records import Article, BoardRow, FeedEntry, Post
from crawler.parsers.registry import BOARD_PARSERS, BOARDS
from crawler.parsers.wall import find_wall, is_cut_short
from models.errors import ParseError
from models.problems import Problem

# Stands in for the address of a page that was saved without one and does not give it.
_NOWHERE = "http://localhost/"
# Fewer dated links than this may be the news beside an article.
LEAST_ROWS = 5
# A page that names a community's site this often is taken for one of its pages.
LEAST_NAMED = 3
_PORTALS = tuple(name for name in BOARD_PARSERS if name not in BOARDS and name != "notice")


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
    """What was found on a page. Addresses that nobody knows are ""."""

    kind: PageKind
    url: str = ""  # where the page is, as given or as it says
    parser: str = ""  # of a list or a post: the name in BOARD_PARSERS
    article: Article | None = None
    post: Post | None = None
    rows: tuple[BoardRow, ...] = ()
    entries: tuple[FeedEntry, ...] = ()
    problem: str = ""  # why it is a wall, or why nothing could be read


@dataclass(frozen=True, slots=True)
class _Page:
    """A page as every reader below is given it."""

    text: str
    html: Selector
    url: str
    fetched_at: datetime
    boards: tuple[str, ...]  # the communities whose page it is, by name


_Reader = Callable[[_Page], PageReading]


def read_page(text: str, url: str, fetched_at: datetime) -> PageReading:
    """Return what a page is and what stands on it. Never raises for what a page holds.

    url is "" for a page saved without its address: then its own canonical address counts.
    """
    if looks_like_feed(text):
        return _read_feed(text, url or _NOWHERE, fetched_at)
    if wall := find_wall(text):
        return PageReading(PageKind.WALL, url, problem=wall)
    try:
        html = parse_html(text, url)
    except ParseError as error:
        return PageReading(PageKind.UNKNOWN, url, problem=_told(error))
    own = original(url) or next(iter(own_addresses(html, text)), "")
    where = own or _NOWHERE
    page = _Page(text, html, where, fetched_at, _named_boards(text, html, where))
    problems: list[str] = []
    for reader in _readers(page):
        try:
            return _without_nowhere(reader(page), own)
        except ParseError as error:
            problems.append(_told(error))
    problem = problems[0]
    if is_cut_short(text):
        problem = Problem("problem.parse.cut_short", problem=problem)
    return PageReading(PageKind.UNKNOWN, own, problem=problem)


def _told(error: ParseError) -> str:
    """Return what was wrong, with the page's address where anybody knows it."""
    return error.problem if error.url in {"", _NOWHERE} else error.said


def _read_feed(text: str, url: str, fetched_at: datetime) -> PageReading:
    try:
        entries = tuple(parse_feed(text, url, fetched_at, may_be_empty=True))
        problem = "" if entries else Problem("problem.parse.empty_feed")
        found = PageReading(PageKind.FEED, entries=entries, problem=problem)
    except ParseError as error:
        found = PageReading(PageKind.UNKNOWN, problem=_told(error))
    return _without_nowhere(found, url)


def _readers(page: _Page) -> Iterator[_Reader]:
    """Return what to try: the boards (of a known address: its own), then articles and notices."""
    if not page.boards:
        yield _read_marked_article
    for name in page.boards or [name for name, board in BOARDS.items() if board.is_tried_anywhere]:
        yield _post_reader(name)  # before the list, since posts carry lists below them
        yield _rows_reader(name)
    for name in _portals_of(page.url):
        yield _list_reader(name)
    yield _read_marked_article
    yield _read_long_list  # on a page that does not call itself an article
    if "notice" in page.url.lower() or _is_of_notices(page.html):
        yield _read_notice
    yield _read_short_list
    if not page.boards:  # a community's page that no board reads is none of its posts
        yield _read_article
    yield _list_reader("notice", least=2)
    if not page.boards:
        yield _read_notice


def _is_of_notices(page: Selector) -> bool:
    """Tell whether the page's title or a heading of its calls it a board of notices."""
    called = (text_of(found) for found in page.css("title, h1, h2, h3, [class*=board] strong")[:20])
    return any(len(text) <= 40 and BOARD_NAME.search(text) for text in called)


def _named_boards(text: str, html: Selector, url: str) -> tuple[str, ...]:
    """Return the community whose page it is: by its address, its title or the site it names most."""
    names = tuple(name for name, board in BOARDS.items() if is_at(url, board.domain))
    own = own_addresses(html, text) if not names else ()
    names = names or tuple(
        name for name, board in BOARDS.items() if any(is_at(one, board.domain) for one in own)
    )
    if names or url != _NOWHERE:
        return names
    title = text_of(first(html, "title"))
    for name, board in BOARDS.items():
        if re.search(rf"(?:^|[-|:>]\s*){re.escape(board.name)}$", title):
            return (name,)
    counts = {name: text.count(board.domain) for name, board in BOARDS.items()}
    most = max(counts, key=lambda name: counts[name])
    return (most,) if counts[most] >= LEAST_NAMED else ()


def _portals_of(url: str) -> list[str]:
    """Return the lists of the portal at an address; those of all for an unknown site."""
    host = urlsplit(url).hostname or ""
    own = [name for name in _PORTALS if f"{name.split('-')[0]}." in host]
    return own or [
        name for name in _PORTALS if not any(is_at(url, b.domain) for b in BOARDS.values())
    ]


def _base(page: _Page, board: Board) -> str:
    """Return what links are relative to; a front page's address is one that all pages may give."""
    parts = urlsplit(page.url)
    is_front = parts.path in {"", "/"} and not parts.query
    if not is_at(page.url, board.domain) and page.boards:  # a copy that says whose it is
        own = own_addresses(page.html, page.text)
        return next((one for one in own if is_at(one, board.domain)), board.base_of(page.html))
    is_unknown = page.url == _NOWHERE or (is_front and is_at(page.url, board.domain))
    return board.base_of(page.html) if is_unknown else page.url


def _post_reader(name: str) -> _Reader:
    def reader(page: _Page) -> PageReading:
        base = _base(page, BOARDS[name])
        post = BOARDS[name].post_in(page.html, base, page.fetched_at)
        if not post.id and page.url == _NOWHERE:
            post = replace(post, url="")
        return PageReading(PageKind.POST, parser=name, post=post)

    return reader


def _rows_reader(name: str) -> _Reader:
    def reader(page: _Page) -> PageReading:
        board, is_own = BOARDS[name], name in page.boards
        rows = board.rows_in(page.html, _base(page, board), page.fetched_at, is_own=is_own)
        return PageReading(PageKind.LIST, parser=name, rows=tuple(rows))

    return reader


def _list_reader(name: str, least: int = 1) -> _Reader:
    def reader(page: _Page) -> PageReading:
        rows = BOARD_PARSERS[name].parse_list(page.text, page.url, page.fetched_at)
        if len(rows) < least:
            raise ParseError(page.url, Problem("problem.parse.few_rows"))
        return PageReading(PageKind.LIST, parser=name, rows=tuple(rows))

    return reader


_read_long_list = _list_reader("notice", LEAST_ROWS)


def _read_short_list(page: _Page) -> PageReading:
    """Read a list of few rows, where their titles are most of what the page says."""
    found = _list_reader("notice", least=2)(page)
    if 3 * sum(len(row.title) for row in found.rows) < sum(map(len, lines_of(page.html))):
        raise ParseError(page.url, Problem("problem.parse.few_rows"))
    return found


def _read_marked_article(page: _Page) -> PageReading:
    if not is_marked_as_article(page.html, find_news_article(page.html)):
        raise ParseError(page.url, Problem("problem.parse.unknown_shape"))
    return _read_article(page)


def _read_article(page: _Page) -> PageReading:
    # Guessing takes a community's menus for the text of a post that did not come.
    found = parse_article(page.text, page.url, page.fetched_at, may_guess=not page.boards)
    return PageReading(PageKind.ARTICLE, article=found)


def _read_notice(page: _Page) -> PageReading:
    post = BOARD_PARSERS["notice"].parse_post(page.text, page.url, page.fetched_at)
    if post.posted_at is None:
        raise ParseError(page.url, Problem("problem.parse.no_date"))
    return PageReading(PageKind.POST, parser="notice", post=post)


def _without_nowhere(found: PageReading, url: str) -> PageReading:
    """Return the reading with its page's address, and "" for addresses nobody knows."""
    return replace(
        found,
        url=_known(url),
        article=replace(found.article, url=_known(found.article.url)) if found.article else None,
        post=replace(found.post, id=_known(found.post.id), url=_known(found.post.url))
        if found.post
        else None,
        rows=tuple(replace(row, id=_known(row.id), url=_known(row.url)) for row in found.rows),
        entries=tuple(
            replace(entry, id=_known(entry.id), url=_known(entry.url)) for entry in found.entries
        ),
    )


def _known(url: str) -> str:
    return "" if url.startswith(_NOWHERE) else url
