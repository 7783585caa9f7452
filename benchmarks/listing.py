"""How long the database takes over what `meoktong incidents` asks of it, by what is asked for."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from benchmarks.made_incidents import names
from detector.gazetteer import gazetteer
from detector.views.incident_filters import Wanted, conditions
from models.clock import day_bounds, to_kst
from models.database import Database
from models.incidents import list_incidents
from models.records import Status

_SHOWN = 20


def asked(now: datetime) -> dict[str, Callable[[int], tuple[Wanted, int | None]]]:
    """Return by name the n-th of each kind of question: what is wanted, and how many of them."""
    known = [gazetteer()[id].name for id in names()]
    seldom = random.Random(8).sample(known, 200)  # noqa: S311 - no secret

    def bounds(day: int, days: int = 1) -> tuple[datetime, datetime]:
        begin = to_kst(now - timedelta(days=30 * day + days)).date()
        return day_bounds(begin)[0], day_bounds(begin + timedelta(days=days - 1))[1]

    return {
        "--limit 20": lambda _: (Wanted(), _SHOWN),
        "--date --limit 20": lambda n: (Wanted(*bounds(n)), _SHOWN),  # a made day has 600
        "a week, --limit 20": lambda n: (Wanted(*bounds(n, 7)), _SHOWN),
        "--until --limit 20": lambda n: (Wanted(until=bounds(n)[1]), _SHOWN),
        "--provider, often --limit 20": lambda n: (Wanted(provider=known[n]), _SHOWN),
        "--provider --limit 20": lambda n: (Wanted(provider=seldom[n]), _SHOWN),
        "--affected, often --limit 20": lambda n: (Wanted(affected=known[n]), _SHOWN),
        "--affected --limit 20": lambda n: (Wanted(affected=seldom[n]), _SHOWN),
        "--status confirmed": lambda _: (Wanted(status=Status.CONFIRMED), _SHOWN),
        "--min-confidence 0.95": lambda _: (Wanted(min_confidence=0.95), _SHOWN),
    }


def seconds_of(
    database: Database, question: Callable[[int], tuple[Wanted, int | None]], times: int
) -> Sequence[tuple[float, float]]:
    """Return for each time of asking the seconds of the clock and of this processor."""
    took = []
    for number in range(times):
        wanted, limit = question(number)
        began, worked = time.perf_counter(), time.process_time()
        with database.reading() as session:
            list_incidents(session, *conditions(wanted), limit=limit)
        took.append((time.perf_counter() - began, time.process_time() - worked))
    return took
