"""How each search is asked, read and paged."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from crawler.parsers.records import FeedEntry
from crawler.parsers.search import google_news, kakao_api, naver_api


@dataclass(frozen=True, slots=True)
class SearchParser:
    """How one search is asked and what its answers hold."""

    address: Callable[[str, str, int], str]  # of the search, a query and a page → what to ask
    parse: Callable[[str, str, datetime], list[FeedEntry]]
    has_page: Callable[[str], bool]  # does a hit's address lead to an article to be read?
    page_size: int
    most_pages: int = 3  # DEPTH_LIMIT: the article of a third page is three steps from the first
    is_dated: bool = True
    has_summaries: bool = True


def _own_page(_url: str) -> bool:
    return True


def _no_page(_url: str) -> bool:
    # blog.naver.com and cafe.naver.com forbid all of it in robots.txt; a search says enough.
    return False


_NAVER, _KAKAO = naver_api.page_address, kakao_api.page_address
_UNDATED = SearchParser(
    _NAVER, naver_api.parse_undated, _no_page, naver_api.PAGE_SIZE, most_pages=1, is_dated=False
)
_DAUM = SearchParser(_KAKAO, kakao_api.parse_documents, _no_page, kakao_api.PAGE_SIZE)

SEARCH_PARSERS = {
    "naver-news": SearchParser(_NAVER, naver_api.parse_news, _own_page, naver_api.PAGE_SIZE),
    "naver-blog": SearchParser(_NAVER, naver_api.parse_blog, _no_page, naver_api.PAGE_SIZE),
    "naver-cafe": _UNDATED,
    "naver-kin": _UNDATED,
    "kakao": _DAUM,
    "google-news": SearchParser(
        google_news.page_address,
        google_news.parse_news,
        google_news.has_page,
        page_size=100,
        most_pages=1,
        has_summaries=False,
    ),
}
