"""An article's title, time and text, where its page states them in more than one way."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from crawler.parsers.article import parse_article
from crawler.parsers.article_body import without_boilerplate
from crawler.parsers.article_title import choose_title
from models.clock import KST

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
URL = "https://www.example.co.kr/news/1"
TITLE = "‘새벽은행’ 앱 접속 장애…“인증 서버 점검”"
LEAD = "새벽은행 앱이 22일 오전 접속되지 않아 이용자가 불편을 겪었다."
LAST = "은행은 오전 11시 20분에 복구했다고 밝혔다."
POSTED = datetime(2026, 11, 22, 15, 4, tzinfo=KST)


def page(head: str = "", before: str = "", body: str = "") -> str:
    text = body or f"<div id='articleBody'><p>{LEAD}</p><p>{LAST}</p></div>"
    return (
        f"<!doctype html><html><head><meta property='og:type' content='article'>{head}</head>"
        f"<body>{before}{text}</body></html>"
    )


def json_ld(**values: Any) -> str:
    data = {"@context": "https://schema.org", "@type": "NewsArticle", "headline": TITLE, **values}
    return f"<script type='application/ld+json'>{json.dumps(data, ensure_ascii=False)}</script>"


def meta(name: str, value: str) -> str:
    return f'<meta property="{name}" content="{value}">'


def script(text: str) -> str:
    return f'<script type="application/ld+json">{text}</script>'


TIMES = {
    "an offset with a colon": (json_ld(datePublished="2026-11-22T15:04:00+09:00"), ""),
    "an offset without a colon": (json_ld(datePublished="2026-11-22T15:04:00.000+0900"), ""),
    "UTC that is UTC": (json_ld(datePublished="2026-11-22T06:04:00Z"), "<p>입력 2026.11.22 15:04</p>"),
    "UTC that is UTC, unseen": (json_ld(datePublished="2026-11-22T06:04:00.000Z"), ""),
    "Korean time called UTC": (json_ld(datePublished="2026-11-22T15:04:00Z"), "<p>입력 2026.11.22 15:04</p>"),
    "Korean time called UTC, in the future": (json_ld(datePublished="2026-11-22T15:04:00+00:00"), ""),
    "a day and a shown clock": (json_ld(datePublished="2026-11-22"), "<p>등록 2026-11-22 15:04</p>"),
    "midnight and a shown clock": (json_ld(datePublished="2026-11-22T00:00:00+09:00"), "<p>기사입력 2026.11.22. 오후 3:04</p>"),
    "a day, then a meta element": (
        json_ld(datePublished="2026-11-22") + meta("article:published_time", "2026-11-22T15:04:00+09:00"), "",
    ),
    "only a meta element without a zone": (meta("article:published_time", "2026-11-22 15:04:00"), ""),
    "a list of datePublished": (json_ld(datePublished=["2026-11-22T15:04:00+09:00"]), ""),
    "only shown, published and edited": ("", "<p>입력 2026.11.22. 오후 3:04 수정 2026.11.22. 오후 5:11</p>"),
    "the edit shown first": ("", "<p>수정 2026-11-22 17:11</p><p>입력 2026-11-22 15:04</p>"),
    "label and time apart": ("", "<dl><dt>최종수정</dt><dd>2026-11-22 17:11</dd><dt>입력</dt><dd>2026-11-22 15:04</dd></dl>"),
    "a clock of the site above it": ("", "<p>2026.11.22 (일) 20:55</p><p>승인 2026.11.22 15:04</p>"),
    "a clock in brackets": ("", "<em>입력 2026.11.22 (15:04)</em>"),
    "broken JSON": (script(
        '{"@type":"NewsArticle","headline":"그는 "먹통"이라",'
        '"datePublished":"2026-11-22T15:04:00+09:00"}'
    ), ""),
    "JSON with commas too many": (script(
        '{"@type":"NewsArticle","headline":"x",'
        '"datePublished":"2026-11-22T15:04:00+09:00",}'
    ), ""),
    "JSON in CDATA": (script(
        '//<![CDATA[\n{"@type":"NewsArticle",'
        '"datePublished":"2026-11-22T15:04:00+09:00"}\n//]]>'
    ), ""),
    "a WebPage's time beside the article's": (script(
        '[{"@type":"WebPage",'
        '"datePublished":"2026-01-01"},{"@type":["NewsArticle"],"headline":"x",'
        '"datePublished":"2026-11-22T15:04:00+09:00"}]'
    ), ""),
}  # fmt: skip


@pytest.mark.parametrize("case", TIMES)
def test_the_time_is_when_it_was_published(case: str) -> None:
    head, before = TIMES[case]
    found = parse_article(page(meta("og:title", TITLE) + head, before), URL, NOW)
    assert found.published_at == POSTED


def test_a_time_in_the_future_is_not_believed() -> None:
    head = meta("og:title", TITLE) + json_ld(datePublished="2026-11-23T15:04:00+09:00")
    assert parse_article(page(head), URL, NOW).published_at is None


@pytest.mark.parametrize(
    ("headline", "named", "shown", "site", "expected"),
    [
        (TITLE, f"{TITLE} - 새벽일보", [TITLE], "새벽일보", TITLE),
        ("", f"{TITLE} - 새벽일보", [], "새벽일보", TITLE),
        ("", f"{TITLE} | 새벽", [], "새벽", TITLE),
        ("", f"{TITLE} : 동아일보", [], "", TITLE),
        ("", f"{TITLE} : 경제일반 : 경제 : 뉴스 : 한겨레", [], "", TITLE),
        ("", f"{TITLE} - 매일경제", [], "", TITLE),
        ("", f"{TITLE} - 조선비즈", [], "", TITLE),
        ("", f"{TITLE} | 연합뉴스", [], "", TITLE),
        ("", f"{TITLE} < 산업 < 기사본문 - 새벽타임스", [], "새벽타임스", TITLE),
        ("", f"{TITLE} : 네이버 뉴스", [], "", TITLE),
        (f"[속보] {TITLE}", "", [TITLE], "", TITLE),
        (f"[속보] {TITLE}", "", [f"[속보] {TITLE}"], "", f"[속보] {TITLE}"),
        (f"{TITLE[:15]}...", "", [TITLE], "", TITLE),
        (TITLE, "", ["새벽일보", "경제"], "새벽일보", TITLE),
        ("네이버페이·카카오페이 동시 장애", "", ["네이버페이"], "", "네이버페이·카카오페이 동시 장애"),
        ("&quot;새벽톡&quot; 먹통 &amp; 복구", "", [], "", '"새벽톡" 먹통 & 복구'),
        ("통신 대란 <상> 원인은 - 전문가 진단", "", [], "", "통신 대란 <상> 원인은 - 전문가 진단"),
        ("KT - 아현 화재 1년", "", [], "", "KT - 아현 화재 1년"),
        ("", "", ["", "새벽톡 30분 멈춤"], "", "새벽톡 30분 멈춤"),
        ("새벽일보 모바일 :: 새벽톡 30분 멈춤", "", [], "새벽일보", "새벽일보 모바일 :: 새벽톡 30분 멈춤"),
        ("", "새벽일보 모바일 :: 새벽톡 30분 멈춤", [], "새벽일보", "새벽톡 30분 멈춤"),
    ],
)  # fmt: skip
def test_the_title_is_as_the_page_shows_it(
    headline: str, named: str, shown: list[str], site: str, expected: str
) -> None:
    assert choose_title(headline, named, shown, site) == expected


@pytest.mark.parametrize(
    "line",
    [
        "<저작권자(c) 연합뉴스, 무단 전재-재배포, AI 학습 및 활용 금지>",
        "Copyright ⓒ 새벽일보. All rights reserved. 무단 전재 및 재배포 금지",
        "저작권자 © 새벽타임스 무단전재 및 재배포 금지",
        "ⓒ 새벽일보 & sb.co.kr, 무단 전재 및 재배포 금지",
        "▷ 카카오톡 : '새벽제보' 검색, 채널 추가",
        "제보는 카카오톡 okjebo",
        "※ '당신의 제보가 뉴스가 됩니다'",
        "[사진=게티이미지뱅크]", "(사진=새벽시 제공)", "/사진=뉴시스", "사진=연합뉴스", "[자료사진]",
        "▲22일 멈춰 선 전산실 앞. 사진=새벽시 제공",
        "광고", "[광고]", "AD", "(끝)", "사진 확대", "관련기사", "이 기사를 공유합니다",
        "▶ 네이버에서 새벽일보 구독하기",
        "이 기사는 유료회원 전용입니다.",
    ],
)  # fmt: skip
def test_lines_that_are_not_the_article_go(line: str) -> None:
    assert without_boilerplate([LEAD, line, LAST], TITLE) == [LEAD, LAST]


@pytest.mark.parametrize(
    "line",
    [
        "◆ 왜 멈췄나", "Q. 언제 복구됐나", "① 결제 ② 송금 ③ 이체", "서비스 | 상태", "복구 완료",
        "이 회사는 광고 서버도 함께 멈췄다고 밝혔다.",
        "사진 공유 서비스 새벽그램도 멈췄다.",
        "회사는 피해 제보를 받아 보상하겠다고 했다.",
        "저작권자 협회 누리집도 열리지 않았다.",
        "네이버 구독 서비스와 카카오 채널도 접속이 늦어졌다.",
        "이용자는 로그인 후 하얀 화면만 봤다고 말했다.",
        "▲앱 접속 불가 ▲이체 지연 ▲인증 실패 등이 이어졌다.",
        "영상: 서비스 화면",
    ],
)  # fmt: skip
def test_lines_that_only_look_like_it_stay(line: str) -> None:
    assert line in without_boilerplate([LEAD, line, LAST], TITLE)


def test_json_ld_fills_in_for_a_page_that_shows_only_the_beginning() -> None:
    rest = "\n".join(f"{n}번째 문단에는 새벽은행이 내놓은 복구 순서가 적혀 있다." for n in range(9))
    head = json_ld(articleBody=f"{LEAD}\n{rest}", datePublished="2026-11-22T15:04:00+09:00")
    found = parse_article(page(head, body=f"<div id='articleBody'><p>{LEAD}</p></div>"), URL, NOW)
    assert found.body == f"{LEAD}\n{rest}"


def test_a_summary_in_json_ld_does_not_take_the_place_of_the_text() -> None:
    head = json_ld(articleBody=f"{LEAD[:20]}...", datePublished="2026-11-22T15:04:00+09:00")
    assert parse_article(page(head), URL, NOW).body == f"{LEAD}\n{LAST}"


def test_a_wrapper_named_like_clutter_does_not_take_the_text_with_it() -> None:
    body = f"<div id='articleBody'><div class='ad_area'><p>{LEAD}</p><p>{LAST}</p></div></div>"
    head = json_ld(datePublished="2026-11-22T15:04:00+09:00")
    assert parse_article(page(head, body=body), URL, NOW).body == f"{LEAD}\n{LAST}"


def test_an_article_of_arc_is_read_from_its_data() -> None:
    content = {
        "type": "story", "headlines": {"basic": TITLE}, "display_date": "2026-11-22T06:04:00Z",
        "content_elements": [
            {"type": "image", "caption": "사진 설명"},
            {"type": "text", "content": f"<b>{LEAD}</b>"},
            {"type": "header", "content": "복구"},
            {"type": "list", "items": [{"type": "text", "content": "결제"}, {"type": "text", "content": "송금"}]},
            {"type": "quote", "content_elements": [{"type": "text", "content": "“늦어서 죄송하다”"}]},
            {"type": "interstitial_link", "content": "다른 기사"},
            {"type": "raw_html", "content": "<script>x</script>"},
            {"type": "text", "content": LAST},
        ],
    }  # fmt: skip
    written = json.dumps(content).replace("</", "<\\/")
    script = f"<script id='fusion-metadata'>window.Fusion={{}};Fusion.globalContent={written};Fusion.x=1</script>"
    found = parse_article(
        page(meta("og:title", f"{TITLE} - 조선일보"), body=script),
        "https://www.chosun.com/a/1/",
        NOW,
    )
    assert found.body.split("\n") == [LEAD, "복구", "결제", "송금", "“늦어서 죄송하다”", LAST]
    assert (found.title, found.published_at) == (TITLE, POSTED)


def test_an_article_of_next_js_is_read_from_its_data() -> None:
    view = {
        "title": TITLE, "published_time": "2026-11-22 15:04:00", "modified_time": "2026-11-22 15:40:00",
        "contentArrange": [
            {"type": "image", "content": "사진"}, {"type": "text", "content": LEAD},
            {"type": "text", "content": f"{LAST}<br>"},
        ],
    }  # fmt: skip
    data = {"props": {"pageProps": {"articleView": view}}}
    script = f"<script id='__NEXT_DATA__' type='application/json'>{json.dumps(data)}</script>"
    found = parse_article(page(body=script), "https://www.news1.kr/it-science/1", NOW)
    assert (found.title, found.body, found.published_at) == (TITLE, f"{LEAD}\n{LAST}", POSTED)
    assert found.modified_at == datetime(2026, 11, 22, 15, 40, tzinfo=KST)


def test_a_control_character_in_a_tag_does_not_spoil_the_page() -> None:
    head = json_ld(datePublished="2026-11-22T15:04:00+09:00")
    text = page(head).replace("<meta property", "<meta \x0fproperty\x01='x' property")
    assert parse_article(text, URL, NOW).body == f"{LEAD}\n{LAST}"
