"""What an operator wants to be told of, by which channels, and when."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from enum import StrEnum

from detector.messages import Language
from models.clock import to_kst
from models.records import Incident, Status

#: From small to large, as detector.incidents.lifecycle gives them.
SEVERITIES = ("minor", "major", "critical")
#: The statuses that are told where a rule names none: no mere suspicion.
USUAL_STATUSES = frozenset(Status) - {Status.SUSPECTED}
#: Returns the ids of all that one is a part of.
Above = Callable[[str], frozenset[str]]


class ChannelKind(StrEnum):
    """How a channel is spoken to."""

    WEBHOOK = "webhook"
    JANDI = "jandi"
    NAVER_WORKS = "naver-works"
    APPRISE = "apprise"


@dataclass(frozen=True, slots=True)
class Channel:
    """One way to reach somebody."""

    name: str
    kind: ChannelKind
    url: str = field(repr=False)  # whoever knows it can write to the channel
    secret: str | None = field(default=None, repr=False)
    depends_on: frozenset[str] = frozenset()  # ids of those without whom it does not work
    fallback: str | None = None  # the channel to take when it is down


@dataclass(frozen=True, slots=True)
class Rule:
    """Which incidents are told to which channels."""

    name: str
    channels: tuple[str, ...]
    providers: frozenset[str] = frozenset()  # ids; none is any
    affected: frozenset[str] = frozenset()  # ids; none is any
    statuses: frozenset[Status] = USUAL_STATUSES
    least_severity: str = SEVERITIES[0]
    least_confidence: float = 0.0


@dataclass(frozen=True, slots=True)
class QuietHours:
    """A time of the day in Korea in which only the gravest is told."""

    begin: time
    end: time
    breaks_from: str = SEVERITIES[-1]

    def holds(self, now: datetime) -> bool:
        """Tell whether a moment lies in it; it may go over midnight."""
        local = to_kst(now).time()
        if self.begin <= self.end:
            return self.begin <= local < self.end
        return local >= self.begin or local < self.end


@dataclass(frozen=True, slots=True)
class Policy:
    """All that is settled about alerts."""

    channels: Mapping[str, Channel] = field(default_factory=dict)
    rules: tuple[Rule, ...] = ()
    quiet: QuietHours | None = None
    per_hour: int = 20
    late_after: timedelta = timedelta(minutes=30)
    language: Language = Language.KO
    page_url: str | None = None

    @property
    def told_channels(self) -> tuple[str, ...]:
        """The channels that some rule tells something; a mere fall-back is none."""
        return tuple(dict.fromkeys(name for rule in self.rules for name in rule.channels))


def matches(rule: Rule, incident: Incident, above: Above) -> bool:
    """Tell whether an incident is of those that a rule is about, whatever its status."""
    if SEVERITIES.index(incident.severity) < SEVERITIES.index(rule.least_severity):
        return False
    if incident.confidence < rule.least_confidence:
        return False
    return _concerns(rule, incident, above)


def _concerns(rule: Rule, incident: Incident, above: Above) -> bool:
    if rule.providers and not rule.providers & lineage(incident.provider_id, above):
        return False
    hit = {id for one in incident.affected for id in lineage(one.id, above)}
    return not rule.affected or bool(rule.affected & hit)


def lineage(id: str | None, above: Above) -> frozenset[str]:
    """Return an id and the ids of all that it is a part of."""
    return frozenset() if id is None else above(id) | {id}


def rules_for(policy: Policy, channel: str) -> tuple[Rule, ...]:
    """Return the rules that tell a channel something."""
    return tuple(rule for rule in policy.rules if channel in rule.channels)


def is_at_least(severity: str, least: str) -> bool:
    """Tell whether one severity is as large as another, or larger."""
    return SEVERITIES.index(severity) >= SEVERITIES.index(least)
