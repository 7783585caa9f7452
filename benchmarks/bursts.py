"""How often ordinary chatter is taken for a burst, and how soon real ones are, by several methods.

    python -m benchmarks.bursts [--seed N]

Made-up services of four kinds of noise write doubtful posts for twelve weeks; the last four count.
Outages add posts for an hour. Each method is asked with every post whether those of the last two
hours are a burst; what it says within two hours is one alarm.
"""

from __future__ import annotations

import argparse
import json
import math
import random
import sys
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from statistics import fmean, median

from detector.incidents.bursts import WINDOWS, Usual, is_burst, most_within
from detector.incidents.chatter import AROUND, spans_before
from models.clock import parse_iso

BEGIN = parse_iso("2026-01-05T00:00:00")
WEEKS, WARM = 12, 8
HOUR, LOOKED_BACK = timedelta(hours=1), timedelta(hours=2)
#: Posts an hour by the hour of the day: of services nobody writes about, of steady complaint, of games
#: in the evening, and of one that somebody complains of every few minutes.
SERVICES: dict[str, Callable[[int], float]] = {
    "quiet": lambda hour: 0.01,
    "steady": lambda hour: 0.3 if 8 <= hour < 24 else 0.05,
    "evening": lambda hour: 3.0 if 20 <= hour < 24 else 0.2,
    "busy": lambda hour: 4.0 if 8 <= hour < 24 else 0.8,
}
#: Further posts an hour in an outage.
OUTAGES = (4, 10, 40)
EACH = 40
#: How uneven noise is: the shape of the Gamma that each hour's rate is drawn by.
SHAPE = 2.0
Method = Callable[[Sequence[datetime], Sequence[datetime]], bool]  # recent posts, all before


@dataclass(frozen=True)
class Figures:
    """What one method did with one kind of service."""

    false_a_week: float
    found: float  # share of the outages, within their hour
    minutes: float  # until found, the median


def main() -> None:
    """Print a line of JSON for each method and service."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=1)
    chance = random.Random(parser.parse_args().seed)  # noqa: S311 - made-up noise
    made = {name: noise(rate, chance) for name, rate in SERVICES.items()}
    for service, posts in made.items():
        outages = [
            (at, outage(at, size, chance))
            for size in OUTAGES
            for at in (moment(chance) for _ in range(EACH))
        ]
        for method, asked in METHODS.items():
            found = measured(asked, posts, outages)
            line = json.dumps({"service": service, "method": method, **asdict(found)})
            sys.stdout.write(line + "\n")


def noise(rate: Callable[[int], float], chance: random.Random) -> list[datetime]:
    """Return the times of twelve weeks of posts on a service."""
    times: list[datetime] = []
    for hour in range(WEEKS * 7 * 24):
        mean = rate(hour % 24) * chance.gammavariate(SHAPE, 1 / SHAPE)
        at = BEGIN + hour * HOUR
        times += [at + chance.random() * HOUR for _ in range(_poisson(mean, chance))]
    return sorted(times)


def outage(at: datetime, posts: int, chance: random.Random) -> list[datetime]:
    """Return the times of the posts that an outage adds in its hour."""
    return sorted(at + chance.random() * HOUR for _ in range(posts))


def moment(chance: random.Random) -> datetime:
    """Return when an outage begins, in the last four weeks."""
    return BEGIN + timedelta(weeks=WARM) + chance.random() * timedelta(weeks=WEEKS - WARM - 0.1)


def measured(
    method: Method, posts: list[datetime], outages: list[tuple[datetime, list[datetime]]]
) -> Figures:
    """Return what a method did with a service's noise and with each outage put into it."""
    since = BEGIN + timedelta(weeks=WARM)
    alarms = 0
    quiet_until = since
    for at in (post for post in posts if post >= since):
        if at >= quiet_until and method(recent(posts, at), posts):
            alarms += 1
            quiet_until = at + LOOKED_BACK
    delays: list[float] = []
    for begin, added in outages:
        known = sorted([*posts, *added])
        for at in added:
            if method(recent(known, at), posts):
                delays.append((at - begin) / timedelta(minutes=1))
                break
    return Figures(
        round(alarms / (WEEKS - WARM), 2),
        round(len(delays) / len(outages), 3),
        round(median(delays), 1) if delays else math.nan,
    )


def recent(posts: Sequence[datetime], at: datetime) -> list[datetime]:
    """Return the posts of the two hours before a time, and the one at it."""
    return [post for post in posts if at - LOOKED_BACK < post <= at]


def usual(posts: Sequence[datetime], at: datetime) -> Usual:
    """Return what posts show to be usual, as Chatter reads it from a database."""
    spans = [(a, b) for a, b in spans_before(at) if a >= BEGIN]
    counts = [sum(a <= post <= b for post in posts) for a, b in spans]
    return Usual(tuple(counts), 2 * AROUND / HOUR)


def by_number(times: Sequence[datetime], _: Sequence[datetime]) -> bool:
    """Say so of any three posts in two hours."""
    return len(times) >= 3


def by_average(times: Sequence[datetime], posts: Sequence[datetime]) -> bool:
    """Say so when an hour has three posts and three deviations over the moving average of hours.

    EWMA with weight 0.05 on the hours of the last fourteen days.
    """
    begin = times[-1] - timedelta(days=14)
    hours = [0] * (14 * 24)
    for post in posts:
        if begin <= post < times[-1] - HOUR:
            hours[int((post - begin) / HOUR)] += 1
    mean = variance = 0.0
    for count in hours:
        apart = count - mean
        mean += 0.05 * apart
        variance = 0.95 * (variance + 0.05 * apart * apart)
    now = most_within(HOUR, times)
    return now >= 3 and now > mean + 3 * math.sqrt(max(variance, 0.01))


def by_poisson(times: Sequence[datetime], posts: Sequence[datetime]) -> bool:
    """Say so by the Poisson tail at the mean of the same hours, without a prior or a cap."""
    seen = usual(posts, times[0])
    rate = fmean(seen.counts) / seen.hours if seen.counts else 0.0
    for window in WINDOWS:
        mean = max(rate * (window / HOUR), 1e-9)
        number = most_within(window, times)
        below = sum(math.exp(k * math.log(mean) - mean - math.lgamma(k + 1)) for k in range(number))
        if number >= 3 and 1 - below < 1e-3 / len(WINDOWS):
            return True
    return False


def by_gamma_poisson(times: Sequence[datetime], posts: Sequence[datetime]) -> bool:
    """Say what the program says."""
    return len(times) >= 3 and is_burst(times, usual(posts, times[0]))


METHODS: dict[str, Method] = {
    "three posts": by_number,
    "EWMA": by_average,
    "Poisson": by_poisson,
    "Gamma-Poisson": by_gamma_poisson,
}


def _poisson(mean: float, chance: random.Random) -> int:
    limit, number, product = math.exp(-mean), 0, chance.random()
    while product > limit:
        number += 1
        product *= chance.random()
    return number


if __name__ == "__main__":
    main()
