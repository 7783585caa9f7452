"""디시인사이드: lists and posts of its galleries, major, minor and mini."""

from __future__ import annotations

import re
from datetime import datetime

from crawler.parsers.board import Address, ListShape, PostShape, read_list, read_post
from crawler.parsers.records import BoardRow, Post

ADDRESS = Address(re.compile(r"[?&]no=(\d+)|/board/\w+/(\d+)"), keep=("id", "no"))
LISTS = (
    ListShape(
        # Rows without us-post are notices, surveys and adverts.
        rows="tr.ub-content.us-post:not([data-type=icon_notice])",
        link="td.gall_tit a",
        title=("td.gall_tit a",),
        times=("td.gall_date::attr(title)",),
        comments=("span.reply_num::text",),
        views=("td.gall_count::text",),
    ),
)
POSTS = (
    PostShape(
        # The page carries a list below the post, so everything is looked for in the post's head.
        title=(".gallview_head span.title_subject",),
        body=("div.write_div",),
        times=(".gallview_head .gall_date::attr(title)", ".gallview_head .gall_date::text"),
        views=(".gallview_head .gall_count::text",),
        drop=("#dcappfooter", ".og-div", "div.appending_file_box"),
    ),
)


def parse_list(text: str, url: str, fetched_at: datetime) -> list[BoardRow]:
    """Return the posts of a gallery's list. Raises ParseError."""
    return read_list(text, url, fetched_at, LISTS, ADDRESS)


def parse_post(text: str, url: str, fetched_at: datetime) -> Post:
    """Return the post of a page. Raises ParseError."""
    return read_post(text, url, fetched_at, POSTS, ADDRESS)
