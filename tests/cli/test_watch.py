"""`watch` crawls and reads by itself, and stops when it is told to, storing what it holds."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from crawler.catalogue import source_from_fields
from crawler.run import crawl
from crawler.sample.site import sample_sources, serve_sample_site
from models.database import open_database
from models.documents import count_documents
from models.sources import last_crawls
from models.upkeep import check

PROGRAM = """
import json, sys
from crawler.catalogue import source_from_fields
from detector.cli.watch import Watcher
from detector.cli.screen import write_json
from models.database import open_database

url, sources, settings = sys.argv[1], json.loads(sys.argv[2]), json.loads(sys.argv[3])
database = open_database(url)
watcher = Watcher(database, url, write_json, allow_loopback=True, crawl_settings=settings)
watcher.run([source_from_fields(fields, "test") for fields in sources])
"""
PATIENCE = 60.0
FAST = {"DOWNLOAD_DELAY": 0, "AUTOTHROTTLE_ENABLED": False}
#: So slow that the crawl is under way when it is told to stop.
SLOW = {"DOWNLOAD_DELAY": 0.3, "AUTOTHROTTLE_ENABLED": False}


@contextmanager
def watching(
    url: str, sources: list[dict[str, Any]], settings: dict[str, Any]
) -> Iterator[subprocess.Popen[str]]:
    process = subprocess.Popen(
        [sys.executable, "-c", PROGRAM, url, json.dumps(sources), json.dumps(settings)],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env={**os.environ, "NO_COLOR": "1"},
    )  # fmt: skip
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


def documents(url: str) -> int:
    database = open_database(url)
    try:
        with database.reading() as session:
            return count_documents(session)
    finally:
        database.close()


def wait_until(is_so: Callable[[], bool]) -> bool:
    deadline = time.monotonic() + PATIENCE
    while not is_so():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.1)
    return True


def test_it_crawls_reads_and_tells_each_round(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'watch.db'}"
    with serve_sample_site() as base_url:
        sources = [s for s in sample_sources(base_url) if s["reader"] == "notice"]
        with watching(url, sources, FAST) as process:
            assert process.stdout is not None
            told = json.loads(process.stdout.readline())
            process.send_signal(signal.SIGTERM)
            assert process.wait(PATIENCE) == 0
    assert told["sources"] == len(sources)
    assert told["failed"] == []
    assert told["new"] == told["read"] == documents(url) > 0


def test_told_to_stop_in_a_crawl_it_stores_what_it_has_and_the_next_crawl_fills_the_gap(
    tmp_path: Path,
) -> None:
    url = f"sqlite:///{tmp_path / 'watch.db'}"
    met: list[str] = []
    with serve_sample_site(on_request=met.append) as base_url:
        sources = [s for s in sample_sources(base_url) if s["reader"] == "feed"][:2]
        with watching(url, sources, SLOW) as process:
            assert wait_until(lambda: len(met) > 6), "the crawl never began"
            process.send_signal(signal.SIGTERM)
            began = time.monotonic()
            assert process.wait(PATIENCE) == 0
            assert time.monotonic() - began < 30  # it promises 10 s; this machine may be busy
        database = open_database(url)
        with database.reading() as session:
            assert last_crawls(session) == {}  # neither source is called broken for being stopped
        assert check(database) == []
        before = documents(url)
        assert before > 0
        chosen = [source_from_fields(fields, "test") for fields in sources]
        outcomes = crawl(chosen, url, allow_loopback=True, extra_settings=FAST)
        assert [outcome.state for outcome in outcomes] == ["ok", "ok"]
        assert documents(url) > before
        database.close()
