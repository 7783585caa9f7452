"""What a text states of the outage's times, each with its quote."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from detector.facts.expressions import TimeExpression
from models.records import Evidence, Precision, StatedTime

_NEAR = 80  # characters that start and end may lie apart to be quoted together


@dataclass(frozen=True, slots=True)
class Times:
    """When an outage began and ended and how long it lasted, as far as a text states it."""

    started: StatedTime | None = None
    ended: StatedTime | None = None
    duration_minutes: int | None = None
    duration_evidence: Evidence | None = None


def stated(time: TimeExpression, at: datetime) -> StatedTime:
    """Return a written time as stated, with its quote."""
    return StatedTime(at, time.precision, Evidence(time.start, time.end, time.text))


def clocked_length(
    text: str, started: StatedTime | None, ended: StatedTime | None
) -> tuple[int | None, Evidence | None]:
    """Return the minutes between two clock times with their quote, or None where one is none."""
    if started is None or ended is None:
        return None, None
    if Precision.DAY in {started.precision, ended.precision}:
        return None, None
    minutes = int((ended.at - started.at).total_seconds()) // 60
    begin = min(started.evidence.start, ended.evidence.start)
    end = max(started.evidence.end, ended.evidence.end)
    near = started.evidence.end <= ended.evidence.start and end - begin <= _NEAR
    quote = Evidence(begin, end, text[begin:end]) if near else ended.evidence
    return minutes, quote
