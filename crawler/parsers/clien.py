"""클리앙: lists and posts, for the desk and for phones, and as they were until 2016."""

from __future__ import annotations

import re

from crawler.parsers.board import Board
from crawler.parsers.board_shapes import Address, ListShape, PostShape

_TITLES = (
    "[data-role=list-title-text]::attr(title)",
    ".subject_fixed::attr(title)",
    ".list_subject::attr(title)",
    ".subject_fixed",
    "[data-role=list-title-text]",
    ".list_subject a",
    ".list_subject",
)

BOARD = Board(
    name="클리앙",
    domain="clien.net",
    home="https://www.clien.net/",
    address=Address(re.compile(r"/board/\w+/(\d+)|[?&]wr_id=(\d+)"), keep=("bo_table", "wr_id")),
    lists=(
        ListShape(  # boards, groups of boards and the search; 알뜰구매 puts the link in a span
            rows="div.list_item.symph_row, div.list_item.jirum, div.list_item[data-role^=list-row]",
            link="a.list_subject, .list_subject a, a[data-role=list-title-text]",
            title=_TITLES,
            times=("span.timestamp::text", ".list_time"),
            comments=("::attr(data-comment-count)", ".list_reply", ".rSymph05"),
            views=(".list_hit .hit::text", "span.hit::text", ".list_hit"),
        ),
        ListShape(  # for phones: the row is the link
            rows="a.list_item",
            link="",
            title=_TITLES,
            times=("span.timestamp::text", ".list_time span", ".list_time"),
            comments=("::attr(data-comment-count)",),
            views=(".list_hit .hit::text", ".list_hit"),
        ),
        ListShape(  # until 2016
            rows="tr.mytr",
            link="td.post_subject a",
            title=("td.post_subject a",),
            times=("span[title]::attr(title)",),
            comments=("td.post_subject span::text",),
            views=("td:last-child::text",),
        ),
    ),
    posts=(
        PostShape(
            title=(".post_subject span:not(.post_category):not(.category)", ".post_subject"),
            body=(".post_article", ".post_content article", ".post_content"),
            times=(
                ".post_author .view_count.date::text",
                ".post_date",
                ".post_author span::text",
            ),
            views=(".view_count strong::text", ".view_info .view_count"),
            drop=(".attached_source", ".post_tag"),
            only_if=".post_subject",
        ),
        PostShape(  # until 2016
            title=(".view_title h4 span", ".view_title h4", ".view_title"),
            body=("#resContents", "#writeContents", ".view_content"),
            times=(".post_info", ".view_head p"),
            only_if=".view_title",
        ),
    ),
)
parse_list, parse_post = BOARD.parse_list, BOARD.parse_post
