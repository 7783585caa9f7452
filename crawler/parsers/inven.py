"""인벤: lists and posts, for the desk and for phones, and as they were until 2020."""

from __future__ import annotations

import re

from crawler.parsers.board import Board
from crawler.parsers.board_shapes import Address, ListShape, PostShape

BOARD = Board(
    name="인벤",
    domain="inven.co.kr",
    home="https://www.inven.co.kr/",
    address=Address(
        re.compile(r"/board/\w+/\d+/(\d+)|powerbbs\.php\?(?:.*&)?l=(\d+)"),
        keep=("come_idx", "l"),
    ),
    lists=(
        ListShape(
            rows="tr:not(.notice)",
            link="a.subject-link",
            title=("a.subject-link",),
            not_title=(".category", ".con-comment", "img"),
            times=("td.date",),
            comments=(".con-comment::text",),
            views=("td.view::text",),
            number=("td.num",),
            only_if="a.subject-link",
        ),
        ListShape(  # for phones
            rows="section.mo-board-list li.list, .mo-board-list li",
            link="a.contentLink",
            title=("a.contentLink .subject", ".subject"),
            not_title=(".category", ".in-cate"),
            times=("span.time",),
            comments=("a.com-btn .num",),
            views=("span.view",),
            only_if="a.contentLink",
        ),
        ListShape(  # the best of all boards
            rows="table tr",
            link="td.title a.link",
            title=("td.title a.link",),
            times=("td.date",),
            views=("td.view",),
            only_if="td.title a.link",
        ),
        ListShape(  # until 2020
            rows="#powerbbsBody tr.ls, tr.ls",
            link="td.bbsSubject a.sj_ln, a.sj_ln",
            title=("a.sj_ln",),
            not_title=(".sj_cm",),
            times=("td.date",),
            comments=(".sj_cm",),
            views=("td.hit", "td.bbsHit"),
            number=("td.bbsNo",),
        ),
    ),
    posts=(
        PostShape(
            title=(".articleSubject .articleTitle h1", ".articleTitle h1", ".articleTitle"),
            body=("#powerbbsContent",),
            times=(".articleDate",),
            views=(".articleHit",),
            only_if=".articleTitle, .articleDate",
        ),
        PostShape(  # for phones
            title=(
                ".mo-board-view .subject",
                ".mo-board-view h2",
                ".mo-board-view .title",
            ),
            body=(".mo-board-view .bbs-con",),
            times=(".mo-board-view .date",),
            views=(".mo-board-view .hit span",),
        ),
    ),
)
parse_list, parse_post = BOARD.parse_list, BOARD.parse_post
