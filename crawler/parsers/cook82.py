"""82쿡: lists and posts."""

from __future__ import annotations

import re

from crawler.parsers.board import Board
from crawler.parsers.board_shapes import Address, ListShape, PostShape

BOARD = Board(
    name="82cook",
    domain="82cook.com",
    home="https://www.82cook.com/entiz/",
    address=Address(re.compile(r"read\.php\?(?:.*&)?num=(\d+)"), keep=("bn", "num"), board=("bn",)),
    lists=(
        ListShape(
            rows="#bbs tr:not(.noticeList), table tr:not(.noticeList)",
            link="td.title a",
            title=("td.title a",),
            # The cell shows the clock only; its title attribute has the day too.
            times=("td.regdate::attr(title)", "td.regdate"),
            comments=("td.title em::text",),
            views=("td.numbers:last-child::text",),
            number=("td.numbers:first-child",),
            only_if="td.title a[href*='num=']",
        ),
    ),
    posts=(
        PostShape(
            title=("h4.bbstitle span", "h4.bbstitle"),
            body=("#articleBody",),
            times=("#readHead .readRight", "#readHead"),
            views=("#readHead .readLeft::text",),
            only_if="h4.bbstitle, #readHead",
        ),
    ),
)
parse_list, parse_post = BOARD.parse_list, BOARD.parse_post
