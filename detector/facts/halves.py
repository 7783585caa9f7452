"""Which half of the day an hour without 오전/오후 means, told by the clock time before it."""

from __future__ import annotations

from datetime import datetime, timedelta

HALF_DAY = timedelta(hours=12)
_DAY = timedelta(days=1)
#: A later clock time without 오전/오후 that would lie further back than this is after the next noon.
_FAR_BACK = timedelta(hours=6)
_LATE, _EVENING = 20, 18
_EARLY = 6


def like(
    before: datetime, base: datetime, hour: int, published_at: datetime, *, is_range_end: bool
) -> datetime:
    """Return the hour on the half-day that the clock time before it suggests.

    base: the beginning of its day, with its minutes added.
    """
    early = base + timedelta(hours=hour % 12)
    if is_range_end:
        while early <= before:
            early += HALF_DAY
        return early
    if hour == 12:
        return _twelve(before, early, published_at)
    moment = early + HALF_DAY if before.hour >= 12 else early
    if before - moment > _FAR_BACK and moment + HALF_DAY <= published_at:
        moment += HALF_DAY
    return moment


def is_dawn_after(
    half: str | None, moment: datetime, previous: datetime | None, published_at: datetime
) -> bool:
    """Return whether a dawn follows the evening told before it: it is that of the day after."""
    if half != "dawn" or previous is None or moment + _DAY > published_at:
        return False
    evening = previous.astimezone(moment.tzinfo)
    return evening.date() == moment.date() and evening.hour >= _EVENING


def _twelve(before: datetime, early: datetime, published_at: datetime) -> datetime:
    """Return noon, told after a time of the day, or a midnight, told after one of the night."""
    if before.hour >= _LATE and early + _DAY <= published_at:
        return early + _DAY
    if before.hour < _EARLY and (early >= before or early + HALF_DAY > published_at):
        return early
    return early + HALF_DAY
