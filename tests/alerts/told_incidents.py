"""Incidents at each step of their life, stored with real documents, for tests of alerts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from detector.alerts.planning import plan
from detector.alerts.policy import Channel, ChannelKind, Policy, Rule
from models.clock import parse_iso
from models.database import Database
from models.documents import find_documents, store_documents
from models.incidents import replace_incidents
from models.records import (
    AffectedService,
    Document,
    Evidence,
    Facts,
    Incident,
    Kind,
    Label,
    NamedEntity,
    Precision,
    Reading,
    Status,
    Step,
    SupportingDocument,
)
from models.records import Rule as Why
from models.reports import store_readings

NOON = parse_iso("2026-11-22T12:00:00")
SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
_WHY = {
    Status.SUSPECTED: Why.REPORT,
    Status.CONFIRMED: Why.SOURCES,
    Status.RECOVERING: Why.RECOVERY,
    Status.RESOLVED: Why.END,
    Status.RETRACTED: Why.CORRECTED,
}


def at(minutes: float) -> datetime:
    return NOON + timedelta(minutes=minutes)


def nothing(_id: str) -> frozenset[str]:
    return frozenset()


def hit(*names: str) -> tuple[AffectedService, ...]:
    return tuple(AffectedService(name, name, NOON, 1) for name in names)


def policy(*channels: Channel, **changes: object) -> Policy:
    """Return a policy that tells these channels everything that is sure."""
    names = tuple(channel.name for channel in channels)
    told = [name for name in names if not any(one.fallback == name for one in channels)]
    fields: dict[str, object] = {
        "channels": {channel.name: channel for channel in channels},
        "rules": (Rule("모두", tuple(told)),),
    }
    return Policy(**(fields | changes))  # type: ignore[arg-type]


def webhook(name: str = "당직", url: str = "http://127.0.0.1:9/", **changes: object) -> Channel:
    return Channel(name, ChannelKind.WEBHOOK, url, SECRET, **changes)  # type: ignore[arg-type]


def incident(
    id: str, *steps: tuple[Status, float], names: Sequence[str] = (), rows: Sequence[int] = (),
    **changes: object,
) -> Incident:  # fmt: skip
    """Return an incident that took these steps, told by documents of these rows."""
    provider = id.partition("-")[2]
    life = tuple(Step(status, at(minutes), _WHY[status]) for status, minutes in steps)
    last = life[-1]
    evidence = tuple(
        SupportingDocument(
            row, "example.com", "", f"{provider} 장애", NOON, Kind.NEWS, Label.OUTAGE
        )
        for row in rows
    )
    fields: dict[str, object] = {
        "id": id,
        "headline": f"{provider} 접속 장애",
        "provider_id": provider,
        "provider_name": provider,
        "region": None,
        "cause": None,
        "symptom": None,
        "status": last.status,
        "confidence": 0.93,
        "severity": "minor",
        "started_at": NOON,
        "started_precision": Precision.MINUTE,
        "ended_at": last.at if last.status is Status.RESOLVED else None,
        "ended_precision": Precision.MINUTE if last.status is Status.RESOLVED else None,
        "duration_minutes": None,
        "first_seen": life[0].at,
        "last_seen": last.at,
        "official_notice_at": None,
        "affected": hit(*(names or (provider,))),
        "counts": {Kind.NEWS: len(evidence)},
        "independent_sources": 4,
        "claims": (),
        "evidence": evidence,
        "steps": life,
    }
    return Incident(**(fields | changes))  # type: ignore[arg-type]


def store_rows(database: Database, count: int) -> list[int]:
    """Store so many articles with their reports, and return their rows."""
    made = [
        Document(
            "example.com", str(n), f"https://example.com/{n}", Kind.NEWS, NOON, f"{n}번째",
            "접속이 되지 않는다.", NOON,
        )
        for n in range(count)
    ]  # fmt: skip
    store_documents(database, made)
    with database.writing() as session:
        stored = find_documents(session, list(range(1, count + 1)))
        quote = Evidence(0, 1, "0")
        entity = NamedEntity("x", "x", ("x",), quote)
        reading = Reading(Label.OUTAGE, 0.9, Facts(provider=entity), "시험")
        store_readings(session, [(one, reading) for one in stored])
    return [one.row for one in stored]


class Story:
    """A database in which incidents change, and a policy by which that is told."""

    def __init__(self, database: Database, policy: Policy, rows: int = 30) -> None:
        self.database = database
        self.policy = policy
        self.rows = store_rows(database, rows)
        self._ids: list[str] = []
        self.plan(-60)  # what was before that is old news

    def becomes(self, *incidents: Incident) -> None:
        """Let these be all the incidents there are."""
        with self.database.writing() as session:
            self._ids = replace_incidents(session, self._ids, list(incidents))

    def plan(self, minutes: float, **changes: object) -> int:
        """Plan at a time, and return how many messages came of it."""
        known = {"depends_on": nothing, "above": nothing} | changes
        with self.database.writing() as session:
            return plan(session, self.policy, at(minutes), **known)  # type: ignore[arg-type]


__all__ = ["replace"]
