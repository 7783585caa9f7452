"""Weeks, months, quarters and years, and the one before each."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from enum import StrEnum


class Period(StrEnum):
    """A length of time by the calendar."""

    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"


_MONTHS = {Period.MONTH: 1, Period.QUARTER: 3, Period.YEAR: 12}


def bounds_of(period: Period, day: date) -> tuple[date, date]:
    """Return the first and the last day of the period that the day is in; weeks begin on Monday."""
    if period is Period.WEEK:
        first = day - timedelta(days=day.weekday())
        return first, first + timedelta(days=6)
    months = _MONTHS[period]
    begin = (day.month - 1) // months * months + 1
    end = begin + months - 1
    return date(day.year, begin, 1), date(day.year, end, monthrange(day.year, end)[1])


def bounds_before(period: Period, first: date, days: int) -> tuple[date, date]:
    """Return the period before the one that begins on first, but no more than so many days of it.

    A month that is not over is compared with as many days of the month before it.
    """
    begin, end = bounds_of(period, first - timedelta(days=1))
    return begin, min(end, begin + timedelta(days=days - 1))


def days_between(first: date, last: date) -> list[date]:
    """Return the days from the first to the last, both included."""
    return [first + timedelta(days=number) for number in range((last - first).days + 1)]
