"""뽐뿌: lists and posts, for the desk and for phones, and as they were until 2023."""

from __future__ import annotations

import re

from crawler.parsers.board import Board
from crawler.parsers.board_shapes import Address, ListShape, PostShape

BOARD = Board(
    name="뽐뿌",
    domain="ppomppu.co.kr",
    home="https://www.ppomppu.co.kr/zboard/",
    # Rows of the shop, and on phones those of a neighbouring board, lead to boards of other ids.
    address=Address(re.compile(r"view\.php\?(?:.*&)?no=(\d+)"), keep=("id", "no"), board=("id",)),
    board_field="input[name=id]::attr(value)",
    board_url="https://www.ppomppu.co.kr/zboard/zboard.php?id={}",
    lists=(
        ListShape(
            rows="#revolution_main_table tr.baseList:not(.notice):not(.ad)",
            only_if="td[title]",
            link="a.baseList-title",
            title=("a.baseList-title",),
            not_title=(".baseList-c", "img"),
            # The visible time drops either its date or its hour; the title attribute has both.
            times=("td[title]::attr(title)",),
            comments=("span.baseList-c::text",),
            views=("td.baseList-views::text",),
        ),
        ListShape(  # 인기글, and boards whose rows show the time only
            rows="tr.baseList, tr.line",
            link="a.baseList-title, a.title, a:has(font.list_title), a[href*='view.php']",
            title=("a.baseList-title", "a.title", ".list_title", "a[href*='view.php']"),
            not_title=(".baseList-c", ".list_comment2"),
            times=(
                "td[title]::attr(title)",
                "time",
                "td.board_date",
                "td.baseList-space:not(.title)",
            ),
            comments=("span.baseList-c::text", ".list_comment2"),
            views=("td.baseList-views::text", "td.board_date:last-child"),
        ),
        ListShape(  # for phones; a list item stands within each item
            rows="ul.bbsList_new > li, ul.bbsList > li",
            link="a[href*='bbs_view.php']",
            title=("li.title span.cont", ".title .cont", ".cont", "strong"),
            not_title=("img", ".rp", "sup"),
            times=("time", ".hi"),
            comments=("span.rp::text",),
            views=(".view",),
            only_if="a[href*='bbs_view.php']",
        ),
        ListShape(  # until 2023
            rows="tr.list0, tr.list1, tr.common-list0, tr.common-list1",
            link="a:has(.list_title), a.baseList-title",
            title=(".list_title",),
            times=("td[title]::attr(title)", "nobr.eng", "td.eng"),
            comments=(".list_comment2",),
            views=("td.eng:last-child",),
            number=("td.eng.list_vspace",),
            only_if=".list_title",
        ),
    ),
    posts=(
        PostShape(
            title=("#topTitle h1", "font.view_title2", ".view_title2"),
            not_title=("#comment", ".list_comment"),
            body=("td.board-contents",),
            times=(".topTitle-mainbox li", ".sub-top-text-box", "#topTitle ::text"),
            views=(".topTitle-mainbox li:contains('조회')",),
            drop=(".signature",),
        ),
        PostShape(  # for phones
            title=("div.bbs.view h4", ".bbs_view h4"),
            not_title=(".info", ".hi", "span:not(.subject_preface)", "div", "a"),
            body=("#KH_Content",),
            times=("div.bbs.view h4 .hi::text", "h4 .hi"),
        ),
    ),
)
parse_list, parse_post = BOARD.parse_list, BOARD.parse_post
