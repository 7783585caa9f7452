"""네이트판: rankings, lists and posts, for the desk and for phones."""

from __future__ import annotations

import re

from crawler.parsers.board import Board
from crawler.parsers.board_shapes import Address, ListShape, PostShape

BOARD = Board(
    name="네이트 판",
    domain="pann.nate.com",
    home="https://pann.nate.com/",
    address=Address(re.compile(r"/talk/(\d{5,})")),
    lists=(
        ListShape(  # rankings show no time
            rows="ul.post_wrap > li",
            link="dt h2 a, dt a",
            title=("dt h2 a::attr(title)", "dt h2 a", "dt a"),
            times=(),
            comments=(".reple-num::text",),
            views=("dd.info span.count",),
            only_if="dt a",
        ),
        ListShape(  # rankings for phones
            rows="ul.list > li",
            link="a[href*='/talk/']",
            title=(".tit", "a[href*='/talk/']"),
            not_title=(".cate", ".count"),
            times=(),
            comments=(".count", ".reply"),
            views=(".sub .num",),
            only_if=".tit",
        ),
        ListShape(
            rows="table tbody tr:not(.notice)",
            link="td.subject a, td.title a, a[href*='/talk/']",
            title=("td.subject a::attr(title)", "td.subject a", "a[href*='/talk/']"),
            times=("td.date", "td"),
            comments=(".reple-num",),
            views=("td.hit", "td.count"),
            only_if="td a[href*='/talk/']",
        ),
    ),
    posts=(
        PostShape(
            title=(".post-tit-info h1", ".post-tit-info h4", ".post-tit-info h2"),
            body=("#contentArea",),
            times=(".post-tit-info .date", ".post-tit-info .info"),
            views=(".post-tit-info .count",),
            only_if=".post-tit-info",
        ),
        PostShape(  # for phones
            title=(".pann-title h1", ".pann-title h3", ".pann-title h2"),
            body=("#pann-content", "div.content"),
            times=(".pann-title .sub .num", ".pann-title .sub", ".pann-title .date"),
            only_if=".pann-title",
        ),
    ),
)
parse_list, parse_post = BOARD.parse_list, BOARD.parse_post
