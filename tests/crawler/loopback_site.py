"""A web site on the loopback interface that answers as it is told to, and remembers who asked."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import Any

from crawler.catalogue import Source
from models.records import Kind

FAST: dict[str, Any] = {
    "DOWNLOAD_DELAY": 0,
    "AUTOTHROTTLE_ENABLED": False,
    "RETRY_TIMES": 0,
    # Every site of a test is on one host: what one does must not slow the others down.
    "CONCURRENT_REQUESTS_PER_DOMAIN": 32,
    "AUTOTHROTTLE_MAX_DELAY": 0.02,
}
NO_RULES = b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"

# What a path is answered with: bytes as they go over the wire, or something that writes them.
Answer = bytes | Callable[[socket.socket], None]


@dataclass
class Asked:
    """One request that reached the site."""

    path: str
    headers: dict[str, str]


@dataclass
class LoopbackSite:
    """What the site answers, and what it was asked. Paths it does not know are 404."""

    base: str
    answers: dict[str, Answer] = field(default_factory=dict)
    asked: list[Asked] = field(default_factory=list)

    def paths(self) -> list[str]:
        """Return the paths asked for, but not robots.txt."""
        return [one.path for one in self.asked if one.path != "/robots.txt"]


def answer(
    body: bytes | str, status: int = 200, kind: str = "application/rss+xml", **headers: str
) -> bytes:
    """Return a whole answer; a header's underscores are hyphens."""
    content = body.encode() if isinstance(body, str) else body
    lines = [
        f"HTTP/1.1 {status} X",
        f"Content-Type: {kind}",
        f"Content-Length: {len(content)}",
        "Connection: close",
        *(f"{name.replace('_', '-')}: {value}" for name, value in headers.items()),
    ]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + content


def feed(*items: str) -> str:
    """Return a feed whose items have these titles."""
    inner = "".join(
        f"<item><title>{title}</title><link>/a/{number}</link>"
        f"<description>가람톡 소식 {title}</description>"
        "<pubDate>Thu, 01 Jan 2026 09:00:00 +0900</pubDate></item>"
        for number, title in enumerate(items)
    )
    return (
        f'<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel>{inner}</channel></rss>'
    )


def article(title: str) -> str:
    """Return a page with an article."""
    return (
        f'<html><head><meta charset="utf-8"><meta property="og:title" content="{title}">'
        '<meta property="og:type" content="article">'
        '<meta property="article:published_time" content="2026-01-01T09:00:00+09:00"></head>'
        '<body><div id="articleBody">가람톡이 오후 두 시부터 한 시간 동안 접속되지 않았다. 복구를 마쳤다.</div></body></html>'
    )


def source(name: str, *urls: str, parser: str = "none") -> Source:
    """Return a source that reads feeds."""
    return Source(name, name, name, Kind.NEWS, "feed", urls, parser, None, 30, 1, "", True, "", "test")  # fmt: skip


@contextmanager
def serve(answers: dict[str, Answer] | None = None) -> Iterator[LoopbackSite]:
    """Serve until the block ends; each connection is answered once."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen(50)
        site = LoopbackSite(f"http://127.0.0.1:{listener.getsockname()[1]}", dict(answers or {}))
        threading.Thread(target=_accept, args=(listener, site), daemon=True).start()
        try:
            yield site
        finally:
            with suppress(OSError):  # wakes the accepting thread
                listener.shutdown(socket.SHUT_RDWR)


def _accept(listener: socket.socket, site: LoopbackSite) -> None:
    while True:
        try:
            connection, _ = listener.accept()
        except OSError:
            return
        threading.Thread(target=_serve_one, args=(connection, site), daemon=True).start()


def _serve_one(connection: socket.socket, site: LoopbackSite) -> None:
    with connection, suppress(OSError):  # a crawler that hangs up is what some of these are for
        connection.settimeout(20)
        head = b""
        while b"\r\n\r\n" not in head:
            received = connection.recv(65536)
            if not received:
                return
            head += received
        first, *lines = head.decode("latin-1").split("\r\n\r\n")[0].split("\r\n")
        path = first.split(" ")[1]
        site.asked.append(Asked(path, dict(line.split(": ", 1) for line in lines)))
        given = site.answers.get(path, NO_RULES)
        if callable(given):
            given(connection)
        else:
            connection.sendall(given)
