"""Whole crawls of status pages on the loopback interface: versions, moves, quiet pages."""

from __future__ import annotations

import json
import re
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
JSON = "application/json; charset=utf-8"
INCIDENTS = "/api/v2/incidents.json"
Answer = tuple[int, str, bytes]


def entry(number: str, status: str, *updates: tuple[str, str, str], **more: Any) -> dict[str, Any]:
    return {
        "id": number, "name": f"Trouble {number}", "status": status, "impact": "major",
        "created_at": updates[0][2], "started_at": updates[0][2], "resolved_at": None,
        "shortlink": f"https://stspg.example/{number}", "components": [{"name": "Git"}],
        "incident_updates": [
            {"status": word, "body": body, "created_at": at, "display_at": at}
            for word, body, at in reversed(updates)
        ],
        **more,
    }  # fmt: skip


def answer(**lists: Any) -> Answer:
    content = {"page": {"id": "p", "name": "Garam", "url": "https://s.example"}, **lists}
    return 200, JSON, json.dumps(content).encode()


FIRST = ("investigating", "We look: access denied errors.", "2026-11-20T05:04:00Z")
SECOND = ("identified", "A switch broke.", "2026-11-20T05:30:00Z")
LAST = ("resolved", "All is well.", "2026-11-20T06:20:00Z")
OTHER = entry("two", "resolved", FIRST, LAST, resolved_at=LAST[2])
PLANNED = entry(
    "plan", "scheduled", ("scheduled", "We move.", "2026-11-20T05:04:00Z"), impact="maintenance",
    scheduled_for="2027-01-25T17:00:00Z", scheduled_until="2027-01-25T19:00:00Z",
)  # fmt: skip
ROUNDS = (
    entry("one", "investigating", FIRST),
    entry("one", "identified", FIRST, SECOND),
    entry("one", "resolved", FIRST, SECOND, LAST, resolved_at=LAST[2]),
)
MOVED = (200, "text/html; charset=utf-8", b"<!doctype html><html><body>Our new page</body></html>")
PAGES: dict[str, Answer] = {
    "/plan.json": answer(scheduled_maintenances=[PLANNED]),
    "/quiet.json": answer(incidents=[]),
    "/renamed.json": answer(events=[]),
    "/labelled.json": (200, "text/html", answer(incidents=[OTHER])[2]),
    "/new-home": MOVED,
    "/new-home.json": answer(incidents=[OTHER]),
    "/events.json": (200, "application/json;charset=utf-16", "[]".encode("utf-16")),
}


class Site(ThreadingHTTPServer):
    daemon_threads = True
    pages: dict[str, Answer]


