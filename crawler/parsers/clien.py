"""클리앙: lists and posts of its boards."""

from __future__ import annotations

import re
from datetime import datetime

from crawler.parsers.board import Address, ListShape, PostShape, read_list, read_post
from crawler.parsers.records import BoardRow, Post

ADDRESS = Address(re.compile(r"/board/\w+/(\d+)|[?&]wr_id=(\d+)"), keep=("bo_table", "wr_id"))
LISTS = (
    ListShape(
        rows="div.list_item[data-role=list-row]:not(.notice):not(.hongbo)",
        link="a.list_subject",
        title=("span.subject_fixed::attr(title)", "span.subject_fixed", "a.list_subject"),
        times=("span.timestamp::text",),
        comments=("::attr(data-comment-count)",),
        views=("span.hit::text",),
    ),
    ListShape(  # until 2016
        rows="tr.mytr",
        link="td.post_subject a",
        title=("td.post_subject a",),
        times=("span[title]::attr(title)",),
        comments=("td.post_subject span::text",),
    ),
)
POSTS = (
    PostShape(
        title=(".post_subject span:not(.post_category)", ".post_subject"),
        body=(".post_article",),
        times=(
            ".post_author .view_count.date::text",
            ".post_author span::text",
            ".post_date::text",
        ),
        drop=(".attached_source",),
    ),
)


def parse_list(text: str, url: str, fetched_at: datetime) -> list[BoardRow]:
    """Return the posts of a board's list. Raises ParseError."""
    return read_list(text, url, fetched_at, LISTS, ADDRESS)


def parse_post(text: str, url: str, fetched_at: datetime) -> Post:
    """Return the post of a page. Raises ParseError."""
    return read_post(text, url, fetched_at, POSTS, ADDRESS)
