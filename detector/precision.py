"""How often the program was right, as far as people have looked."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import sqrt
from statistics import NormalDist

from detector.messages import Language, say
from models.corrections import ChosenBy, Correction
from models.records import ABOUT_AN_OUTAGE, Kind

_Z = NormalDist().inv_cdf(0.975)  # of a two-sided interval of 95 %
_WAYS = (ChosenBy.RANDOM, ChosenBy.DOUBT, ChosenBy.USER)


@dataclass(frozen=True, slots=True)
class Precision:
    """Of the reports judged that the program held to be about an outage, how many are."""

    chosen_by: ChosenBy
    kind: Kind | None  # None: of all kinds
    judged: int
    right: int  # they are about an outage
    same_label: int  # and their label is the very one
    low: float
    high: float

    def sentence(self, language: Language) -> str:
        """Return the figure, without the way of choosing."""
        low, high = _percent(self.low), _percent(self.high)
        return say(
            "words.precision.right", language,
            judged=self.judged, right=self.right, low=low, high=high,
        )  # fmt: skip


def precision_of(judged: Iterable[tuple[Kind, Correction]]) -> list[Precision]:
    """Return the precision by way of choosing, over all kinds and then by kind; random first.

    Only reports that the program held to be an outage, a recovery or an aftermath count. Reports
    offered by doubt are the hardest, so theirs is a lower bound; a random sample's has no bias.
    """
    flagged = [pair for pair in judged if pair[1].said_label in ABOUT_AN_OUTAGE]
    found = []
    for way in _WAYS:
        chosen = [pair for pair in flagged if pair[1].chosen_by is way]
        kinds = [kind for kind in Kind if any(pair[0] is kind for pair in chosen)]
        for kind in [None, *kinds] if chosen else []:
            members = [one for its, one in chosen if kind in (None, its)]
            found.append(_precision(way, kind, members))
    return found


def wilson_interval(right: int, judged: int) -> tuple[float, float]:
    """Return the 95 % interval of a share of judged > 0 cases, each bound from 0 to 1.

    Wilson, E. B. (1927): Probable inference, the law of succession, and statistical inference.
    Journal of the American Statistical Association 22, 209-212. It stays honest at few cases and
    at 0 and 100 %, where the usual one has no width.
    """
    share, z2 = right / judged, _Z**2
    middle = (share + z2 / (2 * judged)) / (1 + z2 / judged)
    half = _Z * sqrt(share * (1 - share) / judged + z2 / (4 * judged**2)) / (1 + z2 / judged)
    low = 0.0 if right == 0 else max(0.0, middle - half)
    return low, 1.0 if right == judged else min(1.0, middle + half)


def precision_line(found: Precision, language: Language) -> str:
    """Return the figure over all kinds as one line that says how its reports were chosen."""
    how = say(f"words.precision.{found.chosen_by.value}", language)
    return say("words.precision.line", language, right=found.sentence(language), how=how)


def precision_text(found: Sequence[Precision], language: Language) -> str:
    """Return the figures over all kinds on one line, or "" where nothing was judged."""
    return "; ".join(precision_line(one, language) for one in found if one.kind is None)


def _precision(way: ChosenBy, kind: Kind | None, members: Sequence[Correction]) -> Precision:
    right = sum(one.label in ABOUT_AN_OUTAGE for one in members)
    same = sum(one.label is one.said_label for one in members)
    return Precision(way, kind, len(members), right, same, *wilson_interval(right, len(members)))


def _percent(share: float) -> int:
    return round(share * 100)
