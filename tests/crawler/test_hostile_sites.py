"""Servers made to cost time or memory, or to lie: each is one broken source, and no other's."""

from __future__ import annotations

import gzip
import socket
import sqlite3
import struct
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from pathlib import Path

import pytest
from loopback_site import FAST, Answer, answer, article, feed, serve, source

from crawler.run import crawl
from models.records import CrawlOutcome

pytestmark = pytest.mark.long

OK = "HTTP/1.1 200 OK\r\nContent-Type: application/rss+xml\r\nConnection: close\r\n"
TITLE = "똠방 펲시"
# The crawl ends itself where it takes longer or, with all of them at once, more.
LIMITS = {
    **FAST,
    "DOWNLOAD_TIMEOUT": 3,
    "CLOSESPIDER_TIMEOUT": 90,
    "MEMUSAGE_LIMIT_MB": 400,
    "MEMUSAGE_CHECK_INTERVAL_SECONDS": 1,
}
RULES = answer("User-agent: *\nAllow: /\n", kind="text/plain")


def forever(first: bytes, block: bytes, pause: float = 0.0) -> Callable[[socket.socket], None]:
    def send(connection: socket.socket) -> None:
        connection.sendall(first)
        while True:  # until the crawler hangs up
            connection.sendall(block)
            time.sleep(pause)

    return send


def reset(connection: socket.socket) -> None:
    connection.sendall(OK.encode() + b"Content-Length: 1000\r\n\r\n<rss")
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))


def bomb() -> bytes:
    zeros = gzip.compress(b"<rss>" + b" " * 100_000_000, 6)
    return f"{OK}Content-Encoding: gzip\r\nContent-Length: {len(zeros)}\r\n\r\n".encode() + zeros


def entities() -> str:
    names = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10))
    item = "<item><title>&e9;</title></item>"
    return f'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY e0 "가">{names}]><rss><channel>{item}</channel></rss>'


def attributes(count: int) -> str:
    many = " ".join(f'a{n}="1"' for n in range(count))
    return f"<rss version='2.0'><channel><item {many}><title>가</title></item></channel></rss>"


def sized(text: str, length: int) -> bytes:
    return f"{OK}Content-Length: {length}\r\n\r\n".encode() + text.encode()


# Each is a feed's whole answer, and what the one error says of it.
FEEDS: dict[str, tuple[Callable[[], Answer], str]] = {
    "redirects-for-ever": (lambda: answer("", 302, Location="/feed.xml?"), "끝없이"),
    "50-megabytes-announced": (
        lambda: forever(OK.encode() + b"Content-Length: 52428800\r\n\r\n", b" " * 65536),
        "너무 커서",
    ),
    "50-megabytes-unannounced": (lambda: forever(OK.encode() + b"\r\n", b" " * 65536), "너무 커서"),
    "gzip-bomb": (bomb, "너무 커서"),
    "a-byte-at-a-time": (lambda: forever(OK.encode() + b"\r\n", b" ", 0.2), "제시간에"),
    "says-nothing": (lambda: forever(b"", b"", 0.2), "제시간에"),
    "headers-for-ever": (lambda: forever(b"HTTP/1.1 200 OK\r\n", b"X-A: b\r\n" * 5000), "헤더"),
    "100000-headers": (
        lambda: b"HTTP/1.1 200 OK\r\n" + b"".join(b"X-%d: b\r\n" % n for n in range(100_000)) + b"\r\n",
        "헤더",
    ),
    "one-endless-header": (lambda: forever(b"HTTP/1.1 200 OK\r\nX-A: ", b"b" * 65536), "연결이 실패"),
    "entity-bomb": (lambda: answer(entities()), "ENTITY"),
    "huge-attributes": (lambda: answer(attributes(100_000)), "속성"),
    "length-too-long": (lambda: sized(feed(TITLE), 100_000), "끊겼습니다"),
    "length-nonsense": (lambda: f"{OK}Content-Length: many\r\n\r\n<rss/>".encode(), "연결이 실패"),
    "no-http-at-all": (lambda: b"\x00\x01\x02 garbage \r\n\r\n", "연결이 실패"),
    "length-too-short": (lambda: sized(feed(TITLE, "둘째"), len(feed(TITLE).encode()) + 90), "시각을"),
    "connection-reset": (lambda: reset, "끊겼습니다"),
    "empty-answer": (lambda: answer(""), "빈 응답"),
    "page-for-a-feed": (lambda: answer(article("점검"), kind="text/html"), "HTML"),
    "bytes-of-no-encoding": (lambda: answer(bytes(range(128, 256)) * 200), ""),
    "not-modified-unasked": (lambda: b"HTTP/1.1 304 Not Modified\r\nConnection: close\r\n\r\n", "304"),
}  # fmt: skip
# Each is the page of the one article that a sound feed names.
PAGES: dict[str, tuple[Callable[[], Answer], str]] = {
    "nested-10000-deep": (
        lambda: answer(article(TITLE).replace("<body>", "<body>" + "<div>" * 10_000), kind="text/html"),
        "포개져",
    ),
    "80000-paragraphs": (
        lambda: answer("<html><head><title>긴 글</title></head><body>" + "<p>가나다</p>" * 80_000, kind="text/html"),
        "요소가 너무 많은",
    ),
    "quarter-million-tags": (lambda: answer("<title>가</title>" + "<p>가" * 250_000, kind="text/html"), "요소가 너무 많은"),
}  # fmt: skip
# Otherwise sound: stored without what cannot be stored.
TIDIED: dict[str, Callable[[], Answer]] = {
    "nul-bytes": lambda: answer(feed(f"{TITLE}").encode().replace("방".encode(), "방".encode() + b"\x00")),
    "surrogate-entities": lambda: answer(feed(f"{TITLE}&#xD800;&#55357;")),
    "surrogate-bytes": lambda: answer(feed(f"{TITLE}@" + "다" * 400).encode().replace(b"@", b"\xed\xa0\x80")),
}  # fmt: skip


