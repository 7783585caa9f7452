"""By which channel a message goes: its own, or the next one where that is down."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime, timedelta

from detector.alerts.policy import Above, Channel, lineage
from detector.alerts.roots import OPEN
from models.alert_records import Attempt, Outcome
from models.records import Incident

#: A channel that takes nothing for so long is as good as down.
FAILING_AFTER = timedelta(minutes=10)


def chain_of(channel: Channel, channels: Mapping[str, Channel]) -> list[Channel]:
    """Return a channel and those that stand in for it, in order, each once."""
    found: dict[str, Channel] = {}
    next_one: Channel | None = channel
    while next_one is not None and next_one.name not in found:
        found[next_one.name] = next_one
        next_one = channels.get(next_one.fallback) if next_one.fallback else None
    return list(found.values())


def route(
    chain: Sequence[Channel],
    down: Collection[str],
    attempts: Sequence[Attempt],
    above: Above,
    now: datetime,
) -> Channel:
    """Return the channel that the next try takes.

    Left out are those that depend on somebody who is down, and those that refused this message.
    Once it was tried in vain for long, those that are left take turns. Where none is left it is the
    first that did not refuse it: what is down may be back.
    """
    refused = {one.channel for one in attempts if one.outcome is Outcome.REFUSED}
    left = [one for one in chain if one.name not in refused]
    up = [one for one in left if not is_down(one, down, above)] or left or list(chain)
    if not attempts or now - attempts[0].at < FAILING_AFTER:
        return up[0]
    return min(up, key=lambda one: sum(tried.channel == one.name for tried in attempts))


def is_down(channel: Channel, down: Collection[str], above: Above) -> bool:
    """Tell whether somebody without whom a channel does not work is down."""
    return any(lineage(id, above) & set(down) for id in channel.depends_on)


def who_is_down(incidents: Iterable[Incident]) -> frozenset[str]:
    """Return the ids of all who failed or were hit in outages that are open."""
    found: set[str] = set()
    for incident in incidents:
        if incident.status in OPEN:
            found |= {one.id for one in incident.affected}
            found |= {incident.provider_id} if incident.provider_id else set()
    return frozenset(found)
