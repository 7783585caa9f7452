"""Fits weights by which one of several options is chosen: a logit over each text's options."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

#: Signs and runs of characters in fewer options are left out.
LEAST = 3
#: How much a run counts against a sign before it is weighed, and what holds all weights small:
#: docs/decisions/0021-times.md.
OF_A_RUN, HELD_SMALL = 0.5, 1.0
_STEPS = 150
_TOO_LITTLE = 0.03  # a weight that decides nothing

Feature = tuple[str, str]  # the window of a run, "" of a sign; the run or sign itself


@dataclass(frozen=True, slots=True)
class Choice:
    """The options of one text, as their features, and which of them are right."""

    options: Sequence[frozenset[Feature]]
    right: Sequence[bool]


@dataclass(frozen=True)
class Fitted:
    """What every feature weighs."""

    weight: dict[Feature, float]

    def choose(self, choice: Choice) -> int:
        """Return which option weighs most."""
        weighed = [sum(self.weight.get(one, 0.0) for one in option) for option in choice.options]
        return weighed.index(max(weighed))

    def weights(self) -> tuple[dict[str, float], dict[str, dict[str, float]]]:
        """Return the weights of signs, and those of runs by window, in order."""
        runs: defaultdict[str, dict[str, float]] = defaultdict(dict)
        for (window, name), weight in sorted(self.weight.items()):
            if abs(weight) >= _TOO_LITTLE:
                runs[window][name] = round(weight, 3)
        return runs.pop("", {}), dict(runs)


def fit(choices: Sequence[Choice]) -> Fitted:
    """Return the weights that make what is right most probable; the same choices give the same."""
    counts = Counter(one for choice in choices for option in choice.options for one in option)
    features = sorted(one for one, count in counts.items() if count >= LEAST)
    column = {one: place for place, one in enumerate(features)}
    scale = np.array([1.0 if not window else OF_A_RUN for window, _ in features])
    options = [option for choice in choices for option in choice.options]
    indices: list[int] = []
    ends = [0]
    for option in options:
        indices += sorted(column[one] for one in option if one in column)
        ends.append(len(indices))
    rows = csr_matrix(
        (scale[indices], np.array(indices, np.int32), np.array(ends, np.int32)),
        shape=(len(options), len(features)),
    )
    sizes = np.array([len(choice.options) for choice in choices])
    right = np.array([one for choice in choices for one in choice.right], np.float64)
    weight = _weigh(rows, sizes, right) * scale
    return Fitted({one: float(weight[place]) for one, place in column.items() if weight[place]})


def _weigh(
    rows: csr_matrix, sizes: NDArray[np.int64], right: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Return the weights that minimise what is lost: minus the log of how probable the right is."""
    begins = np.concatenate(([0], np.cumsum(sizes)[:-1]))
    group = np.repeat(np.arange(len(sizes)), sizes)
    columns = rows.T.tocsr()

    def loss(weight: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        score = rows @ weight
        odds = np.exp(score - np.maximum.reduceat(score, begins)[group])
        every, good = np.add.reduceat(odds, begins), np.add.reduceat(odds * right, begins)
        good = np.maximum(good, 1e-300)
        lost = np.log(every).sum() - np.log(good).sum() + HELD_SMALL / 2 * (weight @ weight)
        slope = columns @ (odds / every[group] - odds * right / good[group])
        return float(lost), slope + HELD_SMALL * weight

    found = minimize(
        loss, np.zeros(rows.shape[1]), jac=True, method="L-BFGS-B", options={"maxiter": _STEPS}
    )
    return np.asarray(found.x)
