"""Readers say what is wrong: with a plain form, kept apart, changing nothing; strangers get nowhere."""

from __future__ import annotations

import json
from datetime import timedelta
from html.parser import HTMLParser
from urllib.parse import urlencode

import pytest
from speaking_readers import HERE, NOT_HIT, WHERE, page_of, said
from sqlalchemy import text
from starlette.testclient import TestClient
from told_page import GOING_ON, NOW, OVER, Client

from detector.page.readers import MOST_BYTES
from detector.page.saying import MOST_NOTE, WRONG
from models.clock import parse_iso
from models.database import Database
from models.incidents import find_incident
from models.reader_claims import Verdict, decide_reader_claims, open_reader_claims

BROWSER = {**HERE, "accept": "text/html,application/xhtml+xml"}


@pytest.fixture
def page(stored: Database) -> TestClient:
    """A page that takes what readers say."""
    return page_of(stored)


class Forms(HTMLParser):
    """The forms of a page as a browser without script sees them, filled in with what is chosen first."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, str, dict[str, str]]] = []
        self._select: str | None = None
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.found.append((given.get("method", "get"), given.get("action", ""), {}))
        elif tag in ("input", "textarea") and "name" in given:
            self.found[-1][2][given["name"]] = given.get("value", "")
        elif tag == "select":
            self._select = given["name"]
        elif tag == "option" and self._select:
            self.found[-1][2].setdefault(self._select, given["value"])

    def handle_endtag(self, tag: str) -> None:
        if tag == "select":
            self._select = None

    @property
    def posting(self) -> list[tuple[str, dict[str, str]]]:
        return [(action, fields) for method, action, fields in self.found if method == "post"]


def test_it_is_off_unless_switched_on(client: TestClient) -> None:
    html = client.get(f"/incidents/{OVER}").text
    assert WHERE not in html
    assert "독자의 말" not in html
    assert client.get(WHERE).status_code == 404
    assert client.post(WHERE, data=NOT_HIT, headers=HERE).status_code == 404
    assert client.post(f"/incidents/{OVER}", data=NOT_HIT, headers=HERE).status_code == 405
    assert said(client) == []
    assert "/incidents/{id}/claims" not in client.get("/openapi.json").json()["paths"]


def test_without_script_each_form_of_the_page_can_be_sent_as_it_stands(page: TestClient) -> None:
    assert f'href="{WHERE}"' in page.get(f"/incidents/{OVER}").text
    answer = page.get(WHERE)
    assert "<script" not in answer.text.replace('<script src="/static/', "")
    assert answer.headers["referrer-policy"] == "same-origin"  # else Origin would be null
    forms = Forms(answer.text).posting
    assert [fields["says"] for _, fields in forms] == ["wrong", "not-hit", "same"]
    for action, fields in forms:
        filled = fields | ({"about": GOING_ON} if fields["says"] == "same" else {})
        sent = page.post(action, data=filled, headers=BROWSER, follow_redirects=False)
        assert (sent.status_code, sent.headers["location"]) == (303, f"/incidents/{OVER}#thanks")
    html = page.get(f"/incidents/{OVER}").text
    assert 'id="thanks"' in html
    for line in ("독자의 말 3", "틀림: 장애가 아님", "겪지 않음: 쿠팡", "같은 사건: "):
        assert line in html
    assert [one["says"] for one in said(page)] == ["wrong", "not-hit", "same"]


def test_it_is_a_claim_of_its_own_kind_apart_from_those_of_sources(page: TestClient) -> None:
    before = page.get(f"/incidents/{OVER}.json").json()
    sent = page.post(WHERE, data=NOT_HIT | {"note": "저는 됐어요"}, headers=HERE)
    assert sent.status_code == 201
    after = page.get(f"/incidents/{OVER}.json").json()
    assert after.pop("reader_claims") == [
        {"kind": "reader", "number": 1, "says": "not-hit", "about": "coupang", "name": "쿠팡",
         "note": None, "said": "2026-11-22T15:04:00+09:00", "verdict": "open", "decided": None},
    ]  # fmt: skip
    before.pop("reader_claims")
    assert after == before  # nothing else of the incident has changed
    assert "겪지 않음: 쿠팡 (1번" in page.get(f"/incidents/{OVER}.txt").text


def test_the_feed_is_not_stirred_by_it(page: TestClient) -> None:
    before = page.get("/incidents.atom").headers["etag"]
    page.post(WHERE, data=NOT_HIT, headers=HERE)
    assert page.get("/incidents.atom").headers["etag"] == before


def test_what_a_stranger_writes_is_shown_once_a_person_accepted_it(
    page: TestClient, stored: Database
) -> None:
    for note in ("거짓 광고 https://spam.example", "쿠팡은 9시에 됐습니다"):
        page.post(WHERE, data=NOT_HIT | {"note": note}, headers=HERE)
    assert "spam.example" not in page.get(f"/incidents/{OVER}").text
    with stored.writing() as session:
        decide_reader_claims(session, [1], Verdict.REJECTED, NOW, None)
        decide_reader_claims(session, [2], Verdict.ACCEPTED, NOW, None)
    html = page.get(f"/incidents/{OVER}").text
    assert "spam.example" not in html
    assert "<q>쿠팡은 9시에 됐습니다</q>" in html
    assert "사람이 살펴보고 받아들임" in html
    assert [one["number"] for one in said(page)] == [2]


def test_several_who_say_the_same_are_one_line(page: TestClient) -> None:
    for about in ("coupang", "coupang", "baemin"):
        page.post(WHERE, data={"says": "not-hit", "about": about}, headers=HERE)
    html = page.get(f"/incidents/{OVER}").text
    assert html.count("겪지 않음: 쿠팡") == 1
    assert "2번, 마지막 2026. 11. 22.(일) 15:04" in html


def test_of_an_earlier_time_nothing_can_be_said(page: TestClient) -> None:
    html = page.get(f"/incidents/{OVER}", params={"as_of": NOW.isoformat()}).text
    assert WHERE not in html


@pytest.mark.parametrize("given", [GOING_ON, f"https://status.example.org/incidents/{GOING_ON}"])
def test_another_incident_is_named_by_its_id_or_its_address(page: TestClient, given: str) -> None:
    assert page.post(WHERE, data={"says": "same", "about": given}, headers=HERE).status_code == 201
    assert said(page)[0]["about"] == GOING_ON


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({}, "says"),
        ({"says": "wrong"}, "about"),
        ({"says": "wrong", "about": "status"}, "about"),
        ({"says": "hit", "about": "coupang"}, "says"),
        ({"says": "not-hit", "about": "kt"}, "about"),
        ({"says": "not-hit", "about": "쿠팡"}, "about"),
        ({"says": "same", "about": ""}, "about"),
        ({"says": "same", "about": OVER}, "about"),
        ({"says": "same", "about": "/incidents/nothing"}, "about"),
        ({"says": "same", "about": "x" * 201}, "about"),
        ({"says": "same", "about": "http://[broken/"}, "about"),
        ({"says": "wrong", "about": "cause", "note": "가" * (MOST_NOTE + 1)}, "note"),
        ({"says": "wrong", "about": "cause", "verdict": "accepted"}, None),
        ({"says": ["wrong", "same"], "about": "cause"}, None),
    ],
)
def test_what_the_form_would_not_send_is_refused_with_the_field(
    page: TestClient, fields: dict[str, object], wrong: str | None
) -> None:
    answer = page.post(WHERE, content=urlencode(fields, doseq=True), headers={
        **HERE, "content-type": "application/x-www-form-urlencoded"})  # fmt: skip
    assert answer.status_code == 422
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json().get("parameter") == wrong
    assert said(page) == []


@pytest.mark.parametrize(
    ("body", "kind", "status"),
    [
        (b"says=wrong&about=%ff", "application/x-www-form-urlencoded", 422),
        (b"says=wrong&about=\xff", "application/x-www-form-urlencoded", 422),
        (b"says", "application/x-www-form-urlencoded", 422),
        (b"&" * 999, "application/x-www-form-urlencoded", 422),
        (b"a=1&" * 999, "application/x-www-form-urlencoded", 422),
        (b"says=wrong&about=cause&note=" + b"x" * MOST_BYTES, "application/x-www-form-urlencoded", 413),
        (b'{"says": "wrong", "about": "cause"}', "application/json", 415),
        (b"--x--", "multipart/form-data; boundary=x", 415),
        (b"", "", 415),
    ],
)  # fmt: skip
def test_bytes_that_are_no_form_are_refused(
    page: TestClient, body: bytes, kind: str, status: int
) -> None:
    answer = page.post(WHERE, content=body, headers={**HERE, "content-type": kind})
    assert answer.status_code == status
    assert said(page) == []


def test_a_person_is_told_on_a_page_what_is_wrong(page: TestClient) -> None:
    answer = page.post(WHERE, data={"says": "same", "about": "없는 것"}, headers=BROWSER)
    assert (answer.status_code, answer.headers["content-type"]) == (422, "text/html; charset=utf-8")
    assert "그런 사건은 없습니다" in answer.text


def test_hostile_text_is_kept_harmless_and_composed(page: TestClient, stored: Database) -> None:
    note = "=1+1 <script>alert(1)</script>\r\n\x1b[31m\u202e\u1112\u1161\u11ab\u0000 글"
    page.post(WHERE, data=NOT_HIT | {"note": note}, headers=HERE)
    with stored.writing() as session:
        (kept,) = open_reader_claims(session, 9)
        decide_reader_claims(session, [kept.number], Verdict.ACCEPTED, NOW, None)
    assert kept.note == "=1+1 <script>alert(1)</script> [31m한 글"
    html = page.get(f"/incidents/{OVER}").text
    assert "&lt;script&gt;alert(1)" in html
    assert "<script>alert" not in html


def test_a_note_of_the_longest_kind_is_taken_in_parts_as_well(page: TestClient) -> None:
    """A Mac sends 한 as three letters; what counts is what is kept."""
    note = "\u1112\u1161\u11ab" * MOST_NOTE
    sent = page.post(WHERE, data=NOT_HIT | {"note": note}, headers=HERE)
    assert (sent.status_code, sent.json()["note"]) == (201, "한" * MOST_NOTE)


def test_an_incident_that_is_not_there_is_not_spoken_of(page: TestClient) -> None:
    assert page.post("/incidents/nothing/claims", data=NOT_HIT, headers=HERE).status_code == 404
    assert page.get("/incidents/nothing/claims").status_code == 404


@pytest.mark.parametrize("method", ["put", "delete", "patch"])
def test_nothing_else_can_be_done_there(page: TestClient, method: str) -> None:
    assert getattr(page, method)(WHERE, headers=HERE).status_code == 405


def test_an_incident_holds_no_more_than_a_person_can_look_at(
    stored: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("detector.page.readers.MOST_CLAIMS", 2)
    page = page_of(stored)
    statuses = [page.post(WHERE, data=NOT_HIT, headers=HERE).status_code for _ in range(3)]
    assert statuses == [201, 201, 429]


def test_a_record_that_cannot_be_written_says_so_and_stays_readable(stored: Database) -> None:
    with stored.reading() as session:  # the pool's connection keeps it
        session.execute(text("PRAGMA query_only = ON"))
    page = page_of(stored)
    answer = page.post(WHERE, data=NOT_HIT, headers=HERE)
    assert answer.status_code == 503
    assert "읽기 전용" in answer.json()["detail"]
    assert page.get(f"/incidents/{OVER}").status_code == 200


def test_what_may_be_wrong_is_what_the_page_offers(page: TestClient) -> None:
    html = page.get(WHERE).text
    assert all(f'<option value="{one}">' in html for one in WRONG)


def test_it_speaks_english_too(client_of: Client, stored: Database) -> None:
    from detector.messages import Language

    page = client_of(language=Language.EN, takes_claims=True)
    page.post(WHERE, data=NOT_HIT, headers=HERE)
    assert "not hit: 쿠팡" in page.get(f"/incidents/{OVER}").text


def test_what_was_said_stays_with_the_incident_and_leaves_it_as_it_was(
    page: TestClient, stored: Database
) -> None:
    with stored.reading() as session:
        before = find_incident(session, OVER)
    page.post(WHERE, data={"says": "wrong", "about": "outage"}, headers=HERE)
    with stored.reading() as session:
        assert find_incident(session, OVER) == before
        (kept,) = open_reader_claims(session, 9)
    assert kept.said_at - parse_iso("2026-11-22T15:04:00") == timedelta(0)
    assert json.dumps(said(page))  # and it is there
