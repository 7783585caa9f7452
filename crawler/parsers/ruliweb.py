"""루리웹: lists and posts of its boards."""

from __future__ import annotations

import re
from datetime import datetime

from crawler.parsers.board import Address, ListShape, PostShape, read_list, read_post
from crawler.parsers.records import BoardRow, Post

ADDRESS = Address(re.compile(r"/read/(\d+)"))
LISTS = (
    ListShape(
        # Rows were "table_body normal" until 2025 and are "table_body blocktarget" now.
        rows="table.board_list_table tr.table_body:not(.notice):not(.best):not(.list_inner)",
        link="a.subject_link",
        title=("a.subject_link",),
        not_title=(".num_reply", "i"),
        times=("td.time::text",),
        comments=(".num_reply::text",),
        views=("td.hit::text",),
    ),
)
POSTS = (
    PostShape(
        title=(".subject_inner_text", ".subject_text"),
        body=(".view_content article", ".view_content"),
        times=(".regdate::text",),
        drop=(".source_url",),
    ),
)


def parse_list(text: str, url: str, fetched_at: datetime) -> list[BoardRow]:
    """Return the posts of a board's list. Raises ParseError."""
    return read_list(text, url, fetched_at, LISTS, ADDRESS)


def parse_post(text: str, url: str, fetched_at: datetime) -> Post:
    """Return the post of a page. Raises ParseError."""
    return read_post(text, url, fetched_at, POSTS, ADDRESS)
