"""에펨코리아: lists as cards or tables, and posts."""

from __future__ import annotations

import re
from datetime import datetime

from crawler.parsers.board import Address, ListShape, PostShape, read_list, read_post
from crawler.parsers.records import BoardRow, Post

ADDRESS = Address(
    re.compile(r"document_srl=(\d+)|(?:^https?://[^/?]+)/(?:\w+/)?(\d{6,})"), keep=("document_srl",)
)
LISTS = (
    ListShape(
        rows=".fm_best_widget ul li.li",
        link="h3.title a",
        title=("h3.title a span.ellipsis-target", "h3.title a"),
        not_title=(".comment_count",),
        times=(".regdate::text",),
        comments=(".comment_count::text",),
    ),
    ListShape(
        rows="table.bd_lst tbody tr:not(.notice)",
        link="a.hx",
        title=("a.hx",),
        times=("td.time::text",),
        comments=("a.replyNum::text",),
        views=("td.m_no:not(.time)::text",),
    ),
)
POSTS = (
    PostShape(
        title=("h1 .np_18px_span", "h1.np_18px"),
        body=("article div.xe_content", ".rd_body div.xe_content"),
        times=(".top_area span.date::text", "span.date::text"),
    ),
)


def parse_list(text: str, url: str, fetched_at: datetime) -> list[BoardRow]:
    """Return the posts of a board's list. Raises ParseError."""
    return read_list(text, url, fetched_at, LISTS, ADDRESS)


def parse_post(text: str, url: str, fetched_at: datetime) -> Post:
    """Return the post of a page. Raises ParseError."""
    return read_post(text, url, fetched_at, POSTS, ADDRESS)
