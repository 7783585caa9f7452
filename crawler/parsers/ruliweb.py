"""루리웹: lists and posts of its boards, for the desk and for phones, and its best lists."""

from __future__ import annotations

import re
from dataclasses import replace

from crawler.parsers.board import Board
from crawler.parsers.board_shapes import Address, ListShape, PostShape

# Rows were "table_body normal" until 2025 and are "table_body blocktarget" now.
_DESK = ListShape(
    rows="table.board_list_table tr.table_body:not(.notice):not(.best):not(.list_inner)",
    link="a.subject_link, .title_wrapper a[href*='/read/'], a[href*='/read/']",
    # Best lists put the rank before the title, and the title in an element of its own.
    title=(
        "a.subject_link .text_over",
        "a.subject_link",
        ".title_wrapper a",
        "a[href*='/read/']",
    ),
    not_title=(".num_reply", "i", ".rank", ".num"),
    times=(".time",),
    comments=(".num_reply", ".num"),
    views=(".hit",),
    number=("td.id",),
)

BOARD = Board(
    name="루리웹",
    domain="ruliweb.com",
    home="https://bbs.ruliweb.com/",
    address=Address(re.compile(r"/read/(\d+)")),
    lists=(
        _DESK,
        # Best lists, whose every row may be called best and has its board in the number's place.
        replace(
            _DESK,
            rows="table.board_list_table tr.table_body:not(.notice):not(.list_inner)",
            number=(),
        ),
        replace(  # for phones
            _DESK,
            rows="#board_list tr, .board_list tr, table.board_list_table tr",
            only_if="a.subject_link",
            number=(),
        ),
    ),
    posts=(
        PostShape(
            title=(".subject_inner_text", ".subject_text", "h4.subject"),
            not_title=(".category_text", ".num_reply"),
            body=(".view_content article", ".view_content"),
            times=(".regdate", "[itemprop=datePublished]"),
            drop=(".source_url",),
            only_if=".subject_inner_text, .subject_text, .regdate",
        ),
    ),
)
parse_list, parse_post = BOARD.parse_list, BOARD.parse_post
