"""A page on a small record, at a time that is given."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from starlette.testclient import TestClient
from told_page import SETTINGS, Client, store_record

from detector.page.app import create_app
from models.database import Database, open_database


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    opened = open_database(f"sqlite:///{tmp_path / 'test.db'}")
    yield opened
    opened.close()


@pytest.fixture
def stored(database: Database) -> Database:
    store_record(database)
    return database


@pytest.fixture
def client(stored: Database) -> TestClient:
    """A reader of the page."""
    return TestClient(create_app(stored, SETTINGS), base_url="http://localhost")


@pytest.fixture
def client_of(database: Database) -> Client:
    """Return a reader of a page that is set up otherwise, on an empty record."""

    def make(**changed: object) -> TestClient:
        app = create_app(database, replace(SETTINGS, **changed))  # type: ignore[arg-type]
        return TestClient(app, base_url="http://localhost")

    return make
