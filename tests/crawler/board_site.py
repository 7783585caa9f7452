"""A board, a notice board and a feed on the loopback interface that change as a test says."""

from __future__ import annotations

import json
import sqlite3
import sys
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

from crawler.catalogue import Source
from models import clock
from models.records import Kind

FAST = {"DOWNLOAD_DELAY": 0, "AUTOTHROTTLE_ENABLED": False, "RETRY_TIMES": 0}
PAGE_SIZE = 10
DELETED = (
    "<html><head><title>여울터</title></head><body><p>삭제된 게시물입니다.</p>"
    '<form>로그인 <input name="id"><input type="password" name="key"></form></body></html>'
)


# A document as the database holds it: source, id, title, and every text it had.
Stored = tuple[str, str, tuple[str, ...]]


@dataclass
class Item:
    """One post, notice or article."""

    number: int
    at: datetime
    text: str
    status: int = 200
    page: str = ""  # what its address answers instead of the usual page


@dataclass
class Channel:
    """One list and its items."""

    name: str
    shape: str  # "board", "notice" or "feed"
    items: dict[int, Item] = field(default_factory=dict)
    pinned: list[int] = field(default_factory=list)  # stand on top of every page, as posts
    has_end: bool = True  # a page after the last answers 404, else an empty list

    def add(self, number: int, at: datetime, text: str = "") -> Item:
        """Put an item on top of the list."""
        body = text or f"{number}번 글입니다. 가람톡이 접속되지 않는다는 사람이 많았습니다."
        self.items[number] = Item(number, at, body)
        return self.items[number]

    def fill(self, how_many: int, newest: datetime, step: timedelta = timedelta(hours=2)) -> None:
        """Add items up to now, the newest with the highest number."""
        first = max(self.items, default=0) + 1
        for place in range(how_many):
            self.add(first + place, newest - step * (how_many - 1 - place))

    def page(self, number: int) -> list[Item] | None:
        """Return a list page's items, newest first; None behind the end."""
        listed = [self.items[key] for key in sorted(self.items, reverse=True)]
        listed = [item for item in listed if item.number not in self.pinned]
        if self.shape == "feed":
            return listed
        cut = listed[(number - 1) * PAGE_SIZE : number * PAGE_SIZE]
        if not cut and number > 1:
            return None if self.has_end else []
        return [self.items[key] for key in self.pinned] + cut


class BoardSite(ThreadingHTTPServer):
    """Serves the channels; asked holds every path that was asked for."""

    daemon_threads = True
    request_queue_size = 50
    channels: dict[str, Channel]
    asked: list[str]
    failing: dict[str, int]  # path and query -> status

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Keep quiet of a crawler that was killed in the middle of an answer."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)

    @property
    def base(self) -> str:
        """The site's address."""
        return f"http://127.0.0.1:{self.server_port}"

    def source(self, name: str, **changes: Any) -> Source:
        """Return the source that reads a channel."""
        channel = self.channels[name]
        reader, parser, kind, url = {
            "board": ("board", "clien", Kind.COMMUNITY, f"/{name}/service/board/park?po=0"),
            "notice": ("notice", "notice", Kind.OFFICIAL, f"/{name}/notice?page=1"),
            "feed": ("feed", "article", Kind.NEWS, f"/{name}/feed.xml"),
        }[channel.shape]
        fields: dict[str, Any] = {
            "id": name, "name": name, "name_en": name, "kind": kind, "reader": reader,
            "urls": (self.base + url,), "parser": parser, "encoding": None, "interval_minutes": 30,
            "least_documents_a_day": 1, "robots": "", "enabled": True, "reason": "", "evidence": "test",
        }  # fmt: skip
        return Source(**(fields | changes))

    def lists_asked(self, name: str) -> list[str]:
        """Return the list pages of a channel that were asked for, in order."""
        return [path for path in self.asked if path.startswith(f"/{name}/") and "?" in path]

    def pages_asked(self, name: str) -> list[int]:
        """Return the numbers of the items whose pages were asked for, in order."""
        paths = [path for path in self.asked if path.startswith(f"/{name}/") and "?" not in path]
        return [int(path.rpartition("/")[2]) for path in paths if path.rpartition("/")[2].isdigit()]


