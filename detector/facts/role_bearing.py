"""Which of those hit bears the others: a carrier, a cloud, an exchange under brokers, a store of games."""

from __future__ import annotations

from collections.abc import Sequence

from detector.facts.role_tally import Tally
from detector.gazetteer.kin import (
    is_airport,
    is_carrier,
    is_game_store,
    is_infrastructure,
    is_of_air_control,
    is_shared_rail,
)

#: Games fail with the network that they are played on; others of one sector are rivals.
PLAYED = "game"


def bears_others(tally: Tally, hits: Sequence[Tally]) -> bool:
    """Return whether companies of other kinds stand on it: a carrier, a cloud, an exchange under brokers."""
    if tally.entry.sector == "exchange":
        return all(t.entry.sector in {"broker", "exchange"} for t in hits)
    if is_airport(tally.entry) or is_of_air_control(tally.entry):
        return all(t is tally or _is_airline(t) for t in hits)
    told = tally.direct or tally.title or tally.root > 0
    if is_game_store(tally.entry) and told:
        played = [t.entry for t in hits if t is not tally]
        return all(e.sector == PLAYED and not is_game_store(e) for e in played)
    if is_shared_rail(tally.entry) and told:
        return True
    apart = tally.apart or tally.root > 0
    return (is_carrier(tally.entry) and told) or (apart and is_infrastructure(tally.entry))


def _is_airline(tally: Tally) -> bool:
    return tally.entry.kind == "service" and tally.entry.sector == "airline"
