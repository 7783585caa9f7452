"""더쿠: lists and posts."""

from __future__ import annotations

import re

from crawler.parsers.board import Board
from crawler.parsers.board_shapes import Address, ListShape, PostShape

BOARD = Board(
    name="더쿠",
    domain="theqoo.net",
    home="https://theqoo.net/",
    address=Address(
        re.compile(r"document_srl=(\d+)|(?:^https?://[^/?]+)/(?:\w+/)?(\d{6,})"),
        keep=("document_srl",),
    ),
    lists=(
        ListShape(
            rows="table.theqoo_board_table tr:not(.notice):not(.notice_expand):not(.nofn)",
            link="td.title a:not(.replyNum)",
            title=("td.title a:not(.replyNum)",),
            times=("td.time",),
            comments=("a.replyNum::text",),
            views=("td.m_no::text",),
            number=("td.no",),
            only_if="td.title a",
        ),
        ListShape(  # before its own table, as the CMS has it
            rows="table.bd_lst tbody tr:not(.notice)",
            link="td.title a:not(.replyNum)",
            title=("td.title a:not(.replyNum)",),
            times=("td.time",),
            comments=("a.replyNum::text",),
            views=("td.m_no:not(.time)::text",),
            number=("td.no",),
            only_if="td.title a",
        ),
    ),
    posts=(
        PostShape(
            title=(".theqoo_document_header .title",),
            body=(
                ".rd_body article .xe_content",
                "article[itemprop=articleBody]",
                ".rd_body .xe_content",
            ),
            times=(".btm_area .side.fr span", ".btm_area .side.fr"),
            views=(".count_container::text", ".count_container"),
            only_if=".theqoo_document_header",
        ),
    ),
)
parse_list, parse_post = BOARD.parse_list, BOARD.parse_post
