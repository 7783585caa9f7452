"""보배드림: lists and posts, for the desk and for phones."""

from __future__ import annotations

import re

from crawler.parsers.board import Board
from crawler.parsers.board_shapes import Address, ListShape, PostShape

BOARD = Board(
    name="보배드림",
    domain="bobaedream.co.kr",
    home="https://www.bobaedream.co.kr/",
    address=Address(
        re.compile(r"[?&]No=(\d+)|/bbs_view/\w+/(\d+)"), keep=("code", "No"), board=("code",)
    ),
    lists=(
        ListShape(
            # Rows called best stand above the board's own and are copies. The link's title
            # attribute may say "새 창".
            rows="tr[itemscope]:not(.best):not(.notice), tr[itemtype]:not(.best):not(.notice)",
            link="a.bsubject",
            title=("a.bsubject",),
            times=("td.date",),
            comments=("strong.totreply::text",),
            views=("td.count",),
        ),
        ListShape(
            rows="#boardlist tr:not(.best):not(.notice)",
            link="a.bsubject, td.pl14 a, a[href*='No=']",
            title=("a.bsubject", "td.pl14 a", "a[href*='No=']"),
            not_title=("span",),
            times=("td.date", "td"),
            comments=("strong.totreply::text",),
            views=("td.count",),
            only_if="a[href*='No=']",
        ),
        ListShape(  # for phones
            rows="ul.rank > li, ul.list > li",
            link=".info a, a[href*='bbs_view']",
            title=(".txt .cont", ".cont", ".info a"),
            times=(".txt2 span", ".txt2"),
            comments=(".num",),
            only_if="a[href*='bbs_view']",
        ),
    ),
    posts=(
        PostShape(
            title=(
                ".writerProfile dt::attr(title)",
                ".writerProfile dt strong",
                ".writerProfile dt",
            ),
            body=("div.bodyCont",),
            times=(".writerProfile .countGroup", ".countGroup", ".writerProfile"),
            only_if=".writerProfile, .countGroup",
        ),
        PostShape(  # for phones
            title=("article.article h3.subject", "h3.subject"),
            body=("article.article .article-body", ".article-body", "#body_frame"),
            times=("article.article .util time", ".util time"),
            views=("article.article .util .data4",),
            only_if="h3.subject",
        ),
    ),
)
parse_list, parse_post = BOARD.parse_list, BOARD.parse_post
