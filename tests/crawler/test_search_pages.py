"""What search services answer: hits with every oddity they are known for, refusals, links."""

from __future__ import annotations

import base64
import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from crawler.catalogue import Source, choose_sources, load_catalogue, source_from_fields
from crawler.keys import find_access, may_carry_key, missing_key
from crawler.looks import APART, compare_looks, fresh_ids
from crawler.parsers.search import google_news, kakao_api, naver_api
from crawler.parsers.search.answers import find_refusal, next_midnight
from crawler.parsers.search.registry import SEARCH_PARSERS
from crawler.parsers.search.stories import near_keys, same_story_key
from models.clock import KST
from models.database import open_database
from models.errors import ParseError, SourceError
from models.looks import Look, last_look

NOW = datetime(2026, 11, 22, 6, tzinfo=UTC)  # 15:00 in Korea
API = "https://openapi.naver.com/v1/search/news.json?query=x"
VARIABLES = (
    "MEOKTONG_NAVER_HUB_ID", "MEOKTONG_NAVER_HUB_SECRET", "MEOKTONG_NAVER_CLIENT_ID",
    "MEOKTONG_NAVER_CLIENT_SECRET", "MEOKTONG_KAKAO_KEY",
)  # fmt: skip


@pytest.fixture(autouse=True)
def _no_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in VARIABLES:
        monkeypatch.delenv(name, raising=False)


def naver(*items: object) -> str:
    return json.dumps({"total": len(items), "start": 1, "display": 100, "items": items})


def news(**changes: object) -> dict[str, object]:
    return {
        "title": "가람톡 <b>먹통</b>&hellip;&quot;복구 중&quot;",
        "originallink": "https://www.dawn.example/news/1?utm_source=naver",
        "link": "https://n.news.naver.com/mnews/article/123/0000000001?sid=105",
        "description": "가람톡이 <b>먹통</b> 상태다. A&amp;B도 같다.",
        "pubDate": "Sun, 22 Nov 2026 14:50:00 +0900",
        **changes,
    }


def test_an_article_of_naver_loses_its_marks_and_leads_to_its_publisher() -> None:
    [entry] = naver_api.parse_news(naver(news()), API, NOW)
    assert (entry.title, entry.body) == (
        '가람톡 먹통…"복구 중"',
        "가람톡이 먹통 상태다. A&B도 같다.",
    )
    assert entry.published_at == datetime(2026, 11, 22, 14, 50, tzinfo=KST)
    assert (entry.url, entry.id) == (
        "https://www.dawn.example/news/1?utm_source=naver",
        "https://www.dawn.example/news/1",
    )


def test_an_article_without_its_publishers_address_is_read_at_naver() -> None:
    [entry] = naver_api.parse_news(naver(news(originallink="")), API, NOW)
    assert (entry.url, entry.id) == (
        "https://n.news.naver.com/mnews/article/123/0000000001?sid=105",
        "123-0000000001",
    )


@pytest.mark.parametrize("written", ["", "soon", "Sun, 22 Nov 2026 15:50:00 +0900", None, 7])
def test_a_time_that_is_missing_unreadable_or_to_come_is_no_time(written: object) -> None:
    [entry] = naver_api.parse_news(naver(news(pubDate=written)), API, NOW)
    assert entry.published_at is None


def test_hits_that_nobody_could_use_are_left_out_and_the_others_kept() -> None:
    bad = ("text", {}, news(link="", originallink=""), news(title=None, description=""))
    assert len(naver_api.parse_news(naver(*bad, news()), API, NOW)) == 1


@pytest.mark.parametrize(
    ("postdate", "hour"), [("20261122", 15), ("20261121", 23), ("", None), ("next", None)]
)
def test_a_blog_post_stands_at_the_end_of_its_day_so_never_before_what_it_tells_of(
    postdate: str, hour: int | None
) -> None:
    item = {"title": "앱이 <b>먹통</b>", "link": "https://blog.naver.com/someone/1",
            "description": "", "bloggername": "어느 블로그", "postdate": postdate}  # fmt: skip
    [entry] = naver_api.parse_blog(naver(item), API, NOW)
    assert (entry.published_at.astimezone(KST).hour if entry.published_at else None) == hour
    assert entry.publisher == "어느 블로그"


