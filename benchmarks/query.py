"""How long each page takes over 100,000 incidents and 1,000,000 reports, and each question.

    python -m benchmarks.query [--reports 1000000] [--requests 60] [--database FILE]
                               [--engine sqlite|postgresql] [--only pages|incidents]

A temporary database is filled with made-up reports, ten an incident (benchmarks.filled_tables), and
asked through the application itself, without a network: each page for many different incidents,
services and words, so that nothing that was kept for one answers the next. Then the database is
asked what `meoktong incidents` asks. On PostgreSQL the same rows are copied to a server of its own.
What is printed: the first request of all, then for each page or question the first time, the median,
the 95th percentile and the bytes of its HTML, in milliseconds of the clock and of the processor
(PostgreSQL's own work is in the clock alone).
"""

from __future__ import annotations

import argparse
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import quote

from sqlalchemy import select
from starlette.testclient import TestClient

from benchmarks.filled_tables import fill
from benchmarks.listing import asked, seconds_of
from benchmarks.made_incidents import names
from detector.gazetteer import gazetteer
from detector.page.app import create_app
from detector.page.settings import PageSettings
from detector.page.warm import warm
from models.database import Database, open_database
from models.tables import IncidentRow

_NOW = datetime(2026, 11, 30, 20, tzinfo=UTC)
_WORDS = ("장애", "접속", "쿠팡", "카카오톡", "없는말이다", "가나다")


def main() -> None:
    """Fill a database if none is given, ask each page and question, and print what that took."""
    options = _options()
    with tempfile.TemporaryDirectory() as folder:
        file = Path(options.database or Path(folder) / "query.db")
        if not file.exists():
            fill(file, options.reports, _NOW)
        with _url(file, options.engine) as url:
            database = open_database(url)
            if options.only != "incidents":
                _ask_pages(database, options.requests)
            if options.only != "pages":
                for name, question in asked(_NOW).items():
                    took = seconds_of(database, question, options.requests)
                    _print(name, [_Took(clock * 1000, work * 1000, 0) for clock, work in took])
            database.close()


def _url(file: Path, engine: str) -> AbstractContextManager[str]:
    if engine == "sqlite":
        return nullcontext(f"sqlite:///{file}")
    from benchmarks.copied_tables import on_postgresql  # its server is a library of the tests

    return on_postgresql(file)


def _ask_pages(database: Database, requests: int) -> None:
    app = create_app(database, PageSettings(now=lambda: _NOW + timedelta(minutes=1)))
    warm(app)  # as `meoktong serve` does
    client = TestClient(app, base_url="http://localhost")
    sys.stdout.write(f"first request of all: {_asked(client, '/').clock:.0f} ms\n")
    for page, path_of in _pages(database).items():
        _print(page, [_asked(client, path_of(number)) for number in range(requests)])


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--reports", type=int, default=1_000_000)
    parser.add_argument("--requests", type=int, default=60, help="of each page")
    parser.add_argument("--database", metavar="FILE", help="one that was filled before (SQLite)")
    parser.add_argument("--engine", choices=("sqlite", "postgresql"), default="sqlite")
    parser.add_argument("--only", choices=("pages", "incidents"), help="not the other")
    return parser.parse_args()


def _pages(database: Database) -> dict[str, Callable[[int], str]]:
    """Return by page the address of its n-th request: each another one where there are others."""
    with database.reading() as session:
        all_ids = list(session.scalars(select(IncidentRow.id)))
    ids = random.Random(5).sample(all_ids, min(500, len(all_ids)))  # noqa: S311 - no secret
    known = [gazetteer()[id] for id in names()]
    often, seldom = known[:100], random.Random(6).sample(known, 200)  # noqa: S311 - no secret
    return {
        "now": lambda _: "/",
        "incidents": lambda _: "/incidents",
        "incidents by name": lambda n: f"/incidents?provider={quote(seldom[n].name)}",
        "incidents by state": lambda n: f"/incidents?status=confirmed&until={_day(n)}",
        "incident": lambda n: f"/incidents/{quote(ids[n])}",
        "service, failing often": lambda n: f"/services/{often[n].id}",
        "service": lambda n: f"/services/{seldom[n].id}",
        "services": lambda _: "/services",
        "search": lambda n: f"/search?q={quote(_WORDS[n % len(_WORDS)])}",
        "search for a service": lambda n: f"/search?q={quote(seldom[n].name)}",
        "maintenance": lambda _: "/maintenance",
        "sources": lambda _: "/sources",
        "about": lambda _: "/about",
        "now.json": lambda _: "/now.json",
        "incidents.atom": lambda _: "/incidents.atom",
        "healthz": lambda _: "/healthz",
    }


def _day(number: int) -> str:
    return (_NOW - timedelta(days=10 * number)).date().isoformat()


def _print(name: str, timed: Sequence[_Took]) -> None:
    clock, work = sorted(one.clock for one in timed), sorted(one.work for one in timed)
    at, size = int(len(timed) * 0.95), max(one.size for one in timed)
    sys.stdout.write(
        f"{name:<29} first {timed[0].clock:6.1f}  median {statistics.median(clock):6.1f}"
        f"  p95 {clock[at]:6.1f} ms; processor median {statistics.median(work):6.1f}"
        f"  p95 {work[at]:6.1f} ms" + (f"  {size:7,} bytes\n" if size else "\n")
    )
    sys.stdout.flush()


@dataclass(frozen=True, slots=True)
class _Took:
    clock: float  # milliseconds
    work: float  # of the processor: what a machine that others use too does not change
    size: int


def _asked(client: TestClient, path: str) -> _Took:
    began, worked = time.perf_counter(), time.process_time()
    answer = client.get(path)
    clock, work = time.perf_counter() - began, time.process_time() - worked
    assert answer.status_code in (200, 503), f"{path}: {answer.status_code}"
    return _Took(clock * 1000, work * 1000, len(answer.content))


if __name__ == "__main__":
    main()
