"""Turns what the file names into what the program uses: secrets, ids, rules, channels."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from pathlib import Path

from detector.alerts.policy import Channel, ChannelKind, Policy, QuietHours, Rule
from detector.config.faults import Fault
from detector.config.reading import Read, read
from detector.config.schema import Alerts, ChannelConfig, Config, RuleConfig, Secret
from detector.gazetteer import Entry, gazetteer
from detector.messages import Language
from models.config import secret_of
from models.errors import ConfigError
from models.problems import Problem
from models.records import Status


def load_policy(language: Language) -> Policy:
    """Return what the settings say about alerts. Raises ConfigError with the first fault."""
    from detector.config.checking import check

    found = read(language)
    faults = [fault for fault in check(found, language) if not fault.is_warning]
    if faults or found.config is None:
        raise ConfigError(str(found.path), _told(faults[0], len(faults)))
    return policy_of(found, found.config)


def _told(first: Fault, count: int) -> Problem:
    """Return the first fault, with its line, and how many there are."""
    place: str = first.key
    if first.line:
        place = Problem("problem.config.line", line=first.line, key=first.key)
    key = "problem.config.faults" if count > 1 else "problem.config.fault"
    return Problem(key, place=place, problem=first.problem, count=count)


def policy_of(found: Read, config: Config) -> Policy:
    """Return settings without faults as the rules of alerts."""
    alerts = config.alerts
    return Policy(
        channels={one.name: _channel(one, found.path) for one in alerts.channels},
        rules=tuple(_rule(one) for one in alerts.rules),
        quiet=_quiet(alerts),
        per_hour=alerts.per_hour,
        late_after=timedelta(minutes=alerts.late_after_minutes),
        language=Language(alerts.language),
        page_url=config.page.url.rstrip("/") if config.page.url else None,
    )


def secret(value: Secret | None, path: Path) -> str | None:
    """Return a secret from where it is kept. Raises ConfigError where that cannot be read."""
    if value is None or isinstance(value, str):
        return value
    return secret_of(value.model_dump(exclude_none=True), path)


def ids_of(names: Iterable[str]) -> frozenset[str]:
    """Return the ids that names have; one that nobody knows is taken for an id itself."""
    found: set[str] = set()
    for name in names:
        key = _plain(name)
        found |= {
            entry.id
            for entry in gazetteer().values()
            if key in {_plain(one) for one in _names(entry)}
        } or {name}
    return frozenset(found)


def _names(entry: Entry) -> list[str]:
    """Return all that one is called, also what means something else elsewhere: 당근."""
    return [entry.id, entry.name, *entry.surfaces, *(one.alias for one in entry.ambiguous)]


def is_known(name: str) -> bool:
    """Tell whether the gazetteer knows a name."""
    return any(id in gazetteer() for id in ids_of([name]))


def _channel(one: ChannelConfig, path: Path) -> Channel:
    return Channel(
        name=one.name,
        kind=ChannelKind(one.kind),
        url=secret(one.url, path) or "",
        secret=secret(one.secret, path),
        depends_on=ids_of(one.depends_on),
        fallback=one.fallback,
    )


def _rule(one: RuleConfig) -> Rule:
    return Rule(
        name=one.name,
        channels=tuple(one.channels),
        providers=ids_of(one.provider),
        affected=ids_of(one.affected),
        statuses=frozenset(map(Status, one.status)),
        least_severity=one.severity,
        least_confidence=one.confidence,
    )


def _quiet(alerts: Alerts) -> QuietHours | None:
    if alerts.quiet is None:
        return None
    return QuietHours(alerts.quiet.begin, alerts.quiet.end, alerts.quiet.breaks_from)


def _plain(name: str) -> str:
    return "".join(name.casefold().split())
