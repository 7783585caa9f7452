"""How much the record holds, and how right it has been as far as anybody has looked."""

from __future__ import annotations

from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from detector.precision import precision_of
from models.clock import show_iso
from models.corrections import judged_until
from models.records import Status
from models.tables import DocumentRow, IncidentRow


def record_json(session: Session) -> dict[str, Any]:
    """Return the size of the record, its incidents by state, and what people found on review."""
    by_status = select(IncidentRow.status, func.count()).group_by(IncidentRow.status)
    counts = {status: count for status, count in session.execute(by_status)}  # noqa: C416 - rows
    first = select(DocumentRow.published_at).order_by(DocumentRow.published_at).limit(1)
    last = select(DocumentRow.published_at).order_by(DocumentRow.published_at.desc()).limit(1)
    return {
        "incidents": {status.value: counts.get(status.value, 0) for status in Status},
        "documents": session.scalar(select(func.count()).select_from(DocumentRow)) or 0,
        "first_document_at": show_iso(session.scalar(first)),
        "last_document_at": show_iso(session.scalar(last)),
        "reviewed": [
            {
                "chosen_by": found.chosen_by.value,
                "kind": found.kind.value if found.kind else None,
                "judged": found.judged,
                "right": found.right,
                "low": round(found.low, 4),
                "high": round(found.high, 4),
            }
            for found in precision_of(judged_until(session))
        ],
    }
