"""디시인사이드: lists, posts and the search of its galleries, major, minor and mini."""

from __future__ import annotations

import re
from dataclasses import replace

from crawler.parsers.board import Board
from crawler.parsers.board_shapes import Address, ListShape, PostShape

# Rows without us-post are notices, surveys and adverts.
_DESK = ListShape(
    rows="tr.ub-content.us-post:not([data-type=icon_notice]):not([data-type=icon_survey])"
    ":not([data-type=icon_ad])",
    link="td.gall_tit a",
    title=("td.gall_tit a",),
    not_title=(".reply_num", ".reply_numbox", "em.icon_img", ".spoiler"),
    times=("td.gall_date::attr(title)", "td.gall_date::text"),
    comments=("span.reply_num::text", ".reply_num"),
    views=("td.gall_count::text",),
    number=("td.gall_num",),
)

BOARD = Board(
    name="디시인사이드",
    domain="dcinside.com",
    home="https://gall.dcinside.com/board/lists/",
    address=Address(
        re.compile(r"[?&]no=(\d+)|/(?:board|mini|person)/\w+/(\d+)"),
        keep=("id", "no"),
        board=("id",),
    ),
    lists=(
        _DESK,
        # Pages that were saved without us-post: only a post's day has its clock.
        replace(
            _DESK,
            rows="tr.ub-content:not([data-type=icon_notice])",
            times=("td.gall_date::attr(title)",),
            only_if="td.gall_date[title]",
        ),
        ListShape(  # for phones
            rows="ul.gall-detail-lst > li",
            link="a.lt, a[href*='/board/'], a[href*='/mini/']",
            title=(".subjectin", ".subject-add"),
            not_title=(".sp-lst",),
            times=("ul.ginfo > li", ".ginfo li"),
            comments=("a.rt .ct::text", ".ct::text"),
            views=("ul.ginfo > li:contains('조회')",),
            only_if=".subjectin, .subject-add",
        ),
        ListShape(  # the search over all galleries
            rows="ul.sch_result_list > li",
            link="a.tit_txt",
            title=("a.tit_txt",),
            times=(".date_time",),
        ),
        ListShape(  # until 2018
            rows="tr.tb",
            link="td.t_subject a",
            title=("td.t_subject a",),
            times=("td.t_date::attr(title)", "td.t_date"),
            comments=("td.t_subject a em::text",),
            views=("td.t_hits::text",),
            number=("td.t_notice",),
        ),
    ),
    posts=(
        PostShape(
            # The page carries a list below the post, so all is looked for in the post's head.
            title=(".gallview_head span.title_subject", ".view_content_wrap .title_subject"),
            body=("div.write_div", "div.writing_view_box"),
            times=(
                ".gallview_head .gall_date::attr(title)",
                ".gallview_head .gall_date",
                ".view_content_wrap .gall_date",
            ),
            views=(".gallview_head .gall_count",),
            drop=("#dcappfooter", ".og-div", "div.appending_file_box"),
            only_if=".title_subject",
        ),
        PostShape(  # for phones
            title=(".gallview-tit-box .tit", ".gall-tit-box .tit", "span.tit"),
            body=("div.thum-txtin", "div.thum-txt"),
            times=(".ginfo2 li", ".gallview-tit-box li"),
            views=(".ginfo2 li:contains('조회')",),
            drop=(".adv-groupin", "#dcappfooter", ".og-div"),
            only_if=".tit",
        ),
        PostShape(  # until 2018
            title=("dl.wt_subject dd",),
            body=(".s_write",),
            times=(".w_top_right b", ".w_top_right"),
            only_if="dl.wt_subject",
        ),
    ),
)
parse_list, parse_post = BOARD.parse_list, BOARD.parse_post
