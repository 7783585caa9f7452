"""Articles of many outlets, each on a twin of its markup (news_pages), in our own words."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from lxml import etree

from crawler.parsers.article import parse_article
from crawler.parsers.article_body import is_host_of
from crawler.parsers.html import find_all
from crawler.parsers.layout_table import LAYOUTS
from models.clock import KST

PAGES = Path(__file__).parent / "news_pages"
NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
TITLE = "‘가람페이’ 결제 먹통 2시간…“중계 서버 과부하”"
BODY = """\
간편결제 가람페이가 22일 오후 1시부터 두 시간 동안 결제와 송금을 처리하지 못했다.
가맹점 수만 곳에서 계산이 늦어졌고 일부 이용자는 현금을 찾아 은행으로 갔다.
“예비 장비도 함께 멈춰”
회사는 오후 3시 5분쯤 복구를 마쳤으며 피해 접수 창구를 열겠다고 밝혔다."""
POSTED = datetime(2026, 11, 22, 15, 34, tzinfo=KST)

ADDRESSES = {
    "yna": "https://www.yna.co.kr/view/AKR1?section=x",
    "yonhapnewstv": "https://www.yonhapnewstv.co.kr/news/AKR1",
    "chosun-drawn": "https://www.chosun.com/economy/2026/11/22/ABC/",
    "joongang": "https://www.joongang.co.kr/article/1",
    "donga-2023": "https://www.donga.com/news/Economy/article/all/20261122/1/1",
    "hani": "https://www.hani.co.kr/arti/economy/it/1.html",
    "khan": "https://www.khan.co.kr/article/1",
    "kbs": "https://news.kbs.co.kr/news/pc/view/view.do?ncd=1",
    "mbc": "https://imnews.imbc.com/news/2026/econo/article/1_1.html",
    "sbs": "https://news.sbs.co.kr/news/endPage.do?news_id=N1",
    "ytn": "https://www.ytn.co.kr/_ln/0102_1",
    "jtbc": "https://news.jtbc.co.kr/article/NB1",
    "tvchosun": "https://news.tvchosun.com/site/data/1.html",
    "nocut": "https://www.nocutnews.co.kr/news/1",
    "kmib": "https://www.kmib.co.kr/article/view.asp?arcid=1",
    "segye": "https://www.segye.com/newsView/1",
    "seoul": "https://www.seoul.co.kr/news/1",
    "munhwa": "https://www.munhwa.com/article/1",
    "mt-2025": "https://www.mt.co.kr/tech/2026/11/22/1",
    "asiae": "https://www.asiae.co.kr/article/1",
    "daum": "https://v.daum.net/v/20261122153400000",
    "ndsoft": "https://www.dailysecu.com/news/articleView.html?idxno=1",
    "mbn": "https://www.mbn.co.kr/news/economy/1",
    "mk-economy": "https://www.mk.co.kr/economy/view/2026/1",
    "wordpress": "https://platum.kr/archives/1",
    "hankookilbo-2026-07": "https://www.hankookilbo.com/news/article/A1",
    "fnnews": "https://www.fnnews.com/news/1",
    "newsis": "https://www.newsis.com/view/NISX1",
    "sedaily": "https://www.sedaily.com/article/1",
}


def page_of(outlet: str) -> str:
    return (PAGES / f"{outlet}.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("outlet", ADDRESSES)
def test_title_time_and_text_are_those_of_the_article(outlet: str) -> None:
    found = parse_article(page_of(outlet), ADDRESSES[outlet], NOW)
    assert (found.title, found.published_at, found.body) == (TITLE, POSTED, BODY)


@pytest.mark.parametrize("outlet", ADDRESSES)
def test_a_page_saved_without_its_address_is_read_the_same(outlet: str) -> None:
    found = parse_article(page_of(outlet), "http://localhost/", NOW)
    assert (found.title, found.published_at, found.body) == (TITLE, POSTED, BODY)


def test_every_page_is_tried() -> None:
    assert {path.stem for path in PAGES.glob("*.html")} == set(ADDRESSES)


def test_every_layout_is_a_query_that_can_be_asked() -> None:
    for layout in LAYOUTS:
        for query in (layout.body, *layout.drop, *layout.title, *layout.published):
            assert find_all(etree.Element("html"), query) == []


def test_a_host_lies_in_its_own_domain_only() -> None:
    assert is_host_of("www.yna.co.kr", "yna.co.kr")
    assert not is_host_of("fakeyna.co.kr", "yna.co.kr")
