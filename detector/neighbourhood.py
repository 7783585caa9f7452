"""What a post is in its neighbourhood: others on the same service raise it, alone it must be sure.

Half of all posts name no service and most say little: what makes one sure is that others say so in
the same minutes. This counts them plainly, by nearness; how many are usual for a service at that
hour is not asked yet.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from models.records import Kind, Label, Signal

#: From which raw probability on a text is a signal that neighbours may hear.
DOUBTFUL = 0.1
#: How near another post, and an article or notice, must be to speak for a post of its service.
POSTS_WITHIN = timedelta(hours=2)
ARTICLES_WITHIN = timedelta(hours=12)
#: The key of what names nobody, and of what is sure enough to speak for such a post.
NAMELESS = "~"
NAMELESS_WITHIN = timedelta(minutes=30)
SURE = 0.85
#: How many of the sure it takes to speak for a post that names nobody: they may mean anything.
_SURE_NEEDED = 2.0
#: The raw probability a post needs alone, and with others beside it; with DOUBTFUL chosen on posts
#: of outages kept apart: docs/decisions/0010-neighbourhood.md.
ALONE = 0.8
BESIDE_OTHERS = 0.12


@dataclass(frozen=True, slots=True)
class InForce:
    """What a post is in its neighbourhood."""

    label: Label
    probability: float


def signal_keys(names: Iterable[str], about: float, kind: Kind) -> frozenset[str]:
    """Return what a signal is found by, given the ids of whom it names and of their owners."""
    keys = frozenset(names)
    speaks_for_nameless = kind is Kind.COMMUNITY and about >= SURE
    return keys | {NAMELESS} if speaks_for_nameless or not keys else keys


def reach(key: str) -> timedelta:
    """Return how far apart two signals that share this key may be and still be neighbours."""
    return NAMELESS_WITHIN if key == NAMELESS else ARTICLES_WITHIN


def support(post: Signal, others: Iterable[Signal]) -> float:
    """Return how much others speak for a post, from 0 (nobody) to 1 (as much as it takes).

    Each text counts once, by its own probability and its nearness in time, so the answer does not
    depend on what has been concluded of the others, nor on the order in which they came. A post
    that does not say plainly what fails speaks for nobody.
    """
    named = post.keys - {NAMELESS}
    weights: dict[str, float] = {}
    for other in others:
        if other.row == post.row or other.digest == post.digest:
            continue
        weight = _weight(post, other, named)
        weights[other.digest] = max(weights.get(other.digest, 0.0), weight)
    needed = 1.0 if named else _SURE_NEEDED
    return min(1.0, math.fsum(sorted(weights.values())) / needed)


def in_force(post: Signal, backed: float, threshold: float) -> InForce:
    """Return what a post is with this support; threshold is what it needs where none is known.

    A post that does not say plainly what fails never stands alone.
    """
    alone = ALONE if post.is_plain else 1.0
    needed = alone - (alone - BESIDE_OTHERS) * backed
    stands = post.about >= needed and (backed > 0 or post.is_plain)
    label = post.leaning if stands else Label.OTHER
    return InForce(label, _moved(post.probability, _odds(threshold) - _odds(needed)))


def _weight(post: Signal, other: Signal, named: frozenset[str]) -> float:
    apart = abs(other.published_at - post.published_at)
    is_post = other.kind is Kind.COMMUNITY
    if is_post and not other.is_plain:
        return 0.0
    if not named:
        return _nearness(apart, NAMELESS_WITHIN) if is_post and other.about >= SURE else 0.0
    if not named & other.keys:
        return 0.0
    return other.about * _nearness(apart, POSTS_WITHIN if is_post else ARTICLES_WITHIN)


def _nearness(apart: timedelta, within: timedelta) -> float:
    return max(0.0, 1 - apart / within)


def _odds(probability: float) -> float:
    clipped = min(max(probability, 1e-4), 1 - 1e-4)
    return math.log(clipped / (1 - clipped))


def _moved(probability: float, by: float) -> float:
    return round(1 / (1 + math.exp(-(_odds(probability) + by))), 4)
