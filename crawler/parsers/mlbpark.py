"""엠엘비파크: lists and posts."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime

from parsel import Selector

from crawler.dates import read_date
from crawler.parsers.board import Board
from crawler.parsers.board_shapes import Address, ListShape, PostShape
from crawler.parsers.records import BoardRow
from models.clock import KST


class _Board(Board):
    """Takes a post's day from its number, which begins with it: 2026090817…"""

    __slots__ = ()

    def rows_in(
        self, page: Selector, url: str, fetched_at: datetime, *, is_own: bool = True
    ) -> list[BoardRow]:
        """Return the posts of a list. Raises ParseError."""
        rows = Board.rows_in(self, page, url, fetched_at, is_own=is_own)
        return [_dated(row, fetched_at) for row in rows]


def _dated(row: BoardRow, fetched_at: datetime) -> BoardRow:
    """Return the row with the day of its number: today's posts show their clock only."""
    if row.posted_at is None:
        return row
    clock = row.posted_at.astimezone(KST).strftime("%H:%M:%S")
    written = f"{row.id[:4]}-{row.id[4:6]}-{row.id[6:8]} {clock}"
    moment = read_date(written, fetched_at)
    return replace(row, posted_at=moment) if moment else row


BOARD = _Board(
    name="MLBPARK",
    domain="mlbpark.donga.com",
    home="https://mlbpark.donga.com/mp/b.php",
    address=Address(re.compile(r"[?&]id=(20\d{10,})"), keep=("b", "id", "m"), board=("b",)),
    lists=(
        ListShape(
            rows="table.tbl_type01 tr",
            link=".tit a, td.t_left a",
            title=(".tit a.txt", ".tit a", "td.t_left a"),
            not_title=(".replycnt", ".replycont"),
            times=("span.date", ".date"),
            comments=(".replycnt", ".replycont"),
            views=(".viewV",),
            number=("td:first-child",),
            only_if="a[href*='id=']",
        ),
    ),
    posts=(
        PostShape(
            title=(".titles", "#contentTitle"),
            not_title=(".word", ".sct"),
            body=("#contentDetail", "div.ar_txt"),
            times=("div.text3 span.val", "div.text3"),
            only_if=".titles, div.text3, .view_context",
        ),
    ),
)
parse_list, parse_post = BOARD.parse_list, BOARD.parse_post
