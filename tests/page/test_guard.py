"""What a browser is told, whose name is answered, what is not sent twice, what a monitor hears."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path

import pytest
from starlette.testclient import TestClient
from told_page import NOW, OVER, Client, reader_at

import detector
from models.database import Database
from models.records import CrawlOutcome
from models.sources import record_crawl

OPENAPI = Path(detector.__file__).parents[1] / "docs" / "openapi.json"


@pytest.mark.parametrize("path", ["/", "/now.json", "/nowhere", "/static/page.css", "/healthz"])
def test_a_browser_may_run_only_what_comes_from_here(client: TestClient, path: str) -> None:
    headers = client.get(path).headers
    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"


@pytest.mark.parametrize("path", ["/strip", "/badge.svg", "/badge/kt.svg"])
def test_only_badge_and_strip_may_be_framed_and_have_no_script(
    client: TestClient, path: str
) -> None:
    answer = client.get(path)
    assert "frame-ancestors *" in answer.headers["content-security-policy"]
    assert "<script" not in answer.text


def test_pages_have_no_script_or_style_of_their_own(client: TestClient) -> None:
    for path in ("/", "/incidents", f"/incidents/{OVER}", "/services/aws-seoul", "/strip"):
        html = client.get(path).text
        assert "style=" not in html
        assert "<style" not in html
        assert "onclick" not in html
        assert html.count("<script") == (0 if path == "/strip" else 1)


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("localhost", 200),
        ("127.0.0.1:8321", 200),
        ("[::1]:8321", 200),
        ("evil.example", 421),
        ("", 421),
    ],
)
def test_another_name_is_not_answered(client: TestClient, host: str, status: int) -> None:
    assert client.get("/healthz", headers={"host": host}).status_code == status


def test_a_name_that_the_operator_gave_is_answered(client_of: Client) -> None:
    client = client_of(public_url="https://status.example.org")
    assert client.get("/", headers={"host": "status.example.org"}).status_code == 200
    assert "https://status.example.org/incidents" in client.get("/incidents.atom").text


@pytest.mark.parametrize(
    "path", ["/now.json", "/incidents.atom", "/incidents.csv", "/", "/now.txt"]
)
def test_what_did_not_change_is_not_sent_again(client: TestClient, path: str) -> None:
    tag = client.get(path).headers["etag"]
    again = client.get(path, headers={"if-none-match": f'"other", {tag}'})
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["etag"] == tag
    assert client.get(path, headers={"if-none-match": '"other"'}).status_code == 200


def test_a_later_minute_changes_no_tag_of_the_data(stored: Database) -> None:
    now, later = reader_at(stored, 0), reader_at(stored, 1)
    for path in ("/incidents.json", "/now.atom", "/incidents.csv"):
        assert now.get(path).headers["etag"] == later.get(path).headers["etag"]


def test_head_is_get_without_a_body(client: TestClient) -> None:
    answer = client.head("/now.json")
    assert (answer.status_code, answer.content) == (200, b"")
    assert answer.headers["etag"]


def test_nothing_can_be_written(client: TestClient) -> None:
    answer = client.post("/incidents")
    assert answer.status_code == 405
    assert answer.headers["content-type"] == "application/problem+json"


def test_a_monitor_hears_of_a_cycle_that_is_too_old(client: TestClient, stored: Database) -> None:
    assert client.get("/healthz").status_code == 200

    late = reader_at(stored, 61)
    assert late.get("/healthz").status_code == 503
    assert late.get("/healthz").json()["last_cycle_at"] == "2026-11-22T15:02:00+09:00"
    html = late.get("/incidents").text
    assert "자료가 오래되었습니다" in html


def test_an_empty_record_is_not_called_good(client_of: Client) -> None:
    client = client_of()
    html = client.get("/").text
    assert "지금 상태를 알 수 없습니다" in html
    assert "알려진 장애가 없습니다" not in html
    assert client.get("/healthz").status_code == 503
    assert "알 수 없음" in client.get("/badge.svg").text


def test_an_open_page_turns_to_a_warning_by_itself(client: TestClient) -> None:
    assert "later old-in-60" in client.get("/").text
    css = client.get("/static/page.css").text
    assert ".old-in-60{animation-delay:3600s}" in css


def test_a_quiet_record_says_so_only_while_it_is_fresh(
    client_of: Client, database: Database
) -> None:
    record_crawl(database, CrawlOutcome("yna", NOW, NOW - timedelta(minutes=3), "ok", 40, 1))
    assert "지금 알려진 장애가 없습니다" in client_of().get("/").text


def test_metrics_count_requests_and_what_goes_on(client: TestClient) -> None:
    client.get("/healthz")
    lines = client.get("/metrics").text.splitlines()
    assert "meoktong_open_incidents 1" in lines
    assert 'meoktong_incidents{status="resolved"} 1' in lines
    assert "meoktong_data_age_seconds 120" in lines
    assert any(line.startswith("meoktong_page_requests_total") for line in lines)


def test_badges_say_the_state_in_words(client: TestClient) -> None:
    assert "장애 1건" in client.get("/badge.svg").text
    assert "KT: 확인" in client.get("/badge/kt.svg").text
    assert "알려진 장애 없음" in client.get("/badge/coupang.svg").text
    assert client.get("/badge/nobody.svg").status_code == 404


def test_the_promised_interface_is_the_committed_one(client_of: Client) -> None:
    served = client_of(takes_claims=True).get("/openapi.json").json()
    committed = json.loads(OPENAPI.read_text(encoding="utf-8"))
    assert served == committed, "run: python -m detector.page.describe > docs/openapi.json"
