"""`watch` with the settings of a user: a full cycle calls the heartbeat, a broken cycle does not."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from crawler.sample.site import sample_sources, serve_sample_site

PROGRAM = """
import json, sys
from crawler.catalogue import source_from_fields
from detector.cli.alert_worker import load_settings
from detector.cli.screen import write_json
from detector.cli.watch import Watcher
from models.database import open_database

url, sources = sys.argv[1], json.loads(sys.argv[2])
settings = {"DOWNLOAD_DELAY": 0, "AUTOTHROTTLE_ENABLED": False}
watcher = Watcher(open_database(url), url, write_json, allow_loopback=True,
                  crawl_settings=settings, alerts=load_settings())
watcher.run([source_from_fields(fields, "test") for fields in sources])
"""
PATIENCE = 120.0


@contextmanager
def heartbeats() -> Iterator[tuple[str, threading.Event]]:
    """Serve an address, and yield it with what is set when somebody calls it."""
    called = threading.Event()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            called.set()
            self.send_response(200)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/ping", called
    finally:
        server.shutdown()
        server.server_close()


@contextmanager
def watching(
    folder: Path, sources: list[dict[str, Any]], heartbeat: str
) -> Iterator[subprocess.Popen[str]]:
    (folder / "data").mkdir(exist_ok=True)
    (folder / "data" / "beat").write_text(heartbeat, encoding="utf-8")
    (folder / "data" / "meoktong.toml").write_text(
        '[watch]\nheartbeat_url = { file = "beat" }\n', encoding="utf-8"
    )
    url = f"sqlite:///{folder / 'watch.db'}"
    process = subprocess.Popen(
        [sys.executable, "-c", PROGRAM, url, json.dumps(sources)],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        env={**os.environ, "MEOKTONG_DATA": str(folder / "data")},
    )  # fmt: skip
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


def test_a_full_cycle_calls_the_heartbeat_that_the_settings_name(tmp_path: Path) -> None:
    with serve_sample_site() as base_url, heartbeats() as (address, called):
        sources = [s for s in sample_sources(base_url) if s["reader"] == "notice"]
        with watching(tmp_path, sources, address) as process:
            assert called.wait(PATIENCE)
            process.send_signal(signal.SIGTERM)
            assert process.wait(PATIENCE) == 0


def test_when_nothing_can_be_read_the_heartbeat_falls_silent(tmp_path: Path) -> None:
    with serve_sample_site() as base_url:
        sources = [s for s in sample_sources(base_url) if s["reader"] == "feed"][:2]
    with heartbeats() as (address, called):  # the site is gone
        with watching(tmp_path, sources, address) as process:
            assert process.stdout is not None
            assert process.stderr is not None
            told = json.loads(process.stdout.readline())
            assert any("heartbeat_url" in line for line in process.stderr)  # it says so itself
            process.send_signal(signal.SIGTERM)
            assert process.wait(PATIENCE) == 0
        assert told["failed"]
        assert not called.is_set()