class Handler(BaseHTTPRequestHandler):
    server: Site

    def do_GET(self) -> None:
        moves = {
            "/old.json": "/new-home",
            "/elsewhere.json": f"http://localhost:{self.server.server_port}/new-home.json",
        }
        if self.path in moves:
            self.send_response(301)
            self.send_header("Location", moves[self.path])
            self.end_headers()
            return
        status, kind, body = self.server.pages.get(self.path, (404, "text/html", b"<p>none</p>"))
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
        site.pages = dict(PAGES)
        thread = threading.Thread(target=site.serve_forever, daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{site.server_port}", site
        finally:
            site.shutdown()
            thread.join()


def source(name: str, *urls: str, parser: str = "statuspage") -> Source:
    return Source(
        name, "가람 상태", name, Kind.OFFICIAL, "status", urls, parser, None, 10, 0, "", True, "", "test"
    )  # fmt: skip


@pytest.fixture(scope="module")
def crawled(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    path = tmp_path_factory.mktemp("status") / "test.db"
    rounds: list[dict[str, CrawlOutcome]] = []
    with serve() as (base, site):
        page = source("page", f"{base}{INCIDENTS}", f"{base}/plan.json")
        once = [
            source("quiet", f"{base}/quiet.json"),
            source("moved", f"{base}/old.json"),
            source("elsewhere", f"{base}/elsewhere.json"),
            source("labelled", f"{base}/labelled.json"),
            source("renamed", f"{base}/renamed.json"),
            source("half", f"{base}/quiet.json", f"{base}/gone.json"),
            source("events", f"{base}/events.json", parser="aws-events"),
        ]
        for number, newest in enumerate(ROUNDS):
            site.pages[INCIDENTS] = answer(incidents=[newest, OTHER])
            sources = [page, *once] if number == 0 else [page]
            found = crawl(sources, f"sqlite:///{path}", allow_loopback=True, extra_settings=FAST)
            rounds.append({outcome.source: outcome for outcome in found})
    return {"path": path, "rounds": rounds}


def versions(path: Path, number: str) -> list[tuple[int, str, str]]:
    query = (
        "SELECT v.number, v.title, v.body FROM documents d JOIN document_versions v"
        " ON v.document_id = d.id WHERE d.source = 'page' AND d.external_id = ? ORDER BY v.number"
    )
    with closing(sqlite3.connect(path)) as database:
        return database.execute(query, (number,)).fetchall()


def test_each_incident_and_each_planned_work_is_one_document(crawled: dict[str, Any]) -> None:
    with closing(sqlite3.connect(crawled["path"])) as database:
        rows = database.execute(
            "SELECT source, external_id, kind, url, published_at FROM documents ORDER BY external_id"
        ).fetchall()
    assert [(row[0], row[1], row[2]) for row in rows] == [
        ("page", "one", "official"),
        ("page", "plan", "official"),
        ("page", "two", "official"),
    ]
    assert rows[0][3] == "https://stspg.example/one"
    assert all(str(row[4]).startswith("2026-11-20 05:04") for row in rows)


def test_a_new_update_is_a_new_version_and_so_is_the_recovery(crawled: dict[str, Any]) -> None:
    first, second, third = versions(crawled["path"], "one")
    assert [first[0], second[0], third[0]] == [1, 2, 3]
    assert first[1].startswith("[장애] 가람 Git 장애 발생, 조사 중")
    assert second[1].startswith("[장애] 가람 Git 장애 발생, 원인 확인")
    assert third[1].startswith("[복구] 가람 Git 장애 복구 완료")
    assert "A switch broke." not in first[2]
    assert "A switch broke." in second[2]
    assert "2026년 11월 20일 15시 20분(KST)에 복구가 완료됐습니다." in third[2]


def test_what_did_not_change_has_one_version(crawled: dict[str, Any]) -> None:
    assert len(versions(crawled["path"], "two")) == 1
    [planned] = versions(crawled["path"], "plan")
    assert planned[1].startswith("[점검] 가람 Git 점검 예정")
    states = [(found["page"].state, found["page"].new) for found in crawled["rounds"]]
    assert states == [("ok", 3), ("ok", 0), ("ok", 0)]


def test_the_newest_fields_stand_in_extra(crawled: dict[str, Any]) -> None:
    with closing(sqlite3.connect(crawled["path"])) as database:
        [(text,)] = database.execute(
            "SELECT extra FROM documents WHERE external_id = 'one'"
        ).fetchall()
    extra = json.loads(text)
    assert (extra["phase"], extra["impact"], extra["updates"]) == ("resolved", "major", 3)
    assert extra["components"] == ["Git"]
    assert extra["resolved"] == "2026-11-20T15:20:00+09:00"


@pytest.mark.parametrize("name", ["quiet", "events"])
def test_an_empty_list_is_well(crawled: dict[str, Any], name: str) -> None:
    outcome = crawled["rounds"][0][name]
    assert (outcome.state, outcome.documents, outcome.errors) == ("ok", 0, ())


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("moved", "html"),
        ("elsewhere", "localhost.*옮겨"),
        ("labelled", "html"),
        ("renamed", "incidents.*없습니다"),
        ("half", "gone.json: HTTP 404"),
    ],
)
def test_what_cannot_be_read_is_broken_and_brings_no_document(
    crawled: dict[str, Any], name: str, said: str
) -> None:
    outcome = crawled["rounds"][0][name]
    assert (outcome.state, outcome.documents) == ("broken", 0)
    assert re.search(said, " / ".join(outcome.errors))
