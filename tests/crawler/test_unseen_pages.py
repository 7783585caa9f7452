"""What pages of sites that nobody described here get wrong most easily."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

from crawler.encoding import decode
from crawler.parsers.feed import parse_feed
from crawler.parsers.page import PageKind, PageReading, read_page
from models.clock import KST

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)  # 21:00 in Korea
POSTED = datetime(2026, 11, 22, 15, 4, tzinfo=KST)
LEAD = "가람페이 결제가 22일 오후 한 시간 동안 되지 않아 가게마다 줄이 늘어섰다."
LAST = "회사는 데이터베이스를 바꿔 오후 4시에 되살렸다고 설명했다."
TITLE = "가람페이 결제 한 시간 먹통"
HEAD = (
    f"<title>{TITLE} - 새벽일보</title><meta property='og:title' content='{TITLE}'>"
    "<meta property='article:published_time' content='2026-11-22T15:04:00+09:00'>"
)


def read(body: str, head: str = HEAD, url: str = "https://www.example.co.kr/news/1") -> PageReading:
    page = f"<!doctype html><html><head>{head}</head><body>{body}</body></html>"
    return read_page(page, url, NOW)


def body_of(text: str) -> list[str]:
    article = read(f"<h1>{TITLE}</h1>{text}").article
    assert article is not None
    assert (article.title, article.published_at) == (TITLE, POSTED)
    return article.body.split("\n")


CLUTTERED = {
    "links below the text that point at prizes": (
        f"<div id='articleBodyContents'>{LEAD}<br><br>{LAST}<br><br>"
        "<a href='/quiz'><b>▶ 퀴즈 풀고 선물 받자!</b></a><br><a href='/luck'>☞ 오늘의 운세</a> "
        "<a href='/science'>▷ 재미있는 과학</a></div>"
    ),
    "a table with a picture and its caption": (
        "<article id='dic_area'><table><tr><td><table><tr><td><img src='a.jpg'></td></tr>"
        "<tr><td>직원이 고장 난 단말기를 살펴보고 있다. (사진=새벽단)</td></tr></table></td></tr></table>"
        f"{LEAD}<br>{LAST}</article>"
    ),
    "a box beside the marked text": (
        f"<div class='article_view v2'><div itemprop='articleBody'><p>{LEAD}</p><p>{LAST}</p></div>"
        "<div class='chn_box'>새벽TV 보기 새벽라디오 듣기</div></div>"
    ),
    "buttons and related news at the end": (
        f"<article id='dic_area'><p>{LEAD}</p><p>{LAST}</p><div class='media_end_linked_more'>"
        "다른 소식</div><div>댓글 128</div><div>공유하기</div><p>[관련기사] 어제의 소식</p></article>"
    ),
    "what broadcasters write below a script": (
        f"<div class='article-body-text'>{LEAD}<br>{LAST}<br>[새벽통신 자료사진 재판매 및 DB금지]<br>"
        "[영상취재 아무개]<br>기사문의 및 제보 : desk@example.com</div>"
    ),
    "when it was sent, as a line of the text": (
        f"<div class='article-txt'><p>송고시간 2026-11-22 15:04</p><p>{LEAD}</p><p>{LAST}</p>"
        "<p>입력 : 2026.11.22 15:04 | 수정 : 2026.11.22 오후 5:11</p></div>"
    ),
    "who wrote it, in a box of its own": (
        "<div class='story-news article'><div class='writer-zone01'><strong>아무개</strong>기자</div>"
        f"<p>{LEAD}</p><p>{LAST}</p></div>"
    ),
}


@pytest.mark.parametrize("text", CLUTTERED.values(), ids=CLUTTERED)
def test_what_is_no_text_of_the_article_is_left_out(text: str) -> None:
    assert body_of(text) == [LEAD, LAST]


def test_a_day_that_a_sentence_speaks_of_stays() -> None:
    said = "수정 2026년 11월 20일 약관은 그대로라고 회사는 덧붙였다."
    assert body_of(f"<div id='articleBody'><p>{LEAD}</p><p>{said}</p></div>") == [LEAD, said]


def test_a_large_table_with_an_icon_stays() -> None:
    rows = "".join(f"<tr><td>{LEAD}</td><td>{n}</td></tr>" for n in range(6))
    table = f"<table><tr><td><img src='i.png'></td></tr>{rows}</table>"
    assert len(body_of(f"<div id='articleBody'><p>{LAST}</p>{table}</div>")) == 13


def test_a_first_flash_whose_text_is_its_title_is_an_article() -> None:
    flash = "[속보] 가람페이 결제 장애…전국에서 신고"
    head = (
        f"<meta property='og:type' content='article'><meta property='og:title' content='{flash}'>"
    )
    found = read(
        f"<h1 id='article_title'>{flash}</h1><em>입력 2026.11.22 15:04</em>"
        f"<div id='article_body'><p class='caption'>가람 사옥. [사진 가람 제공]</p>{flash}</div>",
        head,
    )
    assert found.article is not None
    assert (found.article.title, found.article.body) == (flash, flash)
    assert found.article.published_at == POSTED


LISTS = {
    "a title, then a longer summary": (
        "<ul>{}</ul>",
        "<li><a href='/news/articleView.html?idxno={0}'><img src='a.jpg'></a><h4 class='titles'>"
        "<a href='/news/articleView.html?idxno={0}'>가람페이 소식 {0}</a></h4><p class='lead'>"
        "<a href='/news/articleView.html?idxno={0}'>요약이 제목보다 길게 이어지는 목록의 한 줄이다.</a></p>"
        "<span class='byline'><em>아무개 기자</em> <em>2026.11.22 15:04</em></span></li>",
    ),
    "a price and the time inside a second link": (
        "<div class='board-list'><div class='list-table'>{}</div></div>",
        "<div class='vrow'><div><a class='title' href='/b/pay/{0}'><span class='title'><img src='f.svg'>"
        "</span> 가람페이 소식 {0} <span class='comment-count'>[7]</span></a></div><a class='title' "
        "href='/b/pay/{0}'><span>3,500원</span><span>무료 배송</span><span>아무개</span><span "
        "class='col-time'><time datetime='2026-11-22T06:04:00.000Z'>3일전</time></span></a></div>",
    ),
    "titles and dates as neighbours, two to an element": (
        "<ul>{}</ul>",
        "<li><dl><dt class='articleSubject'><a href='/n?article_id={0}'>가람페이 소식 {0}</a></dt><dd "
        "class='articleSummary'>요약이 이어진다 <span class='press'>새벽일보</span> <span class='wdate'>"
        "2026-11-22 15:04</span></dd></dl></li>",
    ),
    "rows that are links themselves": (
        "{}",
        "<a class='post-row' href='/economy/{0}'><div><span>진행</span><span class='post-title'>"
        "가람페이 소식 {0}</span><span class='meta'>11.22 15:04</span><span>2.8k</span></div></a>",
    ),
    "a row that holds a list of its own": (
        "<ul>{}</ul>",
        "<li><strong><a href='/n/{0}'>가람페이 소식 {0}</a></strong><em>2026-11-22 15:04</em>"
        "<ul><li>결제</li><li>장애</li></ul></li>",
    ),
}


@pytest.mark.parametrize(("frame", "row"), LISTS.values(), ids=LISTS)
def test_every_row_of_an_unknown_list_has_its_title_and_time(frame: str, row: str) -> None:
    numbers = range(70001, 70008)
    found = read(frame.format("".join(row.format(n) for n in numbers)), "<title>새벽 목록</title>")
    assert found.kind is PageKind.LIST
    assert [row.title for row in found.rows] == [f"가람페이 소식 {n}" for n in numbers]
    assert {row.posted_at for row in found.rows} == {POSTED}
    assert {row.comments for row in found.rows} <= {None, 7}


@pytest.mark.parametrize("url", ["https://www.example.co.kr/notice/view?no=7", ""])
def test_a_notice_is_known_by_its_heading_and_named_by_its_own(url: str) -> None:
    found = read(
        "<div class='area'><h2 class='title'>공지사항</h2><p>소식을 알립니다.</p></div>"
        "<div class='board-detail'><div class='title-area'><h3 class='title'>결제 서비스 점검 안내</h3>"
        f"<span class='date'>2026.11.22 15:04</span></div><div class='board-content'>{LEAD}</div></div>",
        "<title>가람페이 - 공지사항</title>",
        url,
    )
    assert found.kind is PageKind.POST
    assert found.post is not None
    assert (found.post.title, found.post.body) == ("결제 서비스 점검 안내", LEAD)
    assert found.post.posted_at == POSTED


MENUS = "<ul>" + "".join(f"<li><a href='/b{n}'>게시판 {n}</a></li>" for n in range(300)) + "</ul>"


@pytest.mark.parametrize("url", ["https://www.fmkorea.com/9455290107", ""])
def test_a_community_post_that_did_not_come_is_no_article(url: str) -> None:
    head = (
        "<title>결제가 안 되네요 - 자유 - 에펨코리아</title><meta property='og:type' content='article'>"
        "<meta property='og:title' content='결제가 안 되네요'>"
    )
    found = read(f"<p>2026.11.22 15:04</p>{MENUS}<p>{LEAD * 20}</p>", head, url)
    assert found.kind is PageKind.UNKNOWN
    assert "본문" in found.problem


def test_a_list_that_was_cut_short_is_neither_a_login_page_nor_an_article() -> None:
    whole = (
        "<html><head><title>자유게시판</title></head><body><form action='/login'>로그인<input "
        f"type='password'></form>{MENUS}<table>"
    )
    found = read_page(whole, "https://www.example.co.kr/list", NOW)
    assert found.kind is PageKind.UNKNOWN
    assert found.problem.startswith("중간에서 끊긴 페이지입니다.")


def test_a_whole_login_page_with_a_large_menu_is_a_wall() -> None:
    form = f"<form action='/login'>로그인<input type='password'></form>{MENUS[:9000]}</ul>"
    small = form.replace("게시판 ", "")
    assert read(small, "<title>로그인</title>").kind is PageKind.WALL


def test_the_line_that_wordpress_adds_to_a_feed_is_left_out() -> None:
    feed = (
        "<rss version='2.0' xmlns:content='http://purl.org/rss/1.0/modules/content/'><channel><item>"
        f"<title>{TITLE}</title><link>https://www.example.co.kr/1</link><content:encoded><![CDATA["
        f"<p>{LEAD}</p><p>The post <a href='/1'>{TITLE}</a> appeared first on 새벽일보.</p>]]>"
        "</content:encoded></item></channel></rss>"
    )
    (entry,) = parse_feed(feed, "https://www.example.co.kr/feed", NOW)
    assert entry.body == LEAD


@pytest.mark.parametrize("text", ["안됌? 펲시 뷁 똠방", "가람페이 장애", "쓩 꽥 뷁뷁"])
def test_syllables_that_euc_kr_spells_out_are_put_together(text: str) -> None:
    body = f"<meta charset=euc-kr><p>{text}</p>".encode("euc-kr")
    assert decode(body).text.endswith(f"<p>{text}</p>")


DATA = {
    "한국일보": "<script>(window.q=window.q||[]).push({0})</script>",
    "뉴스1": "<script id='__NEXT_DATA__' type='application/json'>{0}</script>",
}


@pytest.mark.parametrize("frame", DATA.values(), ids=DATA)
def test_an_entity_in_the_title_of_a_page_s_data_is_read(frame: str) -> None:
    data = {
        "title": "결제 먹통&#8230;&quot;복구 중&quot;",
        "deployDt": "2026.11.22 15:04",
        "published_time": "2026-11-22 15:04:00",
        ("contentHtml" if "push" in frame else "contentArrange"): (
            f"<p>{LEAD}</p>" if "push" in frame else [{"type": "text", "content": LEAD}]
        ),
    }
    found = read(frame.format(json.dumps(data, ensure_ascii=False)))
    assert found.article is not None
    assert found.article.title == '결제 먹통…"복구 중"'
