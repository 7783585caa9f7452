"""에펨코리아: lists as cards, tables or with pictures, and posts."""

from __future__ import annotations

import re

from crawler.parsers.board import Board
from crawler.parsers.board_shapes import Address, ListShape, PostShape

BOARD = Board(
    name="에펨코리아",
    domain="fmkorea.com",
    home="https://www.fmkorea.com/",
    address=Address(
        re.compile(r"document_srl=(\d+)|(?:^https?://[^/?]+)/(?:\w+/)?(\d{6,})"),
        keep=("document_srl",),
    ),
    lists=(
        ListShape(
            rows=".fm_best_widget ul > li",
            link=".title a",
            title=(".title a .ellipsis-target", ".title a"),
            not_title=(".comment_count",),
            times=(".regdate",),
            comments=(".comment_count::text",),
            only_if=".title a",
        ),
        ListShape(
            rows="table.bd_lst tbody tr:not(.notice)",
            link="a.hx, td.title a",
            title=("a.hx", "td.title a"),
            times=("td.time",),
            comments=("a.replyNum::text",),
            views=("td.m_no:not(.time):not(.m_no_voted)::text",),
            number=("td.no",),
            only_if="td.title",
        ),
        ListShape(  # with a picture and the beginning of the text
            rows="ol.bd_lst > li:not(.notice), ul.bd_lst > li:not(.notice)",
            link="a.hx, h3 a, .title a",
            title=("h3 .ellipsis-target", "h3", ".title", "a.hx"),
            not_title=(".replyNum", ".comment_count", "i", ".mrk"),
            times=(".regdate", ".time", ".info b"),
            comments=(".comment_count", ".replyNum"),
        ),
    ),
    posts=(
        PostShape(
            title=(
                "h1 .np_18px_span",
                "h1.np_18px",
                ".rd_hd .top_area h1",
                ".rd_hd h1",
            ),
            body=("article div.xe_content", ".rd_body div.xe_content", ".rd_body article"),
            times=(".top_area span.date", ".rd_hd span.date", "span.date"),
            views=(".side.fr span:contains('조회') b", ".btm_area span:contains('조회')"),
            only_if=".rd_hd, h1 .np_18px_span, h1.np_18px",
        ),
    ),
)
parse_list, parse_post = BOARD.parse_list, BOARD.parse_post