class _Handler(BaseHTTPRequestHandler):
    server: BoardSite
    protocol_version = "HTTP/1.1"
    wbufsize = -1
    timeout = 10

    def do_GET(self) -> None:
        self.server.asked.append(self.path)
        if status := self.server.failing.get(self.path):
            self._send(status, "<p>failure</p>")
            return
        parts = urlsplit(self.path)
        channel = self.server.channels.get(parts.path.split("/")[1])
        if channel is None:
            self._send(404, "<p>none</p>")
            return
        last = parts.path.rpartition("/")[2]
        if last.isdigit():
            item = channel.items.get(int(last))
            status, text = (item.status, show(channel, item)) if item else (404, "<p>none</p>")
            self._send(status, text)
            return
        query = parse_qs(parts.query)
        number = int(query["po"][0]) + 1 if "po" in query else int(query.get("page", ["1"])[0])
        items = channel.page(number)
        self._send(200 if items is not None else 404, show_list(channel, items or []))

    def _send(self, status: int, text: str) -> None:
        body = text.encode()
        kind = "application/rss+xml" if text.startswith("<?xml") else "text/html"
        self.send_response(status)
        self.send_header("Content-Type", f"{kind}; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:
        pass


@contextmanager
def serve(*channels: Channel) -> Iterator[BoardSite]:
    """Serve the channels on 127.0.0.1."""
    with BoardSite(("127.0.0.1", 0), _Handler) as site:
        site.channels = {channel.name: channel for channel in channels}
        site.asked, site.failing = [], {}
        thread = threading.Thread(target=site.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        try:
            yield site
        finally:
            site.shutdown()
            thread.join()


def show_list(channel: Channel, items: list[Item]) -> str:
    """Return a list page, or the feed."""
    render = {"board": _board_row, "notice": _notice_row, "feed": _feed_item}[channel.shape]
    rows = "".join(render(channel, item) for item in items)
    if channel.shape == "feed":
        return f'<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel>{rows}</channel></rss>'
    if channel.shape == "notice":
        rows = f"<table><tbody>{rows}</tbody></table>"
    return f"<html><head><title>여울터</title></head><body><div>{rows}</div></body></html>"


def _board_row(channel: Channel, item: Item) -> str:
    title = f"{channel.name} {item.number}번 글"
    return (
        f'<div class="list_item symph_row" data-role="list-row" data-board-sn="{item.number}">'
        f'<div class="list_title"><a class="list_subject" href="/{channel.name}/service/board/park/{item.number}">'
        f'<span class="subject_fixed" title="{title}">{title}</span></a></div>'
        f'<div class="list_time"><span class="timestamp">{_kst(item)}</span></div></div>'
    )


def _notice_row(channel: Channel, item: Item) -> str:
    link = f'<a href="/{channel.name}/notice/{item.number}">{channel.name} {item.number}번 공지</a>'
    return f'<tr><td>{item.number}</td><td>{link}</td><td class="date">{_kst(item)}</td></tr>'


def _feed_item(channel: Channel, item: Item) -> str:
    return (
        f"<item><title>{channel.name} {item.number}호</title><description>요약 {item.number}</description>"
        f"<link>/{channel.name}/article/{item.number}</link><pubDate>{_kst(item)}</pubDate></item>"
    )


def show(channel: Channel, item: Item) -> str:
    """Return an item's page."""
    if item.page:
        return item.page
    if channel.shape == "feed":
        return (
            f'<html><head><meta property="og:title" content="{channel.name} {item.number}호">'
            '<meta property="og:type" content="article">'
            f'<meta property="article:published_time" content="{item.at.isoformat()}"></head>'
            f'<body><div id="articleBody">{item.text} 회사는 원인을 찾고 있다고 밝혔다.</div></body></html>'
        )
    if channel.shape == "notice":
        return (
            f"<html><head><title>{channel.name} {item.number}번 공지</title></head><body>"
            f'<div class="board_view"><h2 class="subject">{channel.name} {item.number}번 공지</h2>'
            f'<p class="date">{_kst(item)}</p><div class="content"><p>{item.text}</p></div></div></body></html>'
        )
    return (
        f'<html><head><title>여울터</title></head><body><h3 class="post_subject"><span>{channel.name} '
        f'{item.number}번 글</span></h3><div class="post_author"><span class="view_count date">'
        f'{_kst(item)}</span></div><div class="post_article"><p>{item.text}</p></div></body></html>'
    )


def _kst(item: Item) -> str:
    return clock.to_kst(item.at).strftime("%Y-%m-%d %H:%M:%S")


def stored(path: Path) -> set[Stored]:
    """Return every document of a database: source, id and all its texts in order."""
    query = (
        "SELECT d.source, d.external_id, json_group_array(v.title || char(10) || v.body)"
        " FROM documents d JOIN (SELECT * FROM document_versions ORDER BY document_id, number) v"
        " ON v.document_id = d.id GROUP BY d.id"
    )
    with closing(sqlite3.connect(path)) as database:
        return {
            (name, number, tuple(json.loads(texts)))
            for name, number, texts in database.execute(query)
        }


def ids_of(path: Path, source: str) -> set[int]:
    """Return the numbers of a source's stored items."""
    return {int(number.rpartition("/")[2]) for name, number, _ in stored(path) if name == source}


def execute(path: Path, statement: str, *values: Any) -> list[Any]:
    """Run one statement on the database and return its rows."""
    with closing(sqlite3.connect(path)) as database, database:
        return database.execute(statement, values).fetchall()
