"""Articles on pages that are twins of the real ones in markup, in our own words."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

from crawler.parsers.article import parse_article
from models.clock import KST
from models.errors import ParseError

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
URL = "https://www.example.co.kr/news/1?utm_source=x"
TITLE = "가람톡 1시간 접속 장애…“서버 점검 뒤 복구”"
FIRST = "메신저 가람톡이 22일 오후 2시부터 한 시간 동안 접속되지 않았다."
SECOND = "회사는 오후 3시에 복구를 마쳤다고 밝혔다."
POSTED = datetime(2026, 11, 22, 15, 4, 5, tzinfo=KST)
MENU = "<nav><a href='/'>홈</a><a href='/p'>정치</a></nav>"


def document(head: str, body: str) -> str:
    return f"<!doctype html><html><head>{head}</head><body>{MENU}{body}</body></html>"


def og(**more: str) -> str:
    values = {
        "og:title": f"{TITLE} - 새벽일보",
        "og:site_name": "새벽일보",
        "og:type": "article",
        **more,
    }
    return "".join(f'<meta property="{name}" content="{value}">' for name, value in values.items())


def test_json_ld_states_title_time_and_publisher() -> None:
    data = {
        "@context": "https://schema.org",
        "@graph": [
            {"@type": "WebSite", "name": "x"},
            {"@type": "NewsArticle", "headline": TITLE, "datePublished": "2026-11-22T15:04:05+09:00",
             "dateModified": "2026-11-22T15:10:00+09:00", "publisher": {"name": "새벽일보"}},
        ],
    }  # fmt: skip
    head = f'<script type="application/ld+json">{json.dumps(data)}</script>'
    body = (
        '<div class="col-main" itemprop="articleBody"><h2 class="sub-tit-ll">요약</h2>'
        '<div class="editor-img-box"><div class="caption"><p>사진 설명</p></div></div>'
        f'<p class="editor-p">{FIRST}</p><p class="editor-p"><br></p><p class="editor-p">{SECOND}</p>'
        '<div class="writer"><span class="name">기자</span></div></div>'
    )
    found = parse_article(document(head, body), URL, NOW)
    assert (found.title, found.body) == (TITLE, f"{FIRST}\n{SECOND}")
    assert (found.published_at, found.publisher) == (POSTED, "새벽일보")
    assert found.modified_at == datetime(2026, 11, 22, 15, 10, tzinfo=KST)


def test_open_graph_serves_where_json_ld_is_broken() -> None:
    head = '<script type="application/ld+json">{"@type": "NewsArticle", </script>' + og(
        **{"article:published_time": "2026-11-22T15:04:05.000+0900"}
    )
    body = f'<div id="articleText">{FIRST}<br><br>{SECOND}<div class="caption">사진</div></div>'
    found = parse_article(document(head, body), URL, NOW)
    assert (found.title, found.body, found.published_at) == (TITLE, f"{FIRST}\n{SECOND}", POSTED)


@pytest.mark.parametrize("tag", ["div", "article"])
def test_a_portals_article_is_read_in_both_of_its_markups(tag: str) -> None:
    body = (
        f'<h2 id="title_area"><span>{TITLE}</span></h2>'
        '<span class="_ARTICLE_DATE_TIME" data-date-time="2026-11-22 15:04:05">입력</span>'
        f'<{tag} id="dic_area"><strong class="media_end_summary">요약</strong>'
        f'<span class="end_photo_org"><em class="img_desc">사진</em></span>{FIRST}<br><br>{SECOND}</{tag}>'
    )
    head = f'<meta property="og:title" content="{TITLE}"><meta name="twitter:creator" content="새벽일보">'
    found = parse_article(document(head, body), URL, NOW)
    assert (found.body, found.published_at) == (f"{FIRST}\n{SECOND}", POSTED)
    assert found.publisher == "새벽일보"


def test_a_business_dailys_paragraphs_come_without_captions_and_subheads() -> None:
    body = (
        f'<h2 class="news_ttl">{TITLE}</h2><div class="time_area"><dl class="registration">'
        "<dt>입력 :</dt><dd>2026-11-22 15:04:05</dd></dl></div>"
        '<div class="news_cnt_detail_wrap" itemprop="articleBody"><div class="mid_title">요약</div>'
        '<div refid="1" class="thumb_area"><figure><figcaption>사진</figcaption></figure></div>'
        f'<p refid="2">{FIRST}</p><div class="border_org">소제목</div><p refid="3">{SECOND}</p></div>'
    )
    found = parse_article(document(og(), body), URL, NOW)
    assert (found.title, found.body, found.published_at) == (TITLE, f"{FIRST}\n{SECOND}", POSTED)


def embedded(content: str) -> dict[str, str]:
    return {"title": TITLE, "contentHtml": content, "deployDt": "2026.11.22 15:04",
            "reDeployDt": "2026.11.22 15:40"}  # fmt: skip


CONTENT = f'<p class="editor-p">{FIRST}</p><h3 class="editor-tit">복구</h3><p class="editor-p">{SECOND}</p>'


def test_an_article_that_only_a_script_shows_is_read_from_its_data() -> None:
    state = json.dumps({"queries": [{"state": {"data": embedded(CONTENT)}}]})
    script = f'<script>window["__Q_"]=[];window["__Q_"].push({state});</script>'
    found = parse_article(document(og(), script), URL, NOW)
    assert found.body == f"{FIRST}\n복구\n{SECOND}"
    assert found.published_at == datetime(2026, 11, 22, 15, 4, tzinfo=KST)


def test_an_article_in_the_stream_of_next_js_is_put_together() -> None:
    data = json.dumps(["$", {"detail": embedded("$24")}], ensure_ascii=False)
    stream = f"24:T{len(CONTENT.encode()):x},{CONTENT}5:{data}\n"
    stream = f"1:{{}}\n{stream}".replace(f"{CONTENT}5:", f"{CONTENT}\n5:")
    chunks = (stream[:60], stream[60:])
    scripts = "".join(
        f"<script>self.__next_f.push({json.dumps([1, chunk]).replace('<', chr(92) + 'u003c')})</script>"
        for chunk in chunks
    )
    found = parse_article(document(og(), scripts), URL, NOW)
    assert (found.title, found.body) == (TITLE, f"{FIRST}\n복구\n{SECOND}")


def test_an_unknown_layout_is_guessed() -> None:
    filler = "".join(f"<p>{FIRST} {SECOND} {number}번째 문단입니다.</p>" for number in range(8))
    head = og(**{"article:published_time": "2026-11-22T15:04:05+09:00"})
    found = parse_article(document(head, f"<div class='x9f3'>{filler}</div>"), URL, NOW)
    assert FIRST in found.body


def test_a_canonical_address_counts_only_on_the_same_site() -> None:
    body = f'<div id="articleBody">{FIRST} {SECOND}</div>'
    own = "https://m.example.co.kr/news/1"
    for address, expected in ((own, own), ("https://evil.co.kr/news/1", URL), ("/", URL)):
        head = og() + f'<link rel="canonical" href="{address}">'
        assert parse_article(document(head, body), URL, NOW).url == expected


@pytest.mark.parametrize(
    "page",
    [
        "",
        document(og(), "<div id='articleBody'></div>"),
        document("<title>메뉴</title>", f"<p>{FIRST}</p>"),
        document(og(), "<b>" * 2500 + FIRST),
    ],
)
def test_a_page_without_an_article_is_an_error_never_an_empty_article(page: str) -> None:
    with pytest.raises(ParseError):
        parse_article(page, URL, NOW)
