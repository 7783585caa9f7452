"""Made-up incidents to measure with: names, times and reports as an archive of years has them."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from itertools import accumulate

from detector.gazetteer import gazetteer
from models.records import Kind, Label

#: Reports of one incident, and incidents of one day.
REPORTS, A_DAY = 10, 27
#: The n-th most failing name fails n to this power less often than the first: a few again and
#: again (one in 40 incidents), most of 1,500 once in years.
_ZIPF = 0.65
#: Incidents of each hour of the day in Korea, in percent of the busiest hour.
_HOURS = (
    *(35, 25, 18, 15, 12, 14, 22, 40, 75, 95, 100, 95),
    *(85, 90, 95, 92, 90, 88, 85, 82, 80, 78, 70, 50),
)  # fmt: skip
_WORDS = [f"낱말{number}" for number in range(4000)]


@dataclass(frozen=True, slots=True)
class MadeReport:
    """One made-up report."""

    incident: int
    at: datetime
    kind: Kind
    label: Label
    names: tuple[str, ...]
    started: datetime | None
    words: tuple[str, ...]


@cache
def names() -> tuple[str, ...]:
    """Return the ids of all that may fail, those that do most often first."""
    failing = [e.id for e in gazetteer().values() if e.kind in ("provider", "service")]
    return tuple(random.Random(3).sample(failing, len(failing)))  # noqa: S311 - no secret


@cache
def _weights() -> list[float]:
    return list(accumulate(1 / place**_ZIPF for place in range(1, len(names()) + 1)))


def made_incidents(how_many: int, since: datetime, seed: int) -> Iterator[list[MadeReport]]:
    """Yield incidents from a moment on, in order, 27 a day, each with its ten reports."""
    rng = random.Random(seed)  # noqa: S311 - no secret
    for number in range(how_many):
        day = since + timedelta(days=number // A_DAY)
        [hour] = rng.choices(range(24), _HOURS)
        start = day + timedelta(hours=(hour - 9) % 24, seconds=rng.randrange(3600))
        yield _incident(rng, number, start)


def _incident(rng: random.Random, number: int, start: datetime) -> list[MadeReport]:
    own, *others = rng.choices(names(), cum_weights=_weights(), k=rng.choice((1, 1, 1, 2, 3)))
    pool = rng.choices(_WORDS, k=25)
    found = []
    for place in range(REPORTS):
        kind, label, after = _sort(rng, place)
        is_story = kind is Kind.NEWS
        stated = start + timedelta(minutes=rng.choice((0, 0, 0, 5, -10))) if is_story else None
        found.append(
            MadeReport(
                incident=number,
                at=start + timedelta(minutes=max(1, round(after))),
                kind=kind,
                label=label,
                names=tuple(dict.fromkeys((own, *others) if is_story else (own,))),
                started=stated if place != REPORTS - 1 else None,
                words=tuple(sorted(set(rng.choices(pool, k=15)))),
            )
        )
    return found


def _sort(rng: random.Random, place: int) -> tuple[Kind, Label, float]:
    """Return the kind and label of an incident's n-th report, and how many minutes after it."""
    if place < 5:
        return Kind.COMMUNITY, Label.OUTAGE, rng.expovariate(1 / 40)
    if place < 7:
        return Kind.NEWS, Label.OUTAGE, 30 + rng.expovariate(1 / 120)
    if place == 7:
        return (
            rng.choice((Kind.NEWS, Kind.COMMUNITY)),
            Label.RECOVERY,
            60 + rng.expovariate(1 / 200),
        )
    return Kind.NEWS, Label.AFTERMATH, 24 * 60 * (0.5 + rng.expovariate(1 / 15))
