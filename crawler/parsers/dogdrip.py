"""개드립: lists and posts."""

from __future__ import annotations

import re

from crawler.parsers.board import Board
from crawler.parsers.board_shapes import Address, ListShape, PostShape

BOARD = Board(
    name="DogDrip",
    domain="dogdrip.net",
    home="https://www.dogdrip.net/",
    address=Address(
        re.compile(r"document_srl=(\d+)|(?:^https?://[^/?]+)/(?:\w+/)?(\d{6,})"),
        keep=("document_srl",),
    ),
    is_tried_anywhere=False,
    lists=(
        ListShape(
            rows="li.webzine:not(.notice), tr:not(.notice)",
            link="a.title-link, td.title a",
            title=("a.title-link", "td.title a"),
            times=("td.time", ".list-meta .text-muted", "time"),
            comments=(".title .text-primary", "td.title .text-primary"),
            only_if="a.title-link, td.title .title-link",
        ),
    ),
    posts=(
        PostShape(
            title=(),
            body=("div[class*=document_].xe_content", ".rd_body .xe_content"),
            times=(),
        ),
    ),
)
parse_list, parse_post = BOARD.parse_list, BOARD.parse_post