def test_a_cafe_post_and_a_question_have_no_time() -> None:
    cafe = {"title": "저만 <b>먹통</b>인가요", "link": "http://cafe.naver.com/somewhere/1",
            "description": "안 돼요", "cafename": "어느 카페", "cafeurl": "https://cafe.naver.com/somewhere"}  # fmt: skip
    question = {"title": "왜 안 되나요", "link": "https://kin.naver.com/qna/detail.naver?docId=1",
                "description": ""}  # fmt: skip
    found = naver_api.parse_undated(naver(cafe, question), API, NOW)
    assert [(entry.published_at, entry.publisher) for entry in found] == [
        (None, "어느 카페"),
        (None, ""),
    ]


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("2026-11-22T14:30:00.000+09:00", datetime(2026, 11, 22, 14, 30, tzinfo=KST)),
        ("2026-11-22T00:00:00.000+09:00", NOW),
        ("2026-11-20T00:00:00.000+09:00", datetime(2026, 11, 20, 23, 59, 59, tzinfo=KST)),
        ("2026-11-22T18:30:00.000+09:00", None),
        (None, None),
    ],
)
def test_a_time_of_kakao_may_be_a_mere_day(written: str | None, expected: datetime | None) -> None:
    document = {"title": "<b>먹통</b> 후기", "contents": "또 &lt;오류&gt;",
                "url": "https://someone.example.com/1#top", "datetime": written, "blogname": "블로그"}  # fmt: skip
    answer = json.dumps({"meta": {"is_end": True}, "documents": [document]})
    [entry] = kakao_api.parse_documents(answer, "https://dapi.kakao.com/v2/search/web", NOW)
    assert (entry.published_at, entry.title, entry.body, entry.publisher) == (
        expected, "먹통 후기", "또 <오류>", "블로그",
    )  # fmt: skip
    assert entry.id == "https://someone.example.com/1"


@pytest.mark.parametrize(
    "answer",
    ["", "<!doctype html><title>점검</title>", "[]", "{}", '{"items": {}}', '{"items": ["a"]}',
     '{"documents": null}', "[" * 100_000],
)  # fmt: skip
def test_an_answer_of_another_shape_is_broken_not_empty(answer: str) -> None:
    for parse in (naver_api.parse_news, naver_api.parse_blog, naver_api.parse_undated,
                  kakao_api.parse_documents):  # fmt: skip
        with pytest.raises(ParseError):
            parse(answer, API, NOW)


SECRET = "canary-1f9c"


@pytest.mark.parametrize(
    ("status", "answer", "said", "is_final", "is_quota"),
    [
        (429, '{"errorMessage": "Query limit", "errorCode": "010"}', "한도", True, True),
        (429, '{"errorMessage": "Rate limit", "errorCode": "012"}', "너무 빨리", True, False),
        (429, '{"error": {"errorCode": "400", "message": "Quota Exceeded"}}', "한도", True, True),
        (429, '{"error": {"errorCode": "420", "message": "Rate"}}', "너무 빨리", True, False),
        (429, '{"errorType": "RequestThrottled", "message": "limit"}', "한도", True, True),
        (400, '{"code": -10, "msg": "API limit has been exceeded."}', "한도", True, True),
        (401, '{"errorMessage": "NID AUTH", "errorCode": "024"}', "열쇠", True, False),
        (401, '{"error": {"errorCode": "210", "message": "Denied"}}', "열쇠", True, False),
        (401, f'{{"errorType": "AccessDeniedError", "message": "wrong appKey({SECRET}) format"}}',
         "열쇠", True, False),
        (403, "", "열쇠", True, False),
        (200, '{"errorMessage": "no", "errorCode": "024"}', "열쇠", True, False),
        (400, "<result><errorMessage>x</errorMessage><errorCode>SE01</errorCode></result>",
         "queries", False, False),
        (302, "<a href='https://elsewhere.example'>moved</a>", "다른 주소", True, False),
        (500, '{"errorCode": "SE99"}', "다음 수집", False, False),
        (502, f"<html>{SECRET}</html>", "다음 수집", False, False),
    ],
)  # fmt: skip
def test_a_refusal_says_what_to_do_and_repeats_nothing_of_the_answer(
    status: int, answer: str, said: str, is_final: bool, is_quota: bool
) -> None:
    refusal = find_refusal(answer, status)
    assert refusal is not None
    assert said in refusal.problem
    assert f"HTTP {status}" in refusal.problem
    assert SECRET not in refusal.problem
    assert (refusal.is_final, refusal.is_quota) == (is_final, is_quota)


