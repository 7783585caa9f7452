"""How surely a name is the provider or one of those hit: a linear model over role_features.py."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

from detector.facts.role_features import Features


@dataclass(frozen=True, slots=True)
class Odds:
    """How probable each role is."""

    root: float
    hit: float


@dataclass(frozen=True, slots=True)
class RoleModel:
    """What each feature weighs, for the provider and for those hit."""

    weights: Mapping[str, tuple[float, float]]
    intercepts: tuple[float, float]

    def odds(self, features: Features) -> Odds:
        """Return how probable the roles are of a name with these features."""
        root, hit = self.intercepts
        for name, value in features.items():
            weight = self.weights.get(name)
            if weight is not None:
                root += weight[0] * value
                hit += weight[1] * value
        return Odds(_probability(root), _probability(hit))


def _probability(score: float) -> float:
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, score))))
