"""Which functions read a source's list and its pages."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from crawler.parsers import (
    bobaedream,
    clien,
    cook82,
    dcinside,
    dogdrip,
    fmkorea,
    humoruniv,
    instiz,
    inven,
    mlbpark,
    naver,
    notice,
    pann,
    ppomppu,
    ruliweb,
    slrclub,
    theqoo,
)
from crawler.parsers.article import parse_article
from crawler.parsers.board import Board
from crawler.parsers.naver import article_key
from crawler.parsers.paging import NextPage, by_named_page, by_query, no_next_page
from crawler.parsers.records import BoardRow, Post

ListParser = Callable[[str, str, datetime], list[BoardRow]]
PostParser = Callable[[str, str, datetime], Post]


@dataclass(frozen=True, slots=True)
class BoardParser:
    """How a board is read: its list, and the page of a post."""

    parse_list: ListParser
    parse_post: PostParser
    next_page: NextPage = no_next_page


def _article_as_post(text: str, url: str, fetched_at: datetime) -> Post:
    """Return a portal's article as the post of its list."""
    found = parse_article(text, url, fetched_at)
    return Post(
        article_key(url) or found.url, found.url, found.title, found.body, found.published_at
    )


#: The communities, by the name that sources give as their parser.
BOARDS: dict[str, Board] = {
    "clien": clien.BOARD,
    "ppomppu": ppomppu.BOARD,
    "dcinside": dcinside.BOARD,
    "ruliweb": ruliweb.BOARD,
    "fmkorea": fmkorea.BOARD,
    "theqoo": theqoo.BOARD,
    "bobaedream": bobaedream.BOARD,
    "inven": inven.BOARD,
    "82cook": cook82.BOARD,
    "pann": pann.BOARD,
    "mlbpark": mlbpark.BOARD,
    "humoruniv": humoruniv.BOARD,
    "instiz": instiz.BOARD,
    "dogdrip": dogdrip.BOARD,
    "slrclub": slrclub.BOARD,
}
_NEXT_PAGES = {
    "clien": by_query("po", first=0),
    "inven": by_query("p"),
    "mlbpark": by_query("p", step=30),
    "humoruniv": by_query("pg", first=0),
    "slrclub": no_next_page,  # it counts its pages down
}
BOARD_PARSERS = {
    **{
        name: BoardParser(
            board.parse_list, board.parse_post, _NEXT_PAGES.get(name, by_query("page"))
        )
        for name, board in BOARDS.items()
    },
    "naver-section": BoardParser(naver.parse_section, _article_as_post),
    "naver-search": BoardParser(naver.parse_search, _article_as_post),
    "notice": BoardParser(notice.parse_list, notice.parse_post, by_named_page),
}
