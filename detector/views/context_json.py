"""What is known around one incident, as JSON."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from detector.incidents.common_root import Hypothesis
from detector.incidents.context import Context
from detector.incidents.recalled import RecallLink
from models.clock import show_iso
from models.facts_json import evidence_json
from models.records import Incident


def context_json(context: Context) -> dict[str, Any]:
    """Return what is known around an incident, in keys of their own."""
    duty = context.duty
    return {
        "delays": asdict(context.delays),
        "duty": {
            "state": duty.state.value,
            "limit_minutes": duty.limit_minutes,
            "due": show_iso(duty.due_at),
            "minutes": duty.minutes,
            "counted_from": "first_seen" if duty.is_from_first_report else "started",
        },
        "recurrences": [
            {**_brief(found.incident), "same": list(found.same)} for found in context.recurrences
        ],
        "common_root_hypotheses": [_hypothesis_json(one) for one in context.hypotheses],
        "fails_with": [_brief(one) for one in context.fails_with],
        "recalls": [_link_json(link) for link in context.recalls],
        "recalled_by": [_link_json(link) for link in context.recalled_by],
    }


def _brief(incident: Incident) -> dict[str, Any]:
    return {
        "id": incident.id,
        "headline": incident.headline,
        "started": show_iso(incident.started_at),
        "first_seen": show_iso(incident.first_seen),
    }


def _hypothesis_json(one: Hypothesis) -> dict[str, Any]:
    return {
        "provider": {"id": one.id, "name": one.name},
        "probability": round(one.probability, 4),
        "odds": round(one.odds, 4),
        "likelihood_ratio": round(one.likelihood_ratio, 4),
        "explains": list(one.explains),
        "learned_from": one.learned_from,
    }


def _link_json(link: RecallLink) -> dict[str, Any]:
    return {
        **_brief(link.incident),
        "day": link.recalled.first_day.isoformat(),
        "day_precision": "day" if link.recalled.first_day == link.recalled.last_day else "month",
        "quote": evidence_json(link.recalled.evidence),
        "source": link.source,
        "url": link.url,
    }
