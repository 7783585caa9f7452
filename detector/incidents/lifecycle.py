"""Where an incident stands in its life, how sure it is and how grave."""

from __future__ import annotations

import math
from collections.abc import Sequence

from models.records import Kind, Label, Report, StatedTime, Status

#: The legal duty to tell users begins at a stop of two hours (since March 2025).
DUTY_MINUTES = 120
#: Outlets and boards that must tell of it independently.
SOURCES_THAT_CONFIRM = 2


def status_of(
    group: Sequence[Report], independent_sources: int, ended: StatedTime | None
) -> Status:
    """Return the status by rule.

    Suspected until two independent sources, or an official notice, tell of it: one board that is
    flooded on purpose confirms nothing, nor does a story with all its copies. Resolved once an
    aftermath is written or an end is stated and no later report still tells of the outage;
    recovering once something says that service returns.
    """
    official = any(report.kind is Kind.OFFICIAL for report in group)
    if not official and independent_sources < SOURCES_THAT_CONFIRM:
        return Status.SUSPECTED
    return _phase(group, ended)


def _phase(group: Sequence[Report], ended: StatedTime | None) -> Status:
    if any(report.reading.label is Label.AFTERMATH for report in group):
        return Status.RESOLVED
    back = [r.published_at for r in group if r.reading.label is Label.RECOVERY]
    down = [r.published_at for r in group if r.reading.label is Label.OUTAGE]
    if not back:
        return Status.RESOLVED if ended is not None else Status.CONFIRMED
    if ended is not None or not down or max(back) > max(down):
        return Status.RESOLVED if ended is not None else Status.RECOVERING
    return Status.RECOVERING


def confidence_of(group: Sequence[Report], independent_sources: int) -> float:
    """Return from 0 to 1 how sure it is that the incident is real.

    The chance that not every report is wrong, were they independent: each counts with its
    probability, held below 0.9, posts at half; what one source says more than once counts once.
    """
    best: dict[str, float] = {}
    for report in group:
        sure = min(0.9, report.reading.probability)
        if report.reading.label is Label.AFTERMATH:
            sure = max(sure, 0.6)
        if report.kind is Kind.COMMUNITY:
            sure *= 0.5
        best[report.source] = max(best.get(report.source, 0.0), sure)
    strongest = sorted(best.values(), reverse=True)[:independent_sources]
    return round(1 - math.prod(1 - sure for sure in strongest), 3)


def severity_of(affected: int, duration_minutes: int | None, *, is_wide: bool = False) -> str:
    """Return minor, major or critical, from how many services were hit and for how long.

    is_wide says that more stood on it than are named: a carrier failed, or a whole country was hit.
    """
    long = duration_minutes is not None and duration_minutes >= DUTY_MINUTES
    if (affected >= 5 or is_wide) and long:
        return "critical"
    if affected >= 3 or long or is_wide:
        return "major"
    return "minor"
