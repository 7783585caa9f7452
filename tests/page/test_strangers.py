"""Who may say something of an incident: who comes from our page, not too often, and stays unknown."""

from __future__ import annotations

import pytest
from speaking_readers import HERE, NOT_HIT, WHERE, page_of, said
from starlette.testclient import TestClient
from told_page import NOW

from detector.page.same_site import is_from_here
from detector.page.turnstile import ALL, EACH, WINDOW, Turnstile
from models.database import Database


@pytest.mark.parametrize(
    ("headers", "is_ours"),
    [
        ({"sec-fetch-site": "same-origin", "origin": "http://localhost"}, True),
        ({"sec-fetch-site": "same-origin", "origin": "null"}, True),
        ({"sec-fetch-site": "same-origin"}, True),
        ({"origin": "http://localhost"}, True),  # a browser that knows no Sec-Fetch-Site
        ({"origin": "https://localhost"}, True),  # TLS ends at a proxy
        ({"origin": "http://localhost:80"}, True),
        ({"origin": "https://status.example.org"}, True),
        ({}, False),
        ({"origin": "null"}, False),
        ({"origin": "https://evil.example"}, False),
        ({"origin": "http://localhost:9999"}, False),
        ({"origin": "http://localhost.evil.example"}, False),
        ({"origin": "http://status.example.org"}, False),
        ({"origin": "file://"}, False),
        ({"origin": "http://[broken"}, False),
        ({"origin": ""}, False),
        ({"origin": "http://localhost", "sec-fetch-site": "cross-site"}, False),
        ({"origin": "http://localhost", "sec-fetch-site": "same-site"}, False),
        ({"origin": "http://localhost", "sec-fetch-site": "none"}, False),
        ({"origin": "https://evil.example", "sec-fetch-site": "same-origin"}, False),
    ],
)
def test_another_site_cannot_send_through_its_visitors(
    stored: Database, headers: dict[str, str], *, is_ours: bool
) -> None:
    assert is_from_here({"host": "localhost", **headers}, "https://status.example.org") is is_ours
    page = page_of(stored, public_url="https://status.example.org")
    answer = page.post(WHERE, data=NOT_HIT, headers=headers)
    assert answer.status_code == (201 if is_ours else 403)
    assert len(said(page)) == is_ours


def test_one_address_has_to_wait_and_another_has_not(stored: Database) -> None:
    page = page_of(stored)
    statuses = [page.post(WHERE, data=NOT_HIT, headers=HERE).status_code for _ in range(EACH + 1)]
    assert statuses == [201] * EACH + [429]
    answer = page.post(WHERE, data=NOT_HIT, headers=HERE)
    assert 0 < int(answer.headers["retry-after"]) <= WINDOW.total_seconds()
    other = TestClient(page.app, base_url="http://localhost", client=("198.51.100.1", 50000))
    assert other.post(WHERE, data=NOT_HIT, headers=HERE).status_code == 201
    assert len(said(page)) == EACH + 1


def test_junk_counts_too() -> None:
    gate, now = Turnstile(each=2, everybody=3), NOW
    assert [gate.wait("203.0.113.7", now) is None for _ in range(3)] == [True, True, False]
    assert gate.wait("203.0.113.7", now + WINDOW) is None
    assert gate.wait("2001:db8::1", now) is None
    assert gate.wait("2001:db8::ffff:2", now) is None
    assert gate.wait("2001:db8::3", now) is not None  # one network is one reader
    assert gate.wait("2001:db8:0:1::1", now) is None
    assert gate.wait("198.51.100.1", now) is not None  # all together are too many
    assert gate.wait("", now + WINDOW) is None


def test_counts_of_a_window_are_bounded_and_gone_with_it() -> None:
    gate = Turnstile()
    for number in range(5000):
        gate.wait(f"198.18.{number // 256}.{number % 256}", NOW)
    assert len(gate._counts) <= ALL
    key = gate._key
    gate.wait("203.0.113.7", NOW + WINDOW)
    assert len(gate._counts) == 1
    assert gate._key != key


def test_no_address_of_a_reader_is_stored_anywhere(stored: Database) -> None:
    page = page_of(stored, "203.0.113.99")
    page.post(WHERE, data=NOT_HIT | {"note": "한 줄"}, headers={**HERE, "user-agent": "Leser/7"})
    stored.close()
    assert stored.engine.url.database
    with open(stored.engine.url.database, "rb") as file:  # noqa: PTH123 - bytes of the whole file
        content = file.read()
    assert "한 줄".encode() in content
    assert b"203.0.113.99" not in content
    assert b"Leser" not in content
