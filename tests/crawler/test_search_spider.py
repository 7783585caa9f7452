"""Whole crawls of search services on the loopback interface; no key reaches another server."""

from __future__ import annotations

import base64
import json
import logging
import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from datetime import datetime, timedelta
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from crawler.catalogue import Source
from crawler.parsers.search.answers import next_midnight
from crawler.run import crawl
from models import clock
from models.database import open_database
from models.documents import store_documents
from models.records import CrawlOutcome, Document, Kind

FAST = {"DOWNLOAD_DELAY": 0, "AUTOTHROTTLE_ENABLED": False, "RETRY_TIMES": 0, "LOG_LEVEL": "DEBUG"}
ID, SECRET = "canary-id-77e1", "canary-secret-51c0"
NOW = clock.now()
RECENT = NOW - timedelta(minutes=20)
LONG = "가람톡이 오후 2시부터 한 시간 동안 접속되지 않았다. 회사는 복구를 마쳤다고 밝혔다."

Answer = tuple[int, str, bytes]


class Site(ThreadingHTTPServer):
    """A server that keeps what it was asked, headers and all."""

    daemon_threads = True
    request_queue_size = 50
    asked: list[tuple[str, dict[str, str]]]
    answers: Callable[[str, dict[str, list[str]]], Answer | str]

    @property
    def base(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"

    def paths(self) -> list[str]:
        return [urlsplit(path).path for path, _ in self.asked]


class Handler(BaseHTTPRequestHandler):
    server: Site

    def do_GET(self) -> None:
        self.server.asked.append((self.path, dict(self.headers)))
        parts = urlsplit(self.path)
        answer = self.server.answers(parts.path, parse_qs(parts.query))
        if isinstance(answer, str):
            self.send_response(302)
            self.send_header("Location", answer)
            self.end_headers()
            return
        status, kind, body = answer
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:
        pass


@contextmanager
def serve() -> Iterator[Site]:
    with Site(("127.0.0.1", 0), Handler) as site:
        site.asked = []
        site.answers = lambda _path, _query: (200, "text/html", b"<p>nothing here</p>")
        thread = threading.Thread(target=site.serve_forever, daemon=True)
        thread.start()
        try:
            yield site
        finally:
            site.shutdown()
            thread.join()


def json_answer(content: object, status: int = 200) -> Answer:
    return status, "application/json", json.dumps(content).encode()


def hit(title: str, link: str, **more: object) -> dict[str, object]:
    return {"title": title, "link": link, "description": f"{title} <b>소식</b>", **more}


def dated(title: str, link: str, at: datetime = RECENT) -> dict[str, object]:
    portal = "https://n.news.naver.com/mnews/article/123/0000000001"
    return hit(title, portal, originallink=link, pubDate=format_datetime(at.astimezone(clock.KST)))


def article(number: str) -> Answer:
    page = (
        f'<meta charset="utf-8"><meta property="og:title" content="가람톡 장애 {number}보">'
        '<meta property="og:type" content="article">'
        f'<meta property="article:published_time" content="{RECENT.isoformat()}"></head>'
        f'<body><div id="articleBody">{LONG}</div></body>'
    )
    return 200, "text/html", page.encode()


def google(base: str) -> Answer:
    address = f"{base}/a/9".encode()
    tokens = (
        b"\x08\x13\x22" + bytes([len(address)]) + address + b"\xd2\x01\x00",
        b"\x08\x13\x22\x30AU_yqL" + b"k" * 42,
        b"\x08\x13\x22\x30AU_yqL" + b"m" * 42,
    )
    items = ""
    for token, title in zip(
        tokens, ("가람톡 장애 9보", "구름은행 먹통", "이미 읽은 사고"), strict=True
    ):
        link = "https://news.google.com/rss/articles/" + base64.urlsafe_b64encode(token).decode()
        items += (
            f"<item><title>{title} - 새벽일보</title><link>{link.rstrip('=')}?oc=5</link>"
            f"<pubDate>{format_datetime(RECENT)}</pubDate>"
            '<source url="https://www.dawn.example">새벽일보</source></item>'
        )
    text = f'<?xml version="1.0"?><rss version="2.0"><channel>{items}</channel></rss>'
    return 200, "application/rss+xml", text.encode()


class Services:
    """What the services answer; cafe posts appear between the crawls."""

    def __init__(self, base: str, other: str) -> None:
        self.base, self.other = base, other
        self.posts = ["3", "2", "1"]

    def answer(self, path: str, query: dict[str, list[str]]) -> Answer | str:
        start = int(query.get("start", ["1"])[0])
        fixed: dict[str, Answer | str] = {
            "/robots.txt": (
                200,
                "text/plain",
                b"User-agent: *\nDisallow: /v1/\nDisallow: /barred/\n",
            ),
            "/v1/moved": f"{self.other}/v1/search?key=please",
            "/v1/refused": json_answer(
                {"errorType": "AccessDeniedError", "message": f"wrong appKey({SECRET}) format"}, 401
            ),
            "/v1/page": (200, "text/html", "<!doctype html><p>공사 중</p>".encode()),
            "/v1/nothing": json_answer({"items": []}),
            "/rss": google(self.base),
        }
        if path in fixed:
            return fixed[path]
        if path == "/v1/news":
            return json_answer({"items": self._news(query["query"][0])})
        if path == "/v1/blog":
            today = clock.to_kst(NOW).strftime("%Y%m%d")
            numbers = range(start, 101 if start == 1 else 131)
            return json_answer(
                {"items": [hit(f"글 {n}", f"{self.base}/b/{n}", postdate=today) for n in numbers]}
            )
        if path == "/v1/cafe":
            return json_answer(
                {"items": [hit(f"먹통 {n}", f"{self.base}/c/{n}") for n in self.posts]}
            )
        number = path.removeprefix("/a/")
        return article(number) if number.isdigit() else (404, "text/html", b"<p>none</p>")

    def _news(self, query: str) -> list[dict[str, object]]:
        shared = dated("가람톡 <b>장애</b> 1보", f"{self.base}/a/1?utm_source=naver")
        if query == "접속 장애":
            # Words of a wall in an answer this short are what was searched for.
            return [shared, shared, dated("보안 시스템 장애, 접근이 차단", f"{self.base}/a/gone")]
        return [
            shared,
            dated("이미 있는 기사", "https://www.dusk.example/news/5"),
            dated("내일의 장애", f"{self.base}/a/late", NOW + timedelta(days=1)),
        ]


def source(name: str, url: str, parser: str = "naver-news", **more: Any) -> Source:
    kind = Kind.COMMUNITY if parser in {"naver-blog", "naver-cafe", "kakao"} else Kind.NEWS
    fields: dict[str, Any] = {"queries": ("먹통",), "needs_key": "naver", **more}
    return Source(
        name,
        name,
        name,
        kind,
        "search",
        (url,),
        parser,
        None,
        10,
        1,
        "",
        True,
        "",
        "test",
        **fields,
    )


def stored(path: Path, name: str) -> dict[str, str]:
    query = (
        "SELECT v.title, d.published_at FROM documents d JOIN document_versions v"
        " ON v.document_id = d.id AND v.number = d.version WHERE d.source = ?"
    )
    with closing(sqlite3.connect(path)) as database:
        return {title: str(at) for title, at in database.execute(query, (name,))}


def put_what_other_sources_brought(url: str) -> None:
    database = open_database(url)
    try:
        store_documents(
            database,
            [
                Document("dawn", "1", "https://it.dawn.example/1", Kind.NEWS,
                         RECENT + timedelta(minutes=40), "'이미 읽은' 사고", LONG, NOW),
                Document("dusk", "5", "https://www.dusk.example/news/5", Kind.NEWS, RECENT,
                         "있는 기사", LONG, NOW),
            ],
        )  # fmt: skip
    finally:
        database.close()


@pytest.fixture(scope="module")
def crawled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Any]]:
    folder = tmp_path_factory.mktemp("search")
    path, logs = folder / "test.db", [folder / "first.log", folder / "second.log"]
    url = f"sqlite:///{path}"
    with ExitStack() as stack:
        patch = stack.enter_context(pytest.MonkeyPatch.context())
        patch.setenv("MEOKTONG_NAVER_CLIENT_ID", ID)
        patch.setenv("MEOKTONG_NAVER_CLIENT_SECRET", SECRET)
        patch.delenv("MEOKTONG_KAKAO_KEY", raising=False)
        site, other, limited = (stack.enter_context(serve()) for _ in range(3))
        services = Services(site.base, other.base)
        site.answers = services.answer
        limited.answers = lambda *_: json_answer({"errorMessage": ID, "errorCode": "010"}, 429)
        sources = [
            source("news", f"{site.base}/v1/news", queries=("먹통", "접속 장애")),
            source("blog", f"{site.base}/v1/blog", "naver-blog"),
            source("cafe", f"{site.base}/v1/cafe", "naver-cafe"),
            source("moved", f"{site.base}/v1/moved"),
            source("quota", f"{limited.base}/v1/quota", queries=("먹통", "접속 장애", "결제 오류")),
            source("same-quota", f"{limited.base}/v1/news"),
            source("refused", f"{site.base}/v1/refused"),
            source("page", f"{site.base}/v1/page"),
            source("nothing", f"{site.base}/v1/nothing"),
            source("keyless", f"{site.base}/v1/kakao", "kakao", needs_key="kakao"),
            source("google", f"{site.base}/rss?hl=ko", "google-news", queries=(), needs_key=""),
            *(
                source(f"barred-{n}", f"{site.base}/barred/{n}?hl=ko", "google-news", needs_key="")
                for n in range(4)
            ),
        ]
        put_what_other_sources_brought(url)
        first = crawl(sources, url, allow_loopback=True, extra_settings=FAST, log_file=logs[0])
        asked, midnight = list(site.asked), next_midnight(clock.now())
        site.asked.clear()
        services.posts = ["5", "4", *services.posts]
        second = crawl(sources[:3], url, allow_loopback=True, extra_settings=FAST, log_file=logs[1])
        yield {
            "first": {outcome.source: outcome for outcome in first}, "asked": asked, "path": path,
            "second": {outcome.source: outcome for outcome in second}, "again": site.paths(),
            "other": other.asked, "limited": limited.asked, "logs": logs, "midnight": midnight,
        }  # fmt: skip


