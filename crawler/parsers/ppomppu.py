"""뽐뿌: lists and posts, for the desk and for phones."""

from __future__ import annotations

import re
from datetime import datetime

from crawler.parsers.board import Address, ListShape, PostShape, read_list, read_post
from crawler.parsers.records import BoardRow, Post

ADDRESS = Address(re.compile(r"[?&]no=(\d+)"), keep=("id", "no"))
LISTS = (
    ListShape(
        # Rows of the shop carry an icon in place of a number, and lead to other boards.
        rows="#revolution_main_table tr.baseList:not(.notice):not(.ad)",
        only_if="td[title]",
        link="a.baseList-title",
        title=("a.baseList-title",),
        # The visible time drops either its date or its hour; the title attribute has both.
        times=("td[title]::attr(title)",),
        comments=("span.baseList-c::text",),
        views=("td.baseList-views::text",),
    ),
)
POSTS = (
    PostShape(
        title=("#topTitle h1", "font.view_title2"),
        not_title=(".subject_preface", "#comment"),
        body=("td.board-contents",),
        times=(".topTitle-mainbox li::text", ".sub-top-text-box *::text", "#topTitle ::text"),
        drop=(".signature",),
    ),
    PostShape(
        title=("div.bbs.view h4",),
        not_title=(".info", ".hi", "span"),
        body=("#KH_Content",),
        times=("div.bbs.view h4 .hi::text",),
    ),
)


def parse_list(text: str, url: str, fetched_at: datetime) -> list[BoardRow]:
    """Return the posts of a board's list. Raises ParseError."""
    return read_list(text, url, fetched_at, LISTS, ADDRESS)


def parse_post(text: str, url: str, fetched_at: datetime) -> Post:
    """Return the post of a page. Raises ParseError."""
    return read_post(text, url, fetched_at, POSTS, ADDRESS)