def test_an_answer_is_no_refusal() -> None:
    assert find_refusal(naver(news(title="errorCode 024 <errorCode>024")), 200) is None
    assert find_refusal("<!doctype html>", 200) is None  # its parser says that it is broken


def test_a_quota_lasts_until_the_korean_day_ends() -> None:
    assert next_midnight(NOW) == datetime(2026, 11, 23, tzinfo=KST)
    assert next_midnight(datetime(2026, 11, 22, 15, tzinfo=UTC)) == datetime(
        2026, 11, 24, tzinfo=KST
    )


def test_pages_are_asked_for_newest_first() -> None:
    assert naver_api.page_address("https://a.example/news", "접속 장애", 2) == (
        "https://a.example/news?query=%EC%A0%91%EC%86%8D+%EC%9E%A5%EC%95%A0&display=100&start=101&sort=date"
    )
    assert kakao_api.page_address("https://a.example/web", "a b", 1) == (
        "https://a.example/web?query=a+b&sort=recency&page=1&size=50"
    )
    for name, parser in SEARCH_PARSERS.items():
        last = parser.address("https://a.example/x?hl=ko", "a", parser.most_pages)
        assert "start=1101" not in last, name


def google_link(message: bytes) -> str:
    token = base64.urlsafe_b64encode(message).decode().rstrip("=")
    return f"https://news.google.com/rss/articles/{token}?oc=5"


def with_address(address: str, tail: bytes = b"\xd2\x01\x00") -> str:
    raw = address.encode()
    size = bytes([len(raw)]) if len(raw) < 128 else bytes([len(raw) & 127 | 128, len(raw) >> 7])
    return google_link(b"\x08\x13\x22" + size + raw + tail)


def test_an_old_google_link_holds_the_articles_address() -> None:
    short, long = "https://www.dawn.example/news/7", "https://dawn.example/" + "a" * 250
    assert google_news.decode_link(with_address(short)) == short
    assert google_news.decode_link(with_address(long)) == long
    assert google_news.decode_link(with_address(short).replace("/rss/articles/", "/articles/"))


@pytest.mark.parametrize(
    "link",
    [
        google_link(b"\x08\x13\x22\x6dAU_yqLOnOnlyGoogleKnows" + b"x" * 90),
        google_link(b"\x08\x13\x22\x7fhttps://cut.example/"),
        with_address("javascript:alert(1)"),
        google_link(b"\x08\x13\x22\x14https://\xff\xfe.example/"),
        "https://news.google.com/rss/articles/A",
        "https://news.google.com/rss/articles/",
        "https://elsewhere.example/rss/articles/"
        + with_address("https://a.example/").split("/")[-1],
    ],
)
def test_a_link_without_an_address_stays_as_it_is(link: str) -> None:
    assert google_news.decode_link(link) == ""


def google_feed(*items: str) -> str:
    return f'<?xml version="1.0"?><rss version="2.0"><channel>{"".join(items)}</channel></rss>'


def google_item(link: str, title: str = "가람톡 먹통 - 새벽일보", minute: int = 5) -> str:
    return (
        f'<item><title>{title}</title><link>{link}</link><guid isPermaLink="false">{link[-20:]}</guid>'
        f'<pubDate>Sun, 22 Nov 2026 05:{minute:02}:00 GMT</pubDate><description>&lt;a href="{link}"&gt;'
        "가람톡 먹통&lt;/a&gt;&amp;nbsp;&amp;nbsp;&lt;font&gt;새벽일보&lt;/font&gt;</description>"
        '<source url="https://www.dawn.example">새벽일보</source></item>'
    )


