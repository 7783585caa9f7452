"""One reader for any page, and what keeps a visitor out told from what speaks of it."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from parsel import Selector

from crawler.parsers.own_address import own_addresses
from crawler.parsers.page import PageKind, read_page
from crawler.parsers.wall import find_wall

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)  # 21:00 in Korea

WALLS = sorted((Path(__file__).parent / "wall_pages").glob("*.html"))


@pytest.mark.parametrize("path", WALLS, ids=lambda path: path.stem)
def test_what_keeps_a_visitor_out_is_a_wall(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert find_wall(text)
    assert read_page(text, "https://example.com/a", NOW).kind is PageKind.WALL


@pytest.mark.parametrize("status", [401, 403, 429, 430, 451])
def test_a_refusal_in_the_status_line_is_a_wall_whatever_the_page_holds(status: int) -> None:
    assert find_wall("<p>이웃</p>", status) == f"HTTP {status}"


ARTICLE = (
    "<html><head><title>{0} - 새벽일보</title><meta property='og:type' content='article'>"
    "<meta property='og:title' content='{0}'>"
    "<meta property='article:published_time' content='2026-11-22T20:59:00+09:00'></head>"
    "<body><h1>{0}</h1><div itemprop='articleBody'><p>{1}</p></div>{2}</body></html>"
)
LOGIN_BOX = (
    "<form action='/login'><input name=id><input type=password><button>로그인</button></form>"
)


@pytest.mark.parametrize(
    ("title", "text", "more"),
    [
        (
            "가람톡 접근 차단",
            "비정상적인 접근이 감지돼 접속이 차단됐다는 신고가 이어지고 있다.",
            "",
        ),
        ("학교 보안 시스템", "출입을 맡은 보안 시스템이 멈춰 학생들이 밖에서 기다렸다.", ""),
        ("로그인 장애", "로그인이 필요한 서비스가 한 시간 동안 멈췄다고 회사가 밝혔다.", LOGIN_BOX),
        (
            "해외 아이피 차단",
            "회사는 해외 IP는 차단했다고 밝혔다.",
            "<div class=g-recaptcha></div>",
        ),
        (
            "문단이 하나인 기사",
            "서비스가 다시 열렸다고 회사가 밝혔다.",
            "<script src='/cdn-cgi/challenge-platform/scripts/jsd/main.js'></script>",
        ),
    ],
)
def test_a_short_article_about_refusals_is_an_article(title: str, text: str, more: str) -> None:
    found = read_page(ARTICLE.format(title, text, more), "https://example.com/a", NOW)
    assert (found.kind, found.problem) == (PageKind.ARTICLE, "")


def test_a_short_post_about_refusals_is_a_post() -> None:
    text = (
        "<html><head><title>접근 차단 - 통신 갤러리</title></head><body><div class='gallview_head'>"
        "<span class='title_subject'>비정상적인 접근이라며 차단됨</span>"
        "<span class='gall_date' title='2026-11-22 20:59:01'></span></div>"
        f"<div class='write_div'>접근이 차단되었습니다 라고만 나와요</div>{LOGIN_BOX}</body></html>"
    )
    url = "https://gall.dcinside.com/board/view/?id=net&no=7"
    assert read_page(text, url, NOW).kind is PageKind.POST


def test_a_list_of_few_rows_with_a_login_box_is_a_list() -> None:
    rows = "".join(
        f"<tr><td>{n}</td><td class='subject'><a href='/notice/{n}'>접속이 차단되는 현상 안내</a></td>"
        f"<td class='date'>2026.11.{n}</td></tr>"
        for n in (20, 21, 22)
    )
    text = f"<html><head><title>공지</title></head><body>{LOGIN_BOX}<table><tbody>{rows}</tbody></table></body></html>"
    found = read_page(text, "https://example.com/notice", NOW)
    assert (found.kind, len(found.rows)) == (PageKind.LIST, 3)


def test_a_board_behind_a_challenge_script_is_a_list() -> None:
    text = (
        "<html><head><title>클리앙</title></head><body><div class='list_item symph_row' data-comment-count='1'>"
        "<a class='list_subject' href='https://www.clien.net/service/board/park/7'>"
        "<span class='subject_fixed' title='로봇이 아닙니다'>로봇이 아닙니다</span></a>"
        "<span class='timestamp'>2026-11-22 20:59:01</span></div><div class='g-recaptcha'></div></body></html>"
    )
    assert read_page(text, "", NOW).kind is PageKind.LIST


def test_a_short_notice_on_a_guarded_site_is_a_notice() -> None:
    text = (
        "<html><head><title>접속 제한 안내 - 가람</title><script src='/_Incapsula_Resource?SWJIYLWA=7'>"
        "</script></head><body><div class='board_view'><h2 class='subject'>접속 제한 안내</h2>"
        "<p class='info'>등록일 <span class='date'>2026-11-22 20:59</span></p><div class='content'>"
        "<p>점검하는 동안 접속이 일시적으로 제한됩니다. 이용에 불편을 드려 죄송합니다.</p>"
        "<p>점검은 다음 날 새벽에 끝날 예정이며, 끝나는 대로 다시 알려 드리겠습니다. 고맙습니다.</p>"
        "</div></div><form><div class='g-recaptcha'></div></form></body></html>"
    )
    assert find_wall(text) is None
    assert read_page(text, "https://example.com/notice/12", NOW).kind is PageKind.POST


def test_a_page_tells_its_own_address_in_several_ways() -> None:
    saved = "<!DOCTYPE html>\n<!-- saved from url=(0031)https://www.clien.net/service/7 -->\n<html>"
    text = (
        f"{saved}<head><link rel='canonical' href='/service/8'><base href='https://www.clien.net/'>"
    )
    assert own_addresses(Selector(text=text), text, "https://www.clien.net/") == [
        "https://www.clien.net/service/7",
        "https://www.clien.net/service/8",
        "https://www.clien.net/",
    ]
    assert own_addresses(Selector(text="<p>이웃</p>")) == []


def test_an_article_saved_without_any_address_has_none() -> None:
    text = ARTICLE.format(
        "가람톡 접속 장애", "가람톡이 오늘 한 시간 동안 멈췄다고 회사가 밝혔다.", ""
    )
    found = read_page(text, "", NOW)
    assert (found.kind, found.url) == (PageKind.ARTICLE, "")
    assert found.article is not None
    assert found.article.url == ""


def test_a_feed_without_an_address_keeps_its_entries_own() -> None:
    text = "<rss><channel><item><title>가람톡 접속 장애</title><link>https://example.com/1</link></item></channel></rss>"
    found = read_page(text, "", NOW)
    assert [entry.url for entry in found.entries] == ["https://example.com/1"]


def test_a_page_of_nothing_says_why_without_an_invented_address() -> None:
    found = read_page("<html><body><p>아무것도 아님</p></body></html>", "", NOW)
    assert (found.kind, found.rows) == (PageKind.UNKNOWN, ())
    assert found.problem
    assert "localhost" not in found.problem


def test_a_copy_of_a_board_at_another_address_is_read_as_the_board_it_says_it_is() -> None:
    text = (Path(__file__).parent / "board_pages" / "clien_phone.html").read_text(encoding="utf-8")
    found = read_page(text, "http://127.0.0.1:8000/copy.html", NOW)
    assert (found.kind, found.parser) == (PageKind.LIST, "clien")
    assert found.rows[0].url == "https://m.clien.net/service/board/park/1801"


def test_a_feed_without_an_entry_is_a_feed_that_says_so() -> None:
    found = read_page("<rss version='2.0'><channel><title>빈 소식</title></channel></rss>", "", NOW)
    assert (found.kind, found.entries, found.problem) == (
        PageKind.FEED,
        (),
        "피드에 항목이 없습니다",
    )