def test_an_article_of_two_queries_is_read_once_at_its_publisher(crawled: dict[str, Any]) -> None:
    assert set(stored(crawled["path"], "news")) == {
        "가람톡 장애 1보",
        "보안 시스템 장애, 접근이 차단",
    }
    paths = [urlsplit(path).path for path, _ in crawled["asked"]]
    assert paths.count("/a/1") == 1


def test_what_another_source_brought_is_not_read_again(crawled: dict[str, Any]) -> None:
    assert "이미 읽은 사고" not in stored(crawled["path"], "google")
    assert "이미 있는 기사" not in stored(crawled["path"], "news")
    assert not any("dusk.example" in path for path, _ in crawled["asked"])


def test_google_is_decoded_offline_and_never_asked_for_its_redirects(
    crawled: dict[str, Any],
) -> None:
    assert set(stored(crawled["path"], "google")) == {"가람톡 장애 9보", "구름은행 먹통"}
    assert crawled["first"]["google"].state == "ok"
    logged = crawled["logs"][0].read_text(encoding="utf-8")
    assert "GET https://news.google.com" not in logged


def test_pages_are_read_until_nothing_is_new(crawled: dict[str, Any]) -> None:
    asked = [path for path, _ in crawled["asked"] if path.startswith("/v1/blog")]
    assert len(asked) == 2
    assert len(stored(crawled["path"], "blog")) == 130
    assert crawled["again"].count("/v1/blog") == 1
    assert crawled["second"]["blog"].documents == 100


