"""A temporary database, a way to run the command on it, and an outage in it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from one_outage import Run, store_outage

from detector.cli.commands import meoktong
from detector.cli.spoken import speak
from models.database import Database, open_database
from models.records import Incident


@pytest.fixture(autouse=True)
def _speak_as_told_by_the_environment() -> None:
    """Forget the language that an earlier test's command line asked for."""
    speak([])


@pytest.fixture
def run() -> Run:
    """Run the command with these arguments."""

    def invoke(*arguments: object, **extra: object) -> Result:
        result = CliRunner().invoke(meoktong, [str(one) for one in arguments], **extra)  # type: ignore[arg-type]
        if result.exception is not None and not isinstance(result.exception, SystemExit):
            raise result.exception
        return result

    return invoke


@pytest.fixture
def url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'test.db'}"


@pytest.fixture
def database(url: str) -> Iterator[Database]:
    opened = open_database(url)
    yield opened
    opened.close()


@pytest.fixture
def outage(database: Database) -> Incident:
    """One article on one outage, read and made an incident."""
    return store_outage(database)