def test_a_google_entry_gets_its_own_title_publisher_and_address() -> None:
    address = "https://www.dawn.example/news/7"
    [entry] = google_news.parse_news(
        google_feed(google_item(with_address(address))), "https://news.google.com/rss/search", NOW
    )
    assert (entry.title, entry.publisher, entry.url, entry.id) == (
        "가람톡 먹통", "새벽일보", address, address,
    )  # fmt: skip
    assert google_news.has_page(entry.url)
    assert entry.body == ""


def test_two_tokens_of_one_article_have_one_id_and_no_page_of_google_is_fetched() -> None:
    links = [google_link(b"\x08\x13\x22\x20AU_yqL" + mark * 40) for mark in (b"x", b"y")]
    found = google_news.parse_news(
        google_feed(*map(google_item, links), google_item(links[0], "다른 일 - 새벽일보")),
        "https://news.google.com/rss/search",
        NOW,
    )
    assert found[0].id == found[1].id != found[2].id
    assert not any(google_news.has_page(entry.url) for entry in found)
    assert found[0].url == links[0]


def test_only_the_publishers_name_is_taken_off_a_title() -> None:
    assert google_news.without_tail("KT - LG 통신 장애 - 새벽일보", "새벽일보") == (
        "KT - LG 통신 장애"
    )
    assert google_news.without_tail("새벽일보 - 사고", "새벽일보") == "새벽일보 - 사고"
    assert google_news.without_tail("사고 - 무엇", "") == "사고 - 무엇"


def test_a_feed_of_an_hour_without_news_is_empty_and_a_page_is_none() -> None:
    assert google_news.parse_news(google_feed(), "https://news.google.com/rss/search", NOW) == []
    with pytest.raises(ParseError):
        google_news.parse_news("<!doctype html><p>동의</p>", "https://news.google.com/", NOW)


def test_one_story_is_known_by_words_publisher_and_hour() -> None:
    title, address = "가람톡 '먹통'…복구", "https://www.dawn.example"
    key = same_story_key(title, address, NOW)
    assert key == same_story_key("가람톡 먹통, 복구", "https://it.dawn.example/news/1", NOW)
    assert key in near_keys(title, address, NOW - timedelta(minutes=1))
    assert key not in near_keys(title, address, NOW - timedelta(hours=2))
    assert key not in near_keys(title, "https://www.dusk.example", NOW)
    assert key not in near_keys("가람톡 복구", address, NOW)


def test_only_what_appeared_since_a_recent_look_has_a_time() -> None:
    look = Look(NOW - timedelta(minutes=10), frozenset({"c", "d"}))
    assert fresh_ids(look, ["a", "b", "c", "e", "d"], NOW) == {"a", "b"}
    assert fresh_ids(look, ["c", "a"], NOW) == set()
    assert fresh_ids(look, ["x", "y"], NOW) == set()
    assert fresh_ids(None, ["a"], NOW) == set()
    assert fresh_ids(Look(NOW - APART - timedelta(seconds=1), look.ids), ["a", "c"], NOW) == set()


def test_a_look_is_kept_and_replaced(tmp_path: Path) -> None:
    database = open_database(f"sqlite:///{tmp_path / 'x.db'}")
    try:
        assert compare_looks(database, "s", "https://a.example/", ["a", "b"], NOW) == set()
        later = NOW + timedelta(minutes=9)
        assert compare_looks(database, "s", "https://a.example/", ["n", "a"], later) == {"n"}
        assert compare_looks(database, "s", "https://a.example/", [], later) == set()
        with database.reading() as session:
            look = last_look(session, "s", "https://a.example/")
        assert look == Look(later, frozenset({"n", "a"}))
    finally:
        database.close()


