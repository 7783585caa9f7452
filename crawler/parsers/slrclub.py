"""SLR클럽: lists, and posts for phones."""

from __future__ import annotations

import re

from crawler.parsers.board import Board
from crawler.parsers.board_shapes import Address, ListShape, PostShape

BOARD = Board(
    name="SLRCLUB",
    domain="slrclub.com",
    home="https://www.slrclub.com/bbs/",
    address=Address(
        re.compile(r"vx2\.php\?(?:.*&)?no=(\d+)|/v/\w+/(\d+)"), keep=("id", "no"), board=("id",)
    ),
    is_tried_anywhere=False,
    lists=(
        ListShape(
            rows="#bbs_list tr, tr:has(td.sbj)",
            link="td.sbj a",
            title=("td.sbj a",),
            times=("td.list_date",),
            views=("td.list_click",),
            number=("td.list_num",),
            only_if="td.sbj a",
        ),
    ),
    posts=(
        PostShape(
            title=(".subject", ".sbj"),
            body=("#userct",),
            times=(".info-wrap", ".info-wrap ::text", ".date"),
            drop=("#comment_box",),
        ),
    ),
)
parse_list, parse_post = BOARD.parse_list, BOARD.parse_post
