"""Which functions read a source's list and its pages."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from crawler.parsers import clien, dcinside, fmkorea, naver, notice, ppomppu, ruliweb
from crawler.parsers.article import parse_article
from crawler.parsers.naver import article_key
from crawler.parsers.records import BoardRow, Post

ListParser = Callable[[str, str, datetime], list[BoardRow]]
PostParser = Callable[[str, str, datetime], Post]


@dataclass(frozen=True, slots=True)
class BoardParser:
    """How a board is read: its list, and the page of a post."""

    parse_list: ListParser
    parse_post: PostParser


def _article_as_post(text: str, url: str, fetched_at: datetime) -> Post:
    """Return a portal's article as the post of its list."""
    found = parse_article(text, url, fetched_at)
    return Post(
        article_key(url) or found.url, found.url, found.title, found.body, found.published_at
    )


BOARD_PARSERS = {
    "dcinside": BoardParser(dcinside.parse_list, dcinside.parse_post),
    "ppomppu": BoardParser(ppomppu.parse_list, ppomppu.parse_post),
    "ruliweb": BoardParser(ruliweb.parse_list, ruliweb.parse_post),
    "fmkorea": BoardParser(fmkorea.parse_list, fmkorea.parse_post),
    "clien": BoardParser(clien.parse_list, clien.parse_post),
    "naver-section": BoardParser(naver.parse_section, _article_as_post),
    "naver-search": BoardParser(naver.parse_search, _article_as_post),
    "notice": BoardParser(notice.parse_list, notice.parse_post),
}
