"""A page that takes what readers say, and what a browser of ours sends to it."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from starlette.testclient import TestClient
from told_page import NOW, OVER, SETTINGS

from detector.page.app import create_app
from models.database import Database

HERE = {"origin": "http://localhost", "sec-fetch-site": "same-origin"}
WHERE = f"/incidents/{OVER}/claims"
NOT_HIT = {"says": "not-hit", "about": "coupang"}


def page_of(
    database: Database, address: str = "203.0.113.7", now: datetime = NOW, **changed: object
) -> TestClient:
    settings = replace(SETTINGS, takes_claims=True, now=lambda: now, **changed)
    app = create_app(database, settings)
    return TestClient(app, base_url="http://localhost", client=(address, 50000))


def said(client: TestClient, id: str = OVER) -> list[dict[str, object]]:
    found: list[dict[str, object]] = client.get(f"/incidents/{id}.json").json()["reader_claims"]
    return found