def test_posts_without_a_time_are_stored_once_they_are_seen_to_appear(
    crawled: dict[str, Any],
) -> None:
    first: CrawlOutcome = crawled["first"]["cafe"]
    assert (first.state, first.documents, first.new) == ("ok", 3, 0)
    found = stored(crawled["path"], "cafe")
    assert set(found) == {"먹통 5", "먹통 4"}
    assert all(at >= NOW.strftime("%Y-%m-%d %H:%M:%S") for at in found.values())


def test_each_trouble_has_one_line_that_says_what_to_do(crawled: dict[str, Any]) -> None:
    first: dict[str, CrawlOutcome] = crawled["first"]
    assert {name: outcome.state for name, outcome in first.items()} == {
        "news": "ok", "blog": "ok", "cafe": "ok", "moved": "blocked", "quota": "blocked",
        "same-quota": "blocked",
        "refused": "blocked", "page": "broken", "nothing": "broken", "keyless": "broken",
        "google": "ok", **{f"barred-{n}": "broken" for n in range(4)},
    }  # fmt: skip
    told = {name: " / ".join(outcome.errors) for name, outcome in first.items()}
    assert "다른 주소" in told["moved"]
    assert "한도" in told["quota"]
    assert "설정을 확인하세요" in told["refused"]
    assert "JSON" in told["page"]
    assert "하나도 없습니다" in told["nothing"]
    assert "MEOKTONG_KAKAO_KEY" in told["keyless"]
    assert "시각을 찾을 수 없습니다" in told["news"] or "404" in told["news"]