class Results:
    """What the one crawl of all of them came to."""

    def __init__(self, outcomes: list[CrawlOutcome], path: Path, log: Path) -> None:
        self.outcomes = {outcome.source: outcome for outcome in outcomes}
        self.log = log.read_text(encoding="utf-8")
        with closing(sqlite3.connect(path)) as database:
            rows = database.execute(
                "SELECT d.source, v.title, v.body FROM documents d JOIN document_versions v ON v.document_id = d.id"
            ).fetchall()
        self.documents = {name: (title, body) for name, title, body in rows}


@pytest.fixture(scope="module")
def results(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Results]:
    path = tmp_path_factory.mktemp("hostile") / "test.db"
    sources = []
    with ExitStack() as stack:
        for name, (make, _) in FEEDS.items():
            given = make()
            site = stack.enter_context(
                serve({"/feed.xml": given, "/feed.xml?": given, "/robots.txt": RULES})
            )
            sources.append(source(name, f"{site.base}/feed.xml"))
        for name, (make, _) in PAGES.items():
            site = stack.enter_context(serve({"/feed.xml": answer(feed(TITLE)), "/a/0": make()}))
            sources.append(source(name, f"{site.base}/feed.xml", parser="article"))
        for name, make in TIDIED.items():
            site = stack.enter_context(serve({"/feed.xml": make()}))
            sources.append(source(name, f"{site.base}/feed.xml"))
        sound = stack.enter_context(
            serve(
                {
                    "/feed.xml": answer(feed("멀쩡한 소식")),
                    "/a/0": answer(article("멀쩡한 기사"), kind="text/html"),
                }
            )
        )
        sources.append(source("sound", f"{sound.base}/feed.xml", parser="article"))
        garbage = stack.enter_context(serve())
        sources.append(source("tls-garbage", garbage.base.replace("http:", "https:") + "/feed.xml"))
        log = path.with_suffix(".log")
        outcomes = crawl(
            sources, f"sqlite:///{path}", allow_loopback=True, extra_settings=LIMITS, log_file=log
        )
        yield Results(outcomes, path, log)


@pytest.mark.parametrize("name", [*FEEDS, *PAGES])
def test_a_hostile_answer_is_one_error_of_its_source(results: Results, name: str) -> None:
    outcome = results.outcomes[name]
    [error] = outcome.errors
    assert outcome.state == "broken"
    assert (FEEDS | PAGES)[name][1] in error, error
    assert outcome.failed == 1


def test_a_server_that_speaks_no_tls_is_one_error(results: Results) -> None:
    outcome = results.outcomes["tls-garbage"]
    assert (outcome.state, len(outcome.errors)) == ("broken", 1)


@pytest.mark.parametrize("name", TIDIED)
def test_what_cannot_be_stored_is_left_out_of_otherwise_sound_text(
    results: Results, name: str
) -> None:
    outcome = results.outcomes[name]
    title, body = results.documents[name]
    assert (outcome.state, outcome.new) == ("ok", 1)
    assert title.rstrip("다\ufffd") == TITLE
    assert body.rstrip("다\ufffd") == f"가람톡 소식 {TITLE}"
    assert title.isprintable()


def test_the_sound_source_among_them_brings_its_article(results: Results) -> None:
    assert (results.outcomes["sound"].state, results.outcomes["sound"].new) == ("ok", 1)
    assert results.documents["sound"][0] == "멀쩡한 기사"


@pytest.mark.parametrize("name", PAGES)
def test_of_a_hostile_page_what_the_feed_said_is_kept(results: Results, name: str) -> None:
    assert results.documents[name] == (TITLE, f"가람톡 소식 {TITLE}")


def test_all_of_them_together_stay_within_the_limits_of_time_and_memory(results: Results) -> None:
    assert "Closing spider (finished)" in results.log
    assert "Memory usage exceeded" not in results.log