def fields(**changes: object) -> dict[str, Any]:
    return {
        "id": "mine", "name": "찾기", "name_en": "Search", "kind": "news", "reader": "search",
        "urls": ["https://api.example.kr/news"], "queries": ["먹통"], "needs_key": "naver",
        "parser": "naver-news", "interval_minutes": 10, "least_documents_a_day": 1, "robots": "",
        "enabled": True, "evidence": "made up for a test", **changes,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("changes", "named"),
    [
        ({"queries": ["먹통", 3]}, "queries"),
        ({"queries": [" "]}, "queries"),
        ({"queries": []}, "queries"),
        ({"queries": "먹통"}, "queries"),
        ({"needs_key": "bing"}, "needs_key"),
        ({"urls": ["http://api.example.kr/news"]}, "needs_key"),
        ({"parser": "article"}, "parser"),
        ({"reader": "feed", "parser": "none", "needs_key": ""}, "queries"),
        ({"reader": "feed", "parser": "none", "queries": []}, "needs_key"),
    ],
)
def test_queries_and_keys_belong_to_searches_alone(changes: dict[str, Any], named: str) -> None:
    with pytest.raises(SourceError, match=named):
        source_from_fields(fields(**changes), "mine.toml")


def search_source(**changes: object) -> Source:
    return source_from_fields(fields(**changes), "mine.toml")


def test_a_source_without_its_key_is_left_out_unless_it_is_named(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    catalogue = {"mine": search_source()}
    assert choose_sources(catalogue) == []
    assert choose_sources(catalogue, ["mine"]) == [catalogue["mine"]]
    told = missing_key(catalogue["mine"]) or ""
    assert "열쇠가 없습니다" in told
    assert "MEOKTONG_NAVER_CLIENT_ID" in told
    assert "\n" not in told
    monkeypatch.setenv("MEOKTONG_NAVER_CLIENT_ID", "id")
    assert missing_key(catalogue["mine"])
    monkeypatch.setenv("MEOKTONG_NAVER_CLIENT_SECRET", " secret\n")
    assert missing_key(catalogue["mine"]) is None
    assert choose_sources(catalogue) == [catalogue["mine"]]


def test_each_key_goes_to_the_address_that_gave_it_out(monkeypatch: pytest.MonkeyPatch) -> None:
    source = load_catalogue()["naver-api-news"]
    monkeypatch.setenv("MEOKTONG_NAVER_CLIENT_ID", "old")
    monkeypatch.setenv("MEOKTONG_NAVER_CLIENT_SECRET", SECRET)
    access = find_access(source)
    assert access is not None
    assert access.url.startswith("https://openapi.naver.com/")
    assert access.headers == {"X-Naver-Client-Id": "old", "X-Naver-Client-Secret": SECRET}
    assert SECRET not in repr(access)
    monkeypatch.setenv("MEOKTONG_NAVER_HUB_ID", "new")
    monkeypatch.setenv("MEOKTONG_NAVER_HUB_SECRET", "hub-secret")
    access = find_access(source)
    assert access is not None
    assert access.url.startswith("https://naverapihub.apigw.ntruss.com/")
    assert set(access.headers) == {"X-NCP-APIGW-API-KEY-ID", "X-NCP-APIGW-API-KEY"}
    monkeypatch.setenv("MEOKTONG_KAKAO_KEY", "kakao")
    access = find_access(load_catalogue()["kakao-api-cafe"])
    assert access is not None
    assert access.headers == {"Authorization": "KakaoAK kakao"}


def test_a_key_travels_encrypted_or_not_at_all() -> None:
    assert may_carry_key("https://api.example.kr/")
    assert may_carry_key("http://127.0.0.1:8000/")
    for url in (
        "http://api.example.kr/",
        "http://10.0.0.1/",
        "http://localhost/",
        "ftp://a.example/",
    ):
        assert not may_carry_key(url)


def test_the_shipped_searches_ask_for_the_words_of_outages() -> None:
    found = [source for source in load_catalogue().values() if source.reader == "search"]
    assert {source.id for source in found} >= {
        "naver-api-news", "naver-api-cafe", "naver-api-blog", "naver-api-kin", "kakao-api-web",
        "kakao-api-blog", "kakao-api-cafe", "google-news-outage", "google-news-technology",
    }  # fmt: skip
    assert all(source.parser in SEARCH_PARSERS for source in found)
    assert all(source.enabled == bool(source.needs_key) for source in found)
