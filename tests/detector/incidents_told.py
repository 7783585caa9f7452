"""A builder of an incident for tests of what is reckoned from one."""

from __future__ import annotations

from datetime import datetime, timedelta

from models.clock import parse_iso
from models.records import (
    AffectedService,
    Cause,
    Claim,
    Incident,
    Kind,
    Label,
    Precision,
    Status,
    SupportingDocument,
)

START = parse_iso("2025-06-10T14:00:00")


def at(minutes: float) -> datetime:
    return START + timedelta(minutes=minutes)


def told(kind: Kind, minutes: float, label: Label = Label.OUTAGE) -> SupportingDocument:
    return SupportingDocument(1, "example.com", "", "제목", at(minutes), kind, label)


def claim(field: str, value: str) -> Claim:
    return Claim(field, value, None, START, 1, "example.com", "", Kind.NEWS)


def incident(*evidence: SupportingDocument, **changed: object) -> Incident:
    fields: dict[str, object] = {
        "id": "20250610-kakaotalk",
        "headline": "카카오톡 먹통",
        "provider_id": "kakaotalk",
        "provider_name": "카카오톡",
        "region": None,
        "cause": None,
        "symptom": None,
        "status": Status.CONFIRMED,
        "confidence": 0.9,
        "severity": "minor",
        "started_at": START,
        "started_precision": Precision.MINUTE,
        "ended_at": None,
        "ended_precision": None,
        "duration_minutes": None,
        "first_seen": min((one.published_at for one in evidence), default=START),
        "last_seen": max((one.published_at for one in evidence), default=START),
        "official_notice_at": None,
        "affected": (AffectedService("kakaotalk", "카카오톡", START, 1),),
        "counts": {},
        "independent_sources": 1,
        "claims": (),
        "evidence": evidence,
    }
    return Incident(**(fields | changed))  # type: ignore[arg-type]


__all__ = ["START", "Cause", "at", "claim", "incident", "told"]