def test_a_spent_quota_rests_until_midnight_and_is_asked_nothing_more(
    crawled: dict[str, Any],
) -> None:
    assert crawled["first"]["quota"].rests_until == crawled["midnight"]
    assert crawled["first"]["same-quota"].rests_until == crawled["midnight"]
    assert 1 <= len(crawled["limited"]) <= 2  # of four; one may be under way when the first is met


def test_robots_txt_holds_for_every_request_that_waited_for_it(crawled: dict[str, Any]) -> None:
    assert not any(path.startswith("/barred/") for path, _ in crawled["asked"])
    for number in range(4):
        assert "robots.txt" in crawled["first"][f"barred-{number}"].errors[0]


def test_a_source_without_its_key_asks_nothing(crawled: dict[str, Any]) -> None:
    assert not any(path.startswith("/v1/kakao") for path, _ in crawled["asked"])


def test_the_key_goes_to_the_api_and_nowhere_else(crawled: dict[str, Any]) -> None:
    assert crawled["other"] == []
    for path, headers in crawled["asked"]:
        lower = {name.lower(): value for name, value in headers.items()}
        is_api = path.startswith("/v1/")
        assert ("x-naver-client-secret" in lower) == is_api, path
        assert (SECRET in str(lower)) == is_api, path
    assert {urlsplit(path).path for path, _ in crawled["asked"]} >= {"/a/1", "/robots.txt", "/rss"}


def test_the_key_is_neither_logged_nor_told_nor_stored(crawled: dict[str, Any]) -> None:
    told = repr(crawled["first"]) + repr(crawled["second"])
    written = b"".join(
        path.read_bytes() for path in crawled["path"].parent.iterdir() if path.is_file()
    )
    assert crawled["logs"][0].stat().st_size > 0
    assert logging.getLevelName(10) in crawled["logs"][0].read_text(encoding="utf-8")
    for canary in (ID, SECRET):
        assert canary not in told
        assert canary.encode() not in written
