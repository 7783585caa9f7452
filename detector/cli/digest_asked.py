"""Which days a user asks a digest of, and what cannot be asked together."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from detector.cli.spoken import tell
from detector.digests.period import Period, bounds_of
from models.clock import to_kst
from models.errors import UsageError

#: More days than this are years of rows that nobody reads at once.
_MOST_DAYS = 3_700
_Span = tuple[date | None, date | None]


@dataclass(frozen=True, slots=True)
class Asked:
    """What a digest is asked to be of."""

    first: date
    last: date
    period: Period | None = None
    since_last: bool = False


def asked_of(
    day: date | None, span: _Span, period: str | None, now: datetime, *, since_last: bool
) -> Asked:
    """Return what is asked for, ending today at the latest. Raises UsageError."""
    _refuse_together(day, span, period, since_last=since_last)
    today = to_kst(now).date()
    if period is not None:
        first, last = bounds_of(Period(period), day or today - timedelta(days=1))
    else:
        first = day or span[0] or today
        last = day or span[1] or today
    if first > today:
        raise UsageError(tell("cli.digest.to_come", day=first))
    if last < first:
        raise UsageError(tell("cli.digest.backwards", first=first, last=last))
    last = min(last, today)
    if (last - first).days >= _MOST_DAYS:
        raise UsageError(tell("cli.digest.too_many", days=_MOST_DAYS))
    return Asked(first, last, Period(period) if period else None, since_last)


def _refuse_together(
    day: date | None, span: _Span, period: str | None, *, since_last: bool
) -> None:
    if day is None and period is None and span[0] is None:
        raise UsageError(tell("cli.digest.no_day"))
    if any(span) and (day or period):
        raise UsageError(tell("cli.digest.span_alone"))
    if period and since_last:
        raise UsageError(tell("cli.digest.period_alone"))
