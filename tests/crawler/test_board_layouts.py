"""Every layout of the boards that is known, on twins of their pages in our own words.

Each list has two posts, the first with twelve comments, among notices, adverts and the rows of
other boards; board_pages/ holds the lists.
"""

from __future__ import annotations

import re
import tomllib
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from crawler.encoding import decode
from crawler.parsers.link_rows import MOST_POSTS
from crawler.parsers.page import PageKind, PageReading, read_page
from models.clock import KST

PAGES = Path(__file__).parent / "board_pages"
NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)  # 21:00 in Korea
FIRST, SECOND = "가람톡 저만 안 되나요", "오늘 하늘이 맑네요"

EXPECTED: dict[str, Any] = tomllib.loads((PAGES / "expected.toml").read_text(encoding="utf-8"))
LISTS, POSTS = EXPECTED["lists"], EXPECTED["posts"]


def page(name: str, url: str = "") -> PageReading:
    return read_page(decode((PAGES / f"{name}.html").read_bytes()).text, url, NOW)


def moment(text: str) -> datetime | None:
    return datetime.fromisoformat(text).replace(tzinfo=KST) if text else None


@pytest.mark.parametrize("name", LISTS)
def test_a_list_saved_without_its_address_gives_its_posts_and_nothing_else(name: str) -> None:
    expected, found = LISTS[name], page(name)
    assert (found.kind, found.parser) == (PageKind.LIST, expected["parser"])
    assert [row.id for row in found.rows] == expected["ids"]
    assert [re.sub(r"^\[..\] ", "", row.title) for row in found.rows] == [FIRST, SECOND]
    assert [row.posted_at for row in found.rows] == [moment(text) for text in expected["times"]]
    row = found.rows[0]
    assert (row.url, row.comments, row.views) == (expected["url"], 12, expected.get("views"))


def test_a_deal_board_puts_its_link_inside_the_title() -> None:
    rows = page("clien_jirum").rows
    assert [(row.id, row.title, row.comments) for row in rows] == [
        ("71", "[장터] 김 48봉 (9,900원)", 6),
        ("70", "[장터] 귤 5kg", 1),
    ]


def test_posts_of_two_galleries_may_have_one_number() -> None:
    rows = page("dcinside_search").rows
    assert [(row.id, row.title) for row in rows] == [
        ("1", "가람톡 먹통 저만 그런가요"),
        ("1", "가람톡 됩니다"),
    ]
    assert rows[0].posted_at == moment("2026-11-22T20:59:00")


def test_a_list_with_the_texts_beginning_names_its_posts_by_heading() -> None:
    rows = page("fmkorea_webzine").rows
    assert [(row.id, row.title) for row in rows] == [("9455290007", FIRST), ("9455290006", SECOND)]


def test_a_layout_nobody_described_is_read_by_its_links_to_posts() -> None:
    rows = page("unknown_layout").rows
    assert [(row.id, row.title, row.comments) for row in rows] == [
        ("73", FIRST, 12),
        ("72", SECOND, None),
        ("71", "저녁은 드셨나요", 3),
    ]
    assert rows[0].posted_at == moment("2026-11-22T20:59:00")


def test_a_widget_in_the_lists_old_markup_is_not_taken_for_the_list() -> None:
    widget = (
        '<table class="board_list_table"><tr class="table_body"><td class="subject">'
        '<a class="subject_link" href="/best/board/300143/read/500">어제의 글</a></td>'
        '<td class="time">10:00</td></tr></table>'
    )
    cards = "".join(
        f'<div><a href="/news/board/1001/read/{n}">글 번호 {n}번입니다</a><em>20:0{n}</em></div>'
        for n in range(1, 6)
    )
    url = "https://bbs.ruliweb.com/news/board/1001"
    rows = read_page(f"<html><body>{widget}<div>{cards}</div></body></html>", url, NOW).rows
    assert [row.id for row in rows] == ["1", "2", "3", "4", "5"]


