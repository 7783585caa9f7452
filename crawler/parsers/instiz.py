"""인스티즈: lists and posts."""

from __future__ import annotations

import re

from crawler.parsers.board import Board
from crawler.parsers.board_shapes import Address, ListShape, PostShape

BOARD = Board(
    name="인스티즈",
    domain="instiz.net",
    home="https://www.instiz.net/",
    address=Address(re.compile(r"instiz\.net/(?:\w+/)(\d+)")),
    is_tried_anywhere=False,
    lists=(
        ListShape(
            rows="tr#detour, tr:has(td.listsubject)",
            link="td.listsubject a",
            title=("td.listsubject .sbj", "td.listsubject .texthead_notice", "td.listsubject a"),
            not_title=(".cmt3", ".cmt2", ".cmt"),
            times=("td.listno", ".listno.regdate"),
            only_if="td.listsubject a",
        ),
    ),
    posts=(
        PostShape(
            title=(),
            body=("#memo_content_1", ".memo_content"),
            times=("[itemprop=datePublished]::attr(content)",),
        ),
    ),
)
parse_list, parse_post = BOARD.parse_list, BOARD.parse_post
