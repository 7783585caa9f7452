"""Which provider may have failed under services that fail together: a hypothesis, with its odds.

For services D down within one window, each explanation gets its weight, the chance that it starts
in a window times the chance that it leaves just what is seen:

    provider h    rate(h) · Π d∈D [1 - (1 - p(d|h)) · (1 - own(d))] · Π u∉D [1 - told · p(u|h)]
    another root  rate(?) · (p(?) ^ |D| + Π companies of D [c · ½ ^ (services of it - 1)])
    coincidence   Π d∈D own(d)

    p(d|h) = (times h took d along + m · prior) / (failures of h + m)
    rate(h), own(d) = (failures at the root + ½) · window / time observed
    told = 1 - (1 - c) ^ reports

The prior is high for what the gazetteer says belongs to h, low otherwise; u are those that h took
along before and nobody reports now, which says little while few reports are in. Another root, one
that nobody knows to stand under them, takes along single services or whole companies; services of
one trade it takes sooner, for a rush hits them all.
The odds of h are its weight against all the other weights.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta

#: Starts this near each other are one moment.
WINDOW = timedelta(minutes=30)
#: Weight of the prior, in failures seen.
_PRIOR_WEIGHT = 2.0
_PRIOR_OWN = 0.5  # of what belongs to it by the gazetteer
_PRIOR_OTHER = 0.02
#: How often one report names one service that failed.
_NAMED = 0.02
#: A root nobody knows of takes along any one service with this chance, a rush those of its trade.
_TAKES_ALONG, _RUSH_TAKES_ALONG = 0.1, 0.25
#: Or it takes along any one company with this chance, and then each of its services with a half.
_TAKES_COMPANY = 0.01
#: The shortest time that rates are reckoned over: one quiet month says nothing of a year.
_LEAST_OBSERVED = timedelta(days=365)
#: What is less likely than this is not worth a person's time.
LEAST = 0.05
MOST_SHOWN = 3


@dataclass(frozen=True, slots=True)
class Candidate:
    """A provider that may have failed: what is known of it, and whom it took along before."""

    id: str
    name: str
    failures: int = 0
    took_along: Mapping[str, int] = field(default_factory=dict)  # incidents, by service
    own: frozenset[str] = frozenset()  # services of its own by the gazetteer


@dataclass(frozen=True, slots=True)
class History:
    """What was observed before: for how long, how often each failed by itself, roots in all."""

    observed: timedelta
    failures: Mapping[str, int] = field(default_factory=dict)  # of the services that fail now
    shared_roots: int = 0  # incidents in which one took others along
    reports: int = 1  # documents that tell of those that fail now
    is_one_trade: bool = False  # whether they all are of one sector
    companies: Mapping[str, str] = field(default_factory=dict)  # whose each service is


@dataclass(frozen=True, slots=True)
class Hypothesis:
    """A provider that may be the common root. Never a fact: no text says it."""

    id: str
    name: str
    probability: float
    odds: float  # for it against all else
    likelihood_ratio: float  # against coincidence: how much likelier it makes what is seen
    explains: tuple[str, ...]  # services that it took along before or that are its own
    learned_from: int  # incidents of its own that this rests on


def common_roots(
    down: Sequence[str], candidates: Sequence[Candidate], history: History
) -> list[Hypothesis]:
    """Return who may have failed under these services, likeliest first; those under LEAST are not.

    A candidate has to explain two of them at least; that one service fails needs no common root.
    """
    if len(down) < 2:
        return []
    windows = max(history.observed, _LEAST_OBSERVED) / WINDOW
    own = {id: _rate(history.failures.get(id, 0), windows) for id in down}
    coincidence = math.prod(own.values())
    unknown = _rate(history.shared_roots, windows) * _of_another_root(down, history)
    told = 1 - (1 - _NAMED) ** history.reports
    usable = [one for one in candidates if len(_explained(one, down)) >= 2]
    seen = {one.id: _likelihood(one, down, own, told) for one in usable}
    weights = {one.id: _rate(one.failures, windows) * seen[one.id] for one in usable}
    total = coincidence + unknown + sum(weights.values())
    found = [
        _hypothesis(one, weights[one.id], total, seen[one.id] / coincidence, down) for one in usable
    ]
    likely = [one for one in found if one.probability >= LEAST]
    return sorted(likely, key=lambda one: (-one.probability, one.id))[:MOST_SHOWN]


def _hypothesis(
    one: Candidate, weight: float, total: float, ratio: float, down: Sequence[str]
) -> Hypothesis:
    rest = max(total - weight, total * 1e-6)  # never surer than a million to one
    return Hypothesis(
        id=one.id,
        name=one.name,
        probability=weight / total,
        odds=weight / rest,
        likelihood_ratio=ratio,
        explains=_explained(one, down),
        learned_from=one.failures,
    )


def _of_another_root(down: Sequence[str], history: History) -> float:
    """Return how likely a root that nobody knows of takes just these along."""
    takes = _RUSH_TAKES_ALONG if history.is_one_trade else _TAKES_ALONG
    companies = {history.companies.get(id, id) for id in down}
    more: int = len(down) - len(companies)
    return takes ** len(down) + _TAKES_COMPANY ** len(companies) * 0.5**more


def _explained(one: Candidate, down: Sequence[str]) -> tuple[str, ...]:
    return tuple(id for id in down if id in one.own or one.took_along.get(id))


def _likelihood(
    one: Candidate, down: Sequence[str], own: Mapping[str, float], told: float
) -> float:
    """Return how likely just these services are told of as down when this one fails."""
    hit = math.prod(1 - (1 - _takes(one, id)) * (1 - own[id]) for id in down)
    silent = [id for id in one.took_along if id not in own]
    return hit * math.prod(1 - told * _takes(one, id) for id in silent)


def _takes(one: Candidate, id: str) -> float:
    prior = _PRIOR_OWN if id in one.own else _PRIOR_OTHER
    taken = min(one.took_along.get(id, 0), one.failures)
    return (taken + _PRIOR_WEIGHT * prior) / (one.failures + _PRIOR_WEIGHT)


def _rate(failures: int, windows: float) -> float:
    return min(0.5, (failures + 0.5) / windows)
