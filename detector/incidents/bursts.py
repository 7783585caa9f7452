"""Whether so many posts at once are more than a service's usual noise at that hour.

Posts in a window are taken as Poisson with a rate that is Gamma distributed: a prior for a service
nobody writes about, and what earlier days of the kind showed around that hour. The count to come is
then negative binomial, and its tail is the chance of so many posts without an outage (Gelman et al.,
Bayesian Data Analysis, 3rd edition, section 2.6). Where the days differ more than that, the rate
itself varies as much as they do (moments: the shape is mean² / (variance - mean)). Against other
methods: docs/decisions/0018-life-of-an-incident.md.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import fmean, median, pvariance

#: The windows in which posts are counted: an outage of many users shows in the shortest, one on which
#: only few write in the longer ones.
WINDOWS = (timedelta(minutes=5), timedelta(minutes=30), timedelta(hours=2))
#: So improbable by chance must the posts of one window be, all windows together.
BY_CHANCE = 1e-3
#: The prior: a post in a hundred hours, believed as much as ten hours of watching.
_POSTS, _HOURS = 0.1, 10.0
#: One earlier burst makes days look more uneven than this without telling much.
_LEAST_SHAPE = 0.5
#: So many days tell how uneven they are.
_DAYS_TO_TELL = 8
#: An earlier day counts with at most so many posts, or with so many times what is usual: outages of
#: then are no noise.
_LEAST_CAP, _TIMES_USUAL = 2, 3.0


@dataclass(frozen=True, slots=True)
class Usual:
    """What earlier days of the kind showed: posts around that hour, one count a day."""

    counts: tuple[int, ...] = ()
    hours: float = 0.0  # of each count


def is_burst(times: Sequence[datetime], usual: Usual) -> bool:
    """Return whether posts at these times, in order, are improbable if nothing has failed."""
    limit = BY_CHANCE / len(WINDOWS)
    return any(chance_of(most_within(window, times), window, usual) < limit for window in WINDOWS)


def chance_of(posts: int, window: timedelta, usual: Usual) -> float:
    """Return how probable so many posts or more in one window are, from 0 to 1."""
    counts = _without_outages(usual.counts)
    known = _POSTS + math.fsum(counts)
    rate = known / (_HOURS + len(counts) * usual.hours)
    shape = min(known, _unevenness(counts))
    share = shape / (shape + rate * (window / timedelta(hours=1)))
    below = math.fsum(_chance(k, shape, share) for k in range(posts))
    return max(0.0, 1.0 - below)


def most_within(window: timedelta, times: Sequence[datetime]) -> int:
    """Return how many of these times, in order, at most lie within one window."""
    most, begin = 0, 0
    for end, at in enumerate(times, 1):
        while at - times[begin] > window:
            begin += 1
        most = max(most, end - begin)
    return most


def _without_outages(counts: Sequence[int]) -> list[float]:
    """Return the counts, each at most some times the usual one."""
    if not counts:
        return []
    cap = max(_LEAST_CAP, _TIMES_USUAL * median(counts))
    return [min(count, cap) for count in counts]


def _unevenness(counts: Sequence[float]) -> float:
    """Return the shape of the Gamma that the days' rates are drawn by; infinite for even days."""
    if len(counts) < _DAYS_TO_TELL:
        return math.inf
    mean, spread = fmean(counts), pvariance(counts)
    return max(_LEAST_SHAPE, mean * mean / (spread - mean)) if spread > mean else math.inf


def _chance(count: int, shape: float, share: float) -> float:
    """Return the negative binomial chance of exactly so many."""
    ways = math.lgamma(count + shape) - math.lgamma(shape) - math.lgamma(count + 1)
    return math.exp(ways + shape * math.log(share) + count * math.log1p(-share))
