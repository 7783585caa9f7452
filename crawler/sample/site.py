"""The sample site as a web server on the loopback interface."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

from crawler.sample.page import Page
from crawler.sample.pages import address, build_pages
from crawler.sample.sources import sample_sources
from models.errors import UsageError
from models.problems import Problem

__all__ = ["sample_sources", "serve_sample_site"]

_NOT_FOUND = Page("<h1>없는 문서입니다</h1>".encode(), "text/html; charset=utf-8")


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    pages: dict[str, Page]
    on_request: Callable[[str], None]

    def handle_error(self, request: Any, client_address: Any) -> None:
        # A crawler that hangs up is no news; anything else is a fault of ours and is shown.
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


class _Handler(BaseHTTPRequestHandler):
    server: _Server
    protocol_version = "HTTP/1.1"
    # Headers and body leave in one packet: apart, the second waits 40 ms for the first's receipt.
    wbufsize = -1
    timeout = 10  # seconds; a client that keeps its connection open must not keep a thread for ever

    def do_GET(self) -> None:
        """Answer with the page asked for, or 404."""
        self._answer(with_body=True)

    def do_HEAD(self) -> None:
        """Answer with the headers of the page asked for."""
        self._answer(with_body=False)

    def _answer(self, *, with_body: bool) -> None:
        self.server.on_request(self.path)
        page = self.server.pages.get(address(self.path))
        status = HTTPStatus.OK if page else HTTPStatus.NOT_FOUND
        page = page or _NOT_FOUND
        self.send_response(status)
        self.send_header("Content-Type", page.content_type)
        self.send_header("Content-Length", str(len(page.body)))
        self.end_headers()
        if with_body:
            self.wfile.write(page.body)

    def log_message(self, format: str, *args: Any) -> None:
        """Keep quiet: the demo's output is the user's."""


@contextmanager
def serve_sample_site(
    port: int = 0, *, on_request: Callable[[str], None] = lambda target: None
) -> Iterator[str]:
    """Serve the sample site on 127.0.0.1 (port 0: any free one) and yield its base URL.

    on_request is told the target of every request, so that a test can see what was fetched.
    """
    with _listen(port) as server:
        base_url = f"http://127.0.0.1:{server.server_address[1]}"
        server.pages = build_pages(base_url)
        server.on_request = on_request
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        thread.start()
        try:
            yield base_url
        finally:
            server.shutdown()
            thread.join()


def _listen(port: int) -> _Server:
    try:
        return _Server(("127.0.0.1", port), _Handler)
    except (OSError, OverflowError) as problem:
        raise UsageError(Problem("problem.form.port", port=port, why=problem)) from problem
