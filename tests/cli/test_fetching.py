"""A page that a user names is fetched with the manners and guards of a crawl."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from one_outage import Run

from crawler.one_page import fetch_page, names_this_computer
from models.errors import ParseError

ARTICLE = (
    '<html><head><meta charset="utf-8"><meta property="og:type" content="article">'
    '<meta property="og:title" content="가람톡 한때 먹통">'
    '<meta property="article:published_time" content="2026-01-02T15:00:00+09:00"></head><body>'
    '<div id="articleBody"><p>가람톡이 2일 오후 2시부터 30분 동안 접속되지 않았다.</p></div></body></html>'
)
PAGES = {
    "/robots.txt": (200, "User-agent: *\nDisallow: /closed", {}),
    "/a": (200, ARTICLE, {"Content-Type": "text/html; charset=utf-8"}),
    "/closed": (200, ARTICLE, {"Content-Type": "text/html; charset=utf-8"}),
    "/moved": (302, "", {"Location": "/a"}),
    "/inside": (302, "", {"Location": "http://10.0.0.1/a"}),
    "/file": (302, "", {"Location": "file:///etc/hostname"}),
    "/gone": (404, "no", {}),
    "/huge": (200, "가" * 5_000_000, {"Content-Type": "text/html; charset=utf-8"}),
}


@contextmanager
def site() -> Iterator[tuple[str, list[str]]]:
    asked: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            status, text, headers = PAGES.get(self.path, (404, "", {}))
            body = text.encode()
            self.send_response(status)
            for name, value in {**headers, "Content-Length": str(len(body))}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *args: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}", asked
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def test_a_page_is_fetched_and_parsed_and_robots_txt_is_asked_first(run: Run) -> None:
    with site() as (base, asked):
        result = run("parse", "--json", f"{base}/moved")
    assert result.exit_code == 0, result.output
    assert json.loads(result.stdout)["title"] == "가람톡 한때 먹통"
    assert asked == ["/robots.txt", "/moved", "/a"]


def test_a_page_and_what_was_read_of_it_can_be_kept_as_a_fixture(run: Run, tmp_path: Path) -> None:
    with site() as (base, _):
        result = run("parse", "--save", tmp_path / "new" / "fixtures", f"{base}/a")
    assert result.exit_code == 0, result.output
    page, read = sorted((tmp_path / "new" / "fixtures").iterdir())
    assert page.read_bytes().decode() == ARTICLE
    assert json.loads(read.read_text())["title"] == "가람톡 한때 먹통"
    again = run("parse", "--json", page, "--url", json.loads(read.read_text())["url"])
    assert json.loads(again.stdout) == json.loads(read.read_text())


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("/closed", "robots.txt"),
        ("/inside", "10.0.0.1"),
        ("/file", "가져올 수 없습니다"),
        ("/gone", "404"),
        ("/huge", "가져올 수 없습니다"),
    ],
)
def test_what_must_not_or_cannot_be_fetched_is_one_clear_line(path: str, reason: str) -> None:
    with site() as (base, _), pytest.raises(ParseError, match=reason):
        fetch_page(base + path)


def test_a_page_on_this_computer_is_fetched_only_where_it_is_named() -> None:
    assert names_this_computer("http://127.0.0.1:8000/")
    assert names_this_computer("http://localhost/")
    assert not names_this_computer("http://www.example.com/")
    assert not names_this_computer("http://2130706433/")
    with pytest.raises(ParseError):
        fetch_page("http://2130706433:9/a")
    with pytest.raises(ParseError):
        fetch_page("http://169.254.169.254/latest/meta-data")