def test_a_page_that_calls_itself_its_sites_front_page_is_read_by_its_boards_field() -> None:
    text = (PAGES / "ppomppu_2019.html").read_text(encoding="utf-8")
    front = '<head><meta property="og:url" content="//www.ppomppu.co.kr/">'
    found = read_page(text.replace("<head>", front), "", NOW)
    assert [row.url for row in found.rows] == [
        "https://www.ppomppu.co.kr/zboard/view.php?id=freeboard&no=7",
        "https://www.ppomppu.co.kr/zboard/view.php?id=freeboard&no=6",
    ]


def test_a_time_between_other_words_is_found() -> None:
    rows = "".join(
        f'<li><a href="/index.php?mid=hotdeal&document_srl=94552900{n}7"><h3>{title} [{n}]</h3></a>'
        f"<div>쇼핑몰: 장터 / 가격: 9,900원</div><div>먹거리 / 20:5{n} / 이웃 / 추천 {n}</div></li>"
        for n, title in ((9, FIRST), (8, SECOND), (7, "저녁은 드셨나요"))
    )
    text = f'<html><body><ul class="list_of_phones">{rows}</ul></body></html>'
    found = read_page(text, "https://m.fmkorea.com/hotdeal", NOW).rows
    assert [(row.title, row.comments) for row in found][:2] == [(FIRST, 9), (SECOND, 8)]
    assert found[0].posted_at == moment("2026-11-22T20:59:00")


def test_a_ranking_for_phones_has_no_times() -> None:
    text = (
        '<html><body><ul class="list"><li><a href="/talk/375515410"><span class="tit">'
        f'{FIRST}</span> <span class="count">(12)</span><span class="sub">조회 <span class="num">'
        "1,234</span></span></a></li></ul></body></html>"
    )
    [row] = read_page(text, "https://m.pann.nate.com/talk/ranking", NOW).rows
    assert (row.title, row.comments, row.views, row.posted_at) == (FIRST, 12, 1234, None)


def test_an_archived_copy_is_read_as_the_page_it_was() -> None:
    text = (PAGES / "theqoo_hot.html").read_text(encoding="utf-8")
    text = text.replace('href="/hot', 'href="/web/20260715001122/https://theqoo.net/hot')
    found = read_page(
        text, "https://web.archive.org/web/20260715001122/https://theqoo.net/hot", NOW
    )
    assert [row.url for row in found.rows] == [
        "https://theqoo.net/hot/4279889037",
        "https://theqoo.net/hot/4279889038",
    ]


def test_a_page_of_endless_links_gives_no_endless_list() -> None:
    links = "".join(f'<li><a href="/x/read/{n}">글 {n}번</a> 20:00</li>' for n in range(1, 3000))
    text = f"<html><body><ul>{links}</ul></body></html>"
    assert len(read_page(text, "https://bbs.ruliweb.com/x", NOW).rows) == MOST_POSTS


def test_the_links_of_an_unknown_site_are_not_taken_for_a_list() -> None:
    text = (PAGES / "unknown_layout.html").read_text(encoding="utf-8")
    text = text.replace("bbs.ruliweb.com", "news.example.org")
    assert read_page(text, "https://news.example.org/", NOW).parser != "ruliweb"


@pytest.mark.parametrize("name", POSTS)
def test_a_post_saved_without_its_address_gives_title_text_and_time(name: str) -> None:
    expected, found = POSTS[name], page(f"posts/{name}")
    assert (found.kind, found.parser) == (PageKind.POST, expected["parser"])
    assert found.post is not None
    assert (found.post.title, found.post.url) == (FIRST, expected["url"])
    assert found.post.body == "아까부터 접속이 안 됩니다.\n여러분은 어떠세요?"
    assert found.post.posted_at == moment(expected["time"])


def test_a_post_without_a_known_heading_is_named_by_the_page_and_dated_by_what_it_shows() -> None:
    text = (
        '<html><head><link rel="canonical" href="https://m.inven.co.kr/board/webzine/2097/7">'
        f'<meta property="og:title" content="{FIRST} - 오픈 이슈 갤러리 - 인벤"></head><body>'
        '<section class="mo-board-view"><p>이웃</p><p>2026-11-22 20:59</p>'
        '<div class="bbs-con">아까부터 접속이 안 됩니다.</div></section></body></html>'
    )
    post = read_page(text, "", NOW).post
    assert post is not None
    assert (post.id, post.title, post.posted_at) == ("7", FIRST, moment("2026-11-22T20:59:00"))
