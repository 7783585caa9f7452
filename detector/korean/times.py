"""Times as Koreans write them, in Korea's time: 2026. 11. 22.(일) 15:04."""

from __future__ import annotations

from datetime import date, datetime

from models.clock import to_kst
from models.records import Precision

_WEEKDAYS = "월화수목금토일"


def time_of(moment: datetime, precision: Precision = Precision.MINUTE) -> str:
    """Return a day and time, as exactly as it is known: 15:04, 15시, or the day alone."""
    local = to_kst(moment)
    day = day_of(local.date())
    if precision is Precision.DAY:
        return day
    return f"{day} {local.hour}시" if precision is Precision.HOUR else f"{day} {local:%H:%M}"


def day_of(day: date) -> str:
    """Return a day with its weekday: 2026. 11. 22.(일)."""
    return f"{day.year}. {day.month}. {day.day}.({_WEEKDAYS[day.weekday()]})"


def clock_of(moment: datetime, now: datetime) -> str:
    """Return a time as short as can be seen from now: 15:04, 11. 21. 15:04, 2025. 11. 21. 15:04."""
    local, today = to_kst(moment), to_kst(now).date()
    if local.date() == today:
        return f"{local:%H:%M}"
    year = "" if local.year == today.year else f"{local.year}. "
    return f"{year}{local.month}. {local.day}. {local:%H:%M}"
