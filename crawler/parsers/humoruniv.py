"""웃긴대학: lists and posts, for the desk and for phones."""

from __future__ import annotations

import re

from crawler.parsers.board import Board
from crawler.parsers.board_shapes import Address, ListShape, PostShape

BOARD = Board(
    name="웃긴대학",
    domain="humoruniv.com",
    home="https://web.humoruniv.com/board/humor/",
    address=Address(re.compile(r"[?&]number=(\d+)"), keep=("table", "number"), board=("table",)),
    lists=(
        ListShape(
            rows="tr[id^=li_chk_], #post_list tr",
            link="td.li_sbj a[href*='number=']",
            title=("td.li_sbj [id^=title_chk_]", "td.li_sbj a"),
            not_title=(".list_comment_num", "img"),
            times=("td.li_date",),
            comments=(".list_comment_num::text",),
            views=("td.li_und",),
            only_if="td.li_sbj a[href*='number=']",
        ),
        ListShape(  # for phones: the row is the link
            rows="a.list_body_href",
            link="",
            title=(".link_hover", "[id^=title_chk_]"),
            times=(".extra", ".etc"),
            comments=(".comment_num", ".ok_num"),
        ),
    ),
    posts=(
        PostShape(
            title=("#ai_cm_title", "#read_subject_div h2 a", "#read_subject_div h2"),
            # wrap_copy is never closed and takes in what follows, so the editor's own goes first.
            body=("div.body_editor", "#wrap_copy", "#ai_cm_content", "#cnts"),
            times=("#if_date", "#content_info #if_date span", "#read_profile_desc .etc"),
            drop=("[id^=racy_show_]", ".comment_area", "#comment"),
            only_if="#ai_cm_title, #read_subject_div, #if_date, #profile_table",
        ),
    ),
)
parse_list, parse_post = BOARD.parse_list, BOARD.parse_post
