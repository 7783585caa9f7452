"""When an article was published, among the places where a page states it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, timedelta

from crawler.dates import read_date
from models.clock import KST

_CLOCK = re.compile(r"\d\s*[:시]\s*\d|[T\s]\d{2}[:\d]|\d{12}|전$|오[전후]\s*\d")
_MIDNIGHT = re.compile(r"[T\s]0?0:00(?::00(?:\.0+)?)?(?!\d)")
_OF_UTC = re.compile(r"(?:Z|GMT|UTC|[+-]00:?00)\s*$")
_KST_AHEAD = timedelta(hours=9)
_A_MINUTE = timedelta(minutes=1)
_A_DAY = timedelta(days=1)


def choose_time(
    stated: Iterable[str], shown: Callable[[], str | datetime | None], fetched_at: datetime
) -> datetime | None:
    """Return the first stated time, corrected by the shown one; None where there is none.

    stated are the times in data and meta elements, best first, read until one is sure; shown
    returns what a reader sees and is asked only where data leave a doubt: a day without a clock,
    or UTC that may be Korean time under a wrong name (the two then lie nine hours apart).
    """
    texts: list[str] = []
    day = None
    for text in filter(None, stated):
        texts.append(text)
        moment = read_date(text, fetched_at)
        if moment and _CLOCK.search(text) and not _MIDNIGHT.search(text):
            return _corrected(moment, shown, fetched_at) if _OF_UTC.search(text) else moment
        day = day or moment
    seen = _read_shown(shown(), fetched_at)
    return _within(seen, day) if day else seen or _as_korean(texts, fetched_at)


def _corrected(
    moment: datetime, shown: Callable[[], str | datetime | None], fetched_at: datetime
) -> datetime:
    """Return a time of UTC, moved where the shown time lies just nine hours off."""
    seen = _read_shown(shown(), fetched_at)
    if seen and abs(abs(seen - moment) - _KST_AHEAD) < _A_MINUTE:
        return moment - _KST_AHEAD if seen < moment else moment + _KST_AHEAD
    return moment


def _within(seen: datetime | None, day: datetime) -> datetime:
    """Return the shown time where it is of that day, else the day."""
    if seen and seen.astimezone(KST).date() == day.astimezone(KST).date():
        return seen
    return seen if seen and abs(seen - day) < _A_DAY else day


def _as_korean(texts: Sequence[str], fetched_at: datetime) -> datetime | None:
    """Read times that would lie in the future as Korean time under the name of UTC."""
    times = (read_date(_OF_UTC.sub("", text), fetched_at) for text in texts)
    return next((moment for moment in times if moment), None)


def _read_shown(seen: str | datetime | None, fetched_at: datetime) -> datetime | None:
    return read_date(seen, fetched_at) if isinstance(seen, str) else seen
