"""Where a model that has seen many reports judges otherwise than the rules of roles."""

from __future__ import annotations

from collections.abc import Mapping

from detector.facts.role_features import Judged, read_features
from detector.facts.role_model import Odds, RoleModel
from detector.facts.role_root import cloud_meant, plant_of
from detector.facts.role_tally import Tally
from detector.gazetteer.kin import is_infrastructure, is_place, kin_of

#: From which probability on a name is the provider, or was hit: docs/decisions/0004-roles.md.
ROOT_FROM = 0.3
HIT_FROM = 0.4
#: How near another of the same kind may come to the likeliest provider: two failed, none leads.
_AS_LIKELY = 0.7
#: Of more names than these each is judged by the rules alone, in bounded time.
_MOST_NAMES = 60


def judge_again(judged: Judged, model: RoleModel) -> tuple[Tally | None, list[Tally]]:
    """Return who failed at the root and who was hit, the rules' verdict being one of the signs.

    What the rules know for certain stays: whose a building is, that a function is no victim beside
    its whole, that who failed by itself was hit.
    """
    if not 0 < len(judged.tallies) <= _MOST_NAMES:
        return judged.root, list(judged.affected)
    odds = {id: model.odds(features) for id, features in read_features(judged).items()}
    return _root(judged, odds), _affected(judged, odds)


def _root(judged: Judged, odds: Mapping[str, Odds]) -> Tally | None:
    if judged.root is not None and judged.root.entry.id not in odds:
        return judged.root  # named only inside another name
    names = [tally for tally in judged.tallies.values() if not is_place(tally.entry)]
    likely = sorted(names, key=lambda tally: -odds[tally.entry.id].root)[:2]
    if not likely or odds[likely[0].entry.id].root < ROOT_FROM:
        return None
    first, *others = likely
    for second in others:
        near = odds[second.entry.id].root >= _AS_LIKELY * odds[first.entry.id].root
        if near and _are_peers(judged, first, second):
            return None
    failing = [t for id, t in judged.tallies.items() if id in judged.failing]
    return cloud_meant(plant_of(first, judged.tallies), judged.tallies, failing)


def _are_peers(judged: Judged, first: Tally, second: Tally) -> bool:
    """Whether both are told to have failed, companies or services of one sector, none the other's."""
    both = {first.entry.id, second.entry.id}
    apart = not (first.belongs_to(second) or second.belongs_to(first))
    return first.entry.sector == second.entry.sector and both <= judged.failing and apart


def _affected(judged: Judged, odds: Mapping[str, Odds]) -> list[Tally]:
    told = {tally.entry.id for tally in judged.affected}
    kept = [tally for tally in judged.affected if _stays(judged, odds, tally)]
    added = [
        tally
        for id, tally in judged.tallies.items()
        if id not in told and odds[id].hit >= HIT_FROM and _may_be_added(judged, tally)
    ]
    return [*kept, *added]


def _stays(judged: Judged, odds: Mapping[str, Odds], tally: Tally) -> bool:
    id = tally.entry.id
    return id not in odds or odds[id].hit >= HIT_FROM or _is_certain(judged, tally)


def _is_certain(judged: Judged, tally: Tally) -> bool:
    """Whether it is the provider, has a building at the root, or is named beside its own services."""
    if judged.root is not None and tally.entry.id == judged.root.entry.id:
        return True
    own = [other for other in judged.tallies.values() if other.belongs_to(tally)]
    buildings = any(is_place(other.entry) for other in own)
    return buildings or (bool(own) and tally.entry.id in judged.failing)


def _may_be_added(judged: Judged, tally: Tally) -> bool:
    is_part = kin_of(tally.entry) & judged.failing
    return not is_part and not is_infrastructure(tally.entry)
