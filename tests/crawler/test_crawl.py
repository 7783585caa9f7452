"""Whole crawls of a small site on the loopback interface, into a real database."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from crawler.catalogue import Source
from crawler.run import crawl
from models.records import CrawlOutcome, Kind

FAST = {"DOWNLOAD_DELAY": 0, "AUTOTHROTTLE_ENABLED": False, "RETRY_TIMES": 0}
LONG = "가람톡이 22일 오후 2시부터 한 시간 동안 접속되지 않았다. 회사는 복구를 마쳤다고 밝혔다."

Answer = tuple[int, str, bytes]


def html(text: str, encoding: str = "utf-8") -> Answer:
    label = "euc-kr" if encoding == "cp949" else encoding
    page = f'<html><head><meta charset="{label}">{text}</html>'
    return 200, "text/html", page.encode(encoding)


def article(number: int) -> Answer:
    return html(
        f'<meta property="og:title" content="뷁뉴스 {number}호"><meta property="og:type" content="article">'
        f'<meta property="article:published_time" content="2026-01-0{number}T09:00:00+09:00"></head>'
        f'<body><div id="articleBody">{LONG}</div></body>',
        "cp949",
    )


def feed(*paths: str) -> Answer:
    items = "".join(
        f"<item><title>똠방 {path}</title><link>{path}</link><description>요약 {path}</description>"
        "<pubDate>2026-01-01 09:00:00</pubDate></item>"
        for path in paths
    )
    text = f'<?xml version="1.0" encoding="euc-kr"?><rss version="2.0"><channel>{items}</channel></rss>'
    return 200, "application/rss+xml", text.encode("cp949")


def board_row(number: int) -> str:
    return (
        f'<tr class="baseList bbs_new1"><td class="baseList-numb">{number}</td><td>'
        f'<a class="baseList-title" href="view.php?id=freeboard&page=1&no={number}"><span>글 {number}</span></a></td>'
        f'<td title="26.01.0{number} 10:00:00"></td></tr>'
    )


def post(number: int) -> Answer:
    return html(
        f'</head><body><div id="topTitle"><h1>펲시 글 {number}</h1></div><table><tr>'
        f'<td class="board-contents"><p>가람톡 저만 안 되나요</p></td></tr></table></body>',
        "cp949",
    )


def notice_list() -> Answer:
    rows = '<tr><td>3</td><td><a href="/notice/3">장애 안내</a></td><td>2026.01.03 11:00</td></tr>'
    return html(f"</head><body><table><tbody>{rows}</tbody></table></body>")


NOTICE = html(
    '<title>장애 안내</title></head><body><div class="board_view"><h2 class="subject">장애 안내</h2>'
    '<p class="date">2026-01-03 11:00</p><div class="content"><p>접속이 되지 않습니다. 확인 중입니다.</p></div></div></body>'
)
PAGES: dict[str, Answer] = {
    "/robots.txt": (200, "text/plain", b"User-agent: *\nDisallow: /members/\n"),
    "/feed.xml": feed("/a/1", "/a/2", "/members/3", "/a/gone"),
    "/a/1": article(1),
    "/a/2": article(2),
    "/members/3": article(3),
    "/empty.xml": feed(),
    "/page.xml": html("</head><body>점검 중</body>"),
    "/wall.xml": (430, "text/html", "<title>보안 시스템</title>".encode()),
    "/board.php?id=freeboard": html(
        f'</head><body><table id="revolution_main_table">{board_row(1)}{board_row(2)}</table></body>',
        "cp949",
    ),
    "/view.php?id=freeboard&no=1": post(1),
    "/view.php?id=freeboard&no=2": post(2),
    "/changed": html("</head><body><div>새 모양</div></body>"),
    "/notice": notice_list(),
    "/notice/3": NOTICE,
}


class Site(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 50
    asked: list[tuple[str, dict[str, str]]]


class Handler(BaseHTTPRequestHandler):
    server: Site

    def do_GET(self) -> None:
        self.server.asked.append((self.path, dict(self.headers)))
        if self.path == "/moved.xml":
            self.send_response(302)
            self.send_header("Location", "http://169.254.169.254/latest/")
            self.end_headers()
            return
        status, kind, body = PAGES.get(self.path, (404, "text/html", b"<p>none</p>"))
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:
        pass


@contextmanager
def serve() -> Iterator[tuple[str, Site]]:
    with Site(("127.0.0.1", 0), Handler) as site:
        site.asked = []
        thread = threading.Thread(target=site.serve_forever, daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{site.server_port}", site
        finally:
            site.shutdown()
            thread.join()


def source(name: str, reader: str, parser: str, *urls: str) -> Source:
    kind = {"feed": Kind.NEWS, "board": Kind.COMMUNITY, "notice": Kind.OFFICIAL}[reader]
    return Source(name, name, name, kind, reader, urls, parser, None, 30, 1, "", True, "", "test")


def stored(path: Path) -> set[tuple[str, str, str]]:
    query = (
        "SELECT d.source, v.title, d.published_at FROM documents d"
        " JOIN document_versions v ON v.document_id = d.id AND v.number = d.version"
    )
    with closing(sqlite3.connect(path)) as database:
        return {(name, title, str(at)[:16]) for name, title, at in database.execute(query)}


@pytest.fixture(scope="module")
def crawled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Any]]:
    path = tmp_path_factory.mktemp("crawl") / "test.db"
    with serve() as (base, site):
        sources = [
            source("feed", "feed", "article", f"{base}/gone.xml", f"{base}/feed.xml"),
            source("empty", "feed", "article", f"{base}/empty.xml"),
            source("page", "feed", "article", f"{base}/page.xml"),
            source("wall", "feed", "article", f"{base}/wall.xml"),
            source("moved", "feed", "article", f"{base}/moved.xml"),
            source("board", "board", "ppomppu", f"{base}/board.php?id=freeboard"),
            source("changed", "board", "clien", f"{base}/changed"),
            source("notice", "notice", "notice", f"{base}/notice"),
        ]
        first = crawl(sources, f"sqlite:///{path}", allow_loopback=True, extra_settings=FAST)
        asked = list(site.asked)
        site.asked.clear()
        second = crawl(sources, f"sqlite:///{path}", allow_loopback=True, extra_settings=FAST)
        closed = crawl(sources[:1], f"sqlite:///{path}", extra_settings=FAST)
        yield {
            "first": {outcome.source: outcome for outcome in first}, "asked": asked, "path": path,
            "second": {outcome.source: outcome for outcome in second}, "again": list(site.asked),
            "closed": closed[0], "order": [outcome.source for outcome in first],
        }  # fmt: skip


def test_articles_posts_and_notices_reach_the_database(crawled: dict[str, Any]) -> None:
    assert stored(crawled["path"]) == {
        ("feed", "뷁뉴스 1호", "2026-01-01 00:00"),
        ("feed", "뷁뉴스 2호", "2026-01-02 00:00"),
        ("feed", "똠방 /members/3", "2026-01-01 00:00"),
        ("feed", "똠방 /a/gone", "2026-01-01 00:00"),
        ("board", "펲시 글 1", "2026-01-01 01:00"),
        ("board", "펲시 글 2", "2026-01-02 01:00"),
        ("notice", "장애 안내", "2026-01-03 02:00"),
    }


def test_each_source_has_its_own_outcome_and_the_others_go_on(crawled: dict[str, Any]) -> None:
    first: dict[str, CrawlOutcome] = crawled["first"]
    assert {name: (o.state, o.documents, o.new) for name, o in first.items()} == {
        "feed": ("ok", 4, 4), "empty": ("broken", 0, 0), "page": ("broken", 0, 0),
        "wall": ("blocked", 0, 0), "moved": ("broken", 0, 0), "board": ("ok", 2, 2),
        "changed": ("broken", 0, 0), "notice": ("ok", 1, 1),
    }  # fmt: skip
    assert crawled["order"] == list(first)
    assert all(outcome.errors for outcome in first.values() if outcome.state != "ok")
    assert any("robots.txt" in error for error in first["feed"].errors)
    assert any("gone.xml: HTTP 404" in error for error in first["feed"].errors)
    assert any("169.254.169.254" in error for error in first["moved"].errors)


def test_the_second_crawl_fetches_no_settled_page_and_finds_nothing_new(
    crawled: dict[str, Any],
) -> None:
    second: dict[str, CrawlOutcome] = crawled["second"]
    assert (second["feed"].state, second["feed"].documents, second["feed"].new) == ("ok", 4, 0)
    assert (second["board"].state, second["board"].new) == ("ok", 0)
    assert not {path for path, _ in crawled["again"]} & {
        "/a/1",
        "/notice/3",
        "/view.php?id=freeboard&no=1",
    }


def test_the_crawler_says_who_it_is_and_obeys_robots(crawled: dict[str, Any]) -> None:
    paths = [path for path, _ in crawled["asked"]]
    assert "/robots.txt" in paths
    assert "/members/3" not in paths
    for _path, headers in crawled["asked"]:
        assert headers["User-Agent"].startswith("meoktong/")
        assert not {"Authorization", "Cookie", "Referer"} & set(headers)


def test_loopback_is_closed_unless_it_is_opened(crawled: dict[str, Any]) -> None:
    assert crawled["closed"].state == "broken"
    assert any("공개 인터넷" in error for error in crawled["closed"].errors)


def test_a_crawl_that_dies_leaves_a_broken_outcome_for_every_source(tmp_path: Path) -> None:
    dying = [source("feed", "feed", "article", "http://127.0.0.1:9/")]
    extra = {"ITEM_PIPELINES": {"crawler.pipelines.nowhere.Missing": 1}}
    [outcome] = crawl(
        dying, f"sqlite:///{tmp_path / 'x.db'}", allow_loopback=True, extra_settings=extra
    )
    assert (outcome.state, outcome.documents) == ("broken", 0)
    assert outcome.errors


def test_nothing_to_crawl_is_no_crawl(tmp_path: Path) -> None:
    assert crawl([], f"sqlite:///{tmp_path / 'x.db'}") == []
