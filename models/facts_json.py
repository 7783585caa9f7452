"""Facts as JSON: how a report keeps its times, cause, region and symptom with their quotes."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from models.clock import show_iso, to_utc
from models.records import Cause, Evidence, Facts, NamedEntity, Precision, RecoveryStep, StatedTime


def evidence_json(evidence: Evidence | None) -> dict[str, Any] | None:
    """Return a quote as the interface's object, or None."""
    if evidence is None:
        return None
    return {"start": evidence.start, "end": evidence.end, "text": evidence.text}


def facts_json(facts: Facts) -> dict[str, Any]:
    """Return all facts but the named entities, in the keys of the report interface."""
    return {
        **_time_json("started", facts.started),
        **_time_json("ended", facts.ended),
        "duration_minutes": facts.duration_minutes,
        "duration_evidence": evidence_json(facts.duration_evidence),
        "cause": facts.cause.value if facts.cause else None,
        "cause_evidence": evidence_json(facts.cause_evidence),
        "region": facts.region.text if facts.region else None,
        "region_evidence": evidence_json(facts.region),
        "symptom": facts.symptom.text if facts.symptom else None,
        "symptom_evidence": evidence_json(facts.symptom),
        "recovery_steps": [_step_json(step) for step in facts.recovery_steps],
    }


def read_facts(
    stored: dict[str, Any],
    *,
    provider: NamedEntity | None = None,
    affected: tuple[NamedEntity, ...] = (),
    mentioned: tuple[NamedEntity, ...] = (),
) -> Facts:
    """Return the facts that facts_json() stored, with the named entities put back."""
    return Facts(
        provider=provider,
        affected=affected,
        mentioned=mentioned,
        started=_read_time(stored, "started"),
        ended=_read_time(stored, "ended"),
        duration_minutes=stored["duration_minutes"],
        duration_evidence=_read_evidence(stored["duration_evidence"]),
        cause=Cause(stored["cause"]) if stored["cause"] else None,
        cause_evidence=_read_evidence(stored["cause_evidence"]),
        region=_read_evidence(stored["region_evidence"]),
        symptom=_read_evidence(stored["symptom_evidence"]),
        # Reports of before this was read have none.
        recovery_steps=tuple(_read_step(step) for step in stored.get("recovery_steps", ())),
    )


def entity_json(entity: NamedEntity | None) -> dict[str, Any] | None:
    """Return a named entity as the interface's object, or None."""
    if entity is None:
        return None
    return {
        "id": entity.id,
        "name": entity.name,
        "surfaces": list(entity.surfaces),
        "evidence": evidence_json(entity.evidence),
    }


def _time_json(key: str, stated: StatedTime | None) -> dict[str, Any]:
    return {
        key: show_iso(stated.at) if stated else None,
        f"{key}_precision": stated.precision.value if stated else None,
        f"{key}_evidence": evidence_json(stated.evidence) if stated else None,
    }


def _step_json(step: RecoveryStep) -> dict[str, Any]:
    return {
        **_time_json("at", step.at),
        "restored": list(step.restored),
        "still_down": list(step.still_down),
        "count": step.count,
        "total": step.total,
        "percent": step.percent,
        "evidence": evidence_json(step.evidence),
    }


def _read_step(stored: dict[str, Any]) -> RecoveryStep:
    quote = stored["evidence"]
    return RecoveryStep(
        at=_read_time(stored, "at"),
        evidence=Evidence(quote["start"], quote["end"], quote["text"]),
        restored=tuple(stored["restored"]),
        still_down=tuple(stored["still_down"]),
        count=stored["count"],
        total=stored["total"],
        percent=stored["percent"],
    )


def _read_time(stored: dict[str, Any], key: str) -> StatedTime | None:
    evidence = _read_evidence(stored[f"{key}_evidence"])
    if evidence is None:
        return None
    at = to_utc(datetime.fromisoformat(stored[key]))
    return StatedTime(at, Precision(stored[f"{key}_precision"]), evidence)


def _read_evidence(stored: dict[str, Any] | None) -> Evidence | None:
    return Evidence(stored["start"], stored["end"], stored["text"]) if stored else None
