"""Reports and incidents as the JSON objects of the interface."""

from __future__ import annotations

from typing import Any

from models.clock import show_iso
from models.facts_json import entity_json, evidence_json, facts_json
from models.records import (
    PERSON,
    Claim,
    Incident,
    Kind,
    Precision,
    Report,
    Step,
    SupportingDocument,
)


def report_json(report: Report) -> dict[str, Any]:
    """Return what was concluded of one document."""
    facts = report.reading.facts
    return {
        "document_id": report.external_id,
        "url": report.url,
        "source": report.source,
        "kind": report.kind.value,
        "published": show_iso(report.published_at),
        "title": report.title,
        "label": report.reading.label.value,
        "probability": round(report.reading.probability, 4),
        "corrected": report.reading.model == PERSON,
        "incident_id": report.incident_ids[0] if report.incident_ids else None,
        "provider": entity_json(facts.provider),
        "affected": [entity_json(entity) for entity in facts.affected],
        "mentioned": [entity_json(entity) for entity in facts.mentioned],
        **facts_json(facts),
    }


def incident_json(incident: Incident) -> dict[str, Any]:
    """Return one incident with its claims and evidence."""
    provider = {"id": incident.provider_id, "name": incident.provider_name}
    return {
        "id": incident.id,
        "headline": incident.headline,
        "provider": provider if incident.provider_id else None,
        "region": incident.region,
        "cause": incident.cause.value if incident.cause else None,
        "status": incident.status.value,
        "confidence": round(incident.confidence, 3),
        "severity": incident.severity,
        "started": show_iso(incident.started_at),
        "started_precision": _precision(incident.started_precision),
        "ended": show_iso(incident.ended_at),
        "ended_precision": _precision(incident.ended_precision),
        "duration_minutes": incident.duration_minutes,
        "first_seen": show_iso(incident.first_seen),
        "last_seen": show_iso(incident.last_seen),
        "official_notice_at": show_iso(incident.official_notice_at),
        "affected": [
            {
                "id": hit.id,
                "name": hit.name,
                "first_seen": show_iso(hit.first_seen),
                "reports": hit.reports,
            }
            for hit in incident.affected
        ],
        "reports": {kind.value: incident.counts.get(kind, 0) for kind in Kind},
        "independent_sources": incident.independent_sources,
        "life": [_step_json(step, incident) for step in incident.steps],
        "claims": [_claim_json(claim) for claim in incident.claims],
        "evidence": [_document_json(document) for document in incident.evidence],
    }


def _step_json(step: Step, incident: Incident) -> dict[str, Any]:
    told = incident.told_by(step)
    return {
        "status": step.status.value,
        "at": show_iso(step.at),
        "rule": step.rule.value,
        "source": told.source if told else None,
        "url": told.url if told else None,
    }


def _precision(precision: Precision | None) -> str | None:
    return precision.value if precision else None


def _document_json(document: SupportingDocument) -> dict[str, Any]:
    return {
        "url": document.url,
        "source": document.source,
        "published": show_iso(document.published_at),
        "title": document.title,
        "kind": document.kind.value,
        "label": document.label.value,
    }


def _claim_json(claim: Claim) -> dict[str, Any]:
    return {
        "field": claim.field,
        "value": int(claim.value) if claim.field == "duration" else claim.value,
        "source": claim.source,
        "url": claim.url,
        "kind": claim.kind.value,
        "published": show_iso(claim.said_at),
        "quote": evidence_json(claim.quote),
    }
