"""Boards, portals' lists, notices and walls, on twins of the real pages."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from crawler.catalogue import load_catalogue
from crawler.parsers import clien, dcinside, fmkorea, naver, notice, ppomppu, ruliweb
from crawler.parsers.html import read_count
from crawler.parsers.page import PageKind, read_page
from crawler.parsers.records import BoardRow
from crawler.parsers.registry import ListParser
from crawler.parsers.wall import find_wall
from models.clock import KST
from models.errors import ParseError
from models.records import Kind

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)  # 21:00 in Korea
TITLE = "가람톡 저만 안 되나요"

DCINSIDE = """<table class="gall_list"><tbody>
<tr class="ub-content"><td class="gall_tit"><a href="javascript:;">설문</a></td>
<td class="gall_date">26/11/20</td></tr>
<tr class="ub-content us-post" data-no="7" data-type="icon_txt"><td class="gall_num">7</td>
<td class="gall_tit ub-word"><a href="/board/view/?id=net&no=7&page=1"><em class="icon_img">
</em>가람톡 저만 안 되나요</a>
<a class="reply_numbox" href="/board/view/?id=net&no=7&t=cv"><span class="reply_num">[12]</span>
</a></td>
<td class="gall_date" title="2026-11-22 20:59:01">20:59</td><td class="gall_count">1,234</td></tr>
</tbody></table>"""
PPOMPPU = """<table id="revolution_main_table"><tbody>
<tr class="baseNotice"><td><a class="baseList-title" href="view.php?id=regulation&no=6">이용 규칙</a>
</td>
<td title="13.10.24 13:24:54"></td></tr>
<tr class="baseList bbs_new1"><td class="baseList-space baseList-numb">7</td><td class="title">
<a class="baseList-title" href="view.php?id=freeboard&page=1&divpage=1&no=7">
<span>가람톡 저만 안 되나요</span></a>
<span class="baseList-c">12</span></td><td title="26.11.22 20:59:01">
<time class="baseList-time">20:59:01</time></td>
<td class="baseList-views">1234</td></tr>
<tr class="baseList bbs_new1"><td class="baseList-numb"><img alt="쇼핑"></td><td class="title">
<a class="baseList-title" href="/zboard/view.php?id=pmarket&no=9"><span>겨울 이불 특가</span></a></td>
<td><time class="baseList-time">12:00:00</time></td></tr></tbody></table>"""
RULIWEB = """<table class="board_list_table"><tbody>
<tr class="table_body notice inside"><td class="subject">
<a class="subject_link" href="/market/board/1/read/1">공지</a></td><td class="time">2020.03.28</td>
</tr>
<tr class="table_body best inside blocktarget"><td class="subject">
<a class="subject_link" href="/market/board/1/read/2">베스트</a></td><td class="time">10:00</td></tr>
<tr class="table_body blocktarget"><td class="id">7</td><td class="subject">
<a class="subject_link deco" href="https://bbs.example.com/market/board/1/read/7?page=1">
가람톡 저만 안 되나요<i class="icon-picture">
</i><span class="num_reply">(12)</span></a></td>
<td class="hit">1234</td><td class="time"> 20:59 </td></tr></tbody></table>"""
FMKOREA = """<table class="bd_lst"><tbody><tr class="notice"><td class="title"><a href="/1">공지</a></td></tr></tbody></table>
<div class="fm_best_widget"><ul><li class="li"><h3 class="title"><a href="/9455290007">
<span class="ellipsis-target">가람톡 저만 안 되나요</span>
<span class="comment_count">[12]</span></a></h3><span class="regdate">20:59</span></li></ul>
</div>"""
CLIEN = """<div class="list_content"><div class="list_item notice" data-role="list-row">
<a class="list_subject" href="/service/board/rule/1"><span class="subject_fixed" title="규칙">규칙</span></a></div>
<div class="list_item symph_row" data-role="list-row" data-board-sn="7" data-comment-count="12">
<a class="list_subject" href="/service/board/park/7?od=T31&po=0">
<span class="subject_fixed" title="가람톡 저만 안 되나요">가람톡 저만 안…</span></a>
<span class="hit">1.2 k</span><span class="timestamp">2026-11-22 20:59:01</span></div></div>"""


@pytest.mark.parametrize(
    ("parse", "page", "number", "url", "views", "second"),
    [
        (
            dcinside.parse_list,
            DCINSIDE,
            "7",
            "https://example.com/board/view/?id=net&no=7",
            1234,
            1,
        ),
        (
            ppomppu.parse_list,
            PPOMPPU,
            "7",
            "https://example.com/zboard/view.php?id=freeboard&no=7",
            1234,
            1,
        ),
        (
            ruliweb.parse_list,
            RULIWEB,
            "7",
            "https://bbs.example.com/market/board/1/read/7",
            1234,
            0,
        ),
        (fmkorea.parse_list, FMKOREA, "9455290007", "https://example.com/9455290007", None, 0),
        (clien.parse_list, CLIEN, "7", "https://example.com/service/board/park/7", 1200, 1),
    ],
)
def test_a_list_gives_its_posts_without_notices_and_adverts(
    parse: ListParser, page: str, number: str, url: str, views: int | None, second: int
) -> None:
    posted = datetime(2026, 11, 22, 20, 59, second, tzinfo=KST)
    found = parse(page, "https://example.com/zboard/zboard.php?page=2", NOW)
    assert found == [BoardRow(number, url, TITLE, posted, comments=12, views=views)]


def test_the_catalogue_has_the_boards_where_koreans_tell_of_outages() -> None:
    boards = [s for s in load_catalogue().values() if s.kind is Kind.COMMUNITY]
    assert {s.parser for s in boards if s.reader == "board"} >= {
        "clien", "ppomppu", "dcinside", "fmkorea", "ruliweb", "theqoo", "bobaedream", "inven",
        "82cook", "pann", "mlbpark", "humoruniv",
    }  # fmt: skip
    barred = {"humoruniv", "pann", "fmkorea", "instiz"}  # by robots.txt, or by a wall
    assert not [s.id for s in boards if s.enabled and s.parser in barred]


def test_a_list_that_changed_its_layout_is_an_error() -> None:
    for parse in (dcinside.parse_list, ppomppu.parse_list, ruliweb.parse_list, clien.parse_list):
        with pytest.raises(ParseError):
            parse(
                "<html><body><ul><li>새 모양</li></ul></body></html>", "https://example.com/", NOW
            )
    with pytest.raises(ParseError, match="작성 시각"):
        clien.parse_list(CLIEN.replace("timestamp", "moment"), "https://example.com/", NOW)
    with pytest.raises(ParseError, match="절반"):
        clien.parse_list(CLIEN.replace("list_subject", "subject"), "https://example.com/", NOW)


def test_posts_come_with_their_text_and_without_what_surrounds_it() -> None:
    post = dcinside.parse_post(
        '<div class="gallview_head"><span class="title_subject">제목</span>'
        '<span class="gall_date" title="2026-11-22 20:59:01"></span></div>'
        '<div class="write_div"><p>첫 줄</p><p>둘째 줄</p><span id="dcappfooter">- app</span></div>'
        '<table><tr class="ub-content"><td class="gall_date" title="2020-01-01 00:00:00"></td></tr></table>',
        "https://example.com/board/view/?id=net&no=7&page=3",
        NOW,
    )
    assert (post.id, post.title, post.body) == ("7", "제목", "첫 줄\n둘째 줄")
    assert post.posted_at == datetime(2026, 11, 22, 20, 59, 1, tzinfo=KST)
    phone = ppomppu.parse_post(
        '<div class="bbs view"><h4>제목<div class="info">x</div><span class="hi"> 일반 | 2026-11-22 20:59</span></h4>'
        '<div id="KH_Content">첫 줄<br>둘째 줄</div></div>',
        "https://m.example.com/new/bbs_view.php?id=freeboard&no=7",
        NOW,
    )
    assert (phone.title, phone.body) == ("제목", "첫 줄\n둘째 줄")
    assert phone.posted_at == datetime(2026, 11, 22, 20, 59, tzinfo=KST)


def test_a_post_of_pictures_only_has_an_empty_text_and_a_lost_one_is_an_error() -> None:
    page = '<h3 class="post_subject"><span>제목</span></h3><div class="post_article"><img src="a.png"></div>'
    assert clien.parse_post(page, "https://example.com/service/board/park/7", NOW).body == ""
    with pytest.raises(ParseError):
        clien.parse_post("<p>삭제된 글입니다</p>", "https://example.com/service/board/park/7", NOW)


def test_a_portals_list_names_its_articles_by_press_and_number() -> None:
    page = (
        '<ul><li class="sa_item"><a class="sa_text_title" href="https://n.news.naver.com/mnews/article/001/0012345678?sid=105">'
        '<strong>가람톡 접속 장애</strong></a><div class="sa_text_lede">요약</div><div class="sa_text_press">새벽일보</div>'
        '<div class="sa_text_datetime"><b>54분전</b></div></li></ul>'
    )
    [row] = naver.parse_section(page, "https://news.naver.com/section/105", NOW)
    assert (row.id, row.url) == (
        "001-0012345678",
        "https://n.news.naver.com/article/001/0012345678",
    )
    assert (row.posted_at, row.publisher) == (datetime(2026, 11, 22, 20, 6, tzinfo=KST), "새벽일보")


def test_notices_are_found_in_tables_and_in_lists() -> None:
    table = (
        "<header><ul><li><a href='/'>홈</a> 2026.11.22</li></ul></header><table><thead><tr><th>번호</th></tr></thead><tbody>"
        '<tr><td>12</td><td class="subject"><a href="/notice/view?seq=12">가람톡 장애 안내</a></td><td>2026.11.22</td></tr>'
        '<tr><td>11</td><td class="subject"><a href="/notice/view?seq=11">정기 점검 안내</a></td><td>2026.11.20</td></tr>'
        "</tbody></table>"
    )
    listed = (
        '<ul><li><a href="/notice/12"><strong class="tit">가람톡 장애 안내</strong>'
        '<span class="date">2026-11-22 20:59</span></a></li></ul>'
    )
    rows = notice.parse_list(table, "https://example.com/notice", NOW)
    assert [(row.id, row.title) for row in rows] == [
        ("12", "가람톡 장애 안내"),
        ("11", "정기 점검 안내"),
    ]
    [row] = notice.parse_list(listed, "https://example.com/notice", NOW)
    assert (row.id, row.title) == ("12", "가람톡 장애 안내")
    assert row.posted_at == datetime(2026, 11, 22, 20, 59, tzinfo=KST)
    with pytest.raises(ParseError):
        notice.parse_list("<ul><li><a href='/a'>메뉴</a></li></ul>", "https://example.com/", NOW)


def test_a_notices_page_gives_title_text_and_time() -> None:
    page = (
        "<title>가람톡 장애 안내 - 가람</title><div class='board_view'><h2 class='subject'>가람톡 장애 안내</h2>"
        "<p class='info'>등록일 <span class='date'>2026-11-22 20:59</span></p>"
        "<div class='content'><p>접속이 되지 않는 현상이 있습니다.</p><p>확인 중입니다.</p></div></div>"
    )
    post = notice.parse_post(page, "https://example.com/notice/12", NOW)
    assert (post.title, post.body) == (
        "가람톡 장애 안내",
        "접속이 되지 않는 현상이 있습니다.\n확인 중입니다.",
    )
    assert post.posted_at == datetime(2026, 11, 22, 20, 59, tzinfo=KST)


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("<html><body>네</body></html>", 430),
        (
            "<html><title>어느 곳 보안 시스템</title><body>잠시 기다리면 접속됩니다</body></html>",
            200,
        ),
        ("<script>" + "var a=1;" * 400 + "</script>", 200),
        (
            "<title>Just a moment...</title><script src='/cdn-cgi/challenge-platform/x.js'></script>",
            200,
        ),
        ("<title>로그인</title><form action='/login'><input type=password></form>", 200),
        ("<body>비정상적인 접근이 감지되었습니다.</body>", 200),
        ("<title>에펨코리아 보안 시스템</title>".encode().decode("latin-1"), 200),
    ],
)
def test_walls_are_recognised(text: str, status: int) -> None:
    assert find_wall(text, status)


def test_a_page_with_text_is_no_wall_even_if_it_speaks_of_one() -> None:
    text = (
        "<title>로그인 장애, 접근이 차단됐다</title><input type=password>"
        + "<p>기사 문단입니다.</p>" * 200
    )
    assert find_wall(text) is None


def test_any_page_is_told_for_what_it_is() -> None:
    url = "https://example.com/"
    assert read_page(CLIEN, url, NOW).kind is PageKind.LIST
    assert read_page("<p>아무것도 아님</p>", url, NOW).kind is PageKind.UNKNOWN
    assert read_page("", url, NOW).kind is PageKind.UNKNOWN
    assert (
        read_page("<rss><channel><item><title>가</title></item></channel></rss>", url, NOW).kind
        is PageKind.FEED
    )
    assert read_page("<title>Access Denied</title>", url, NOW).kind is PageKind.WALL


@pytest.mark.parametrize(
    ("shown", "count"),
    [
        ("1,234", 1234),
        ("1.2 k", 1200),
        ("[12]", 12),
        ("(4)", 4),
        ("99+", 99),
        ("1.5만", 15000),
        ("-", None),
        (None, None),
    ],
)
def test_counts_are_read_as_boards_show_them(shown: str | None, count: int | None) -> None:
    assert read_count(shown) == count
