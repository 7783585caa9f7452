"""Times, ages, lengths and numbers in the language of the reader."""

from __future__ import annotations

from datetime import datetime, timedelta

from detector import korean
from detector.messages.saying import say
from models.clock import to_kst
from models.language import Language
from models.records import Precision

_HOUR = 60
_DAY = 24 * _HOUR
_HOURS_UNTIL = 7 * _DAY
_ENGLISH_TIMES = {
    Precision.MINUTE: "%Y-%m-%d %H:%M KST",
    Precision.HOUR: "%Y-%m-%d %Hh KST",
    Precision.DAY: "%Y-%m-%d",
}


def time_in(language: Language, moment: datetime, precision: Precision = Precision.MINUTE) -> str:
    """Return a time in Korea as exactly as it is known."""
    if language is Language.KO:
        return korean.time_of(moment, precision)
    return to_kst(moment).strftime(_ENGLISH_TIMES[precision])


def clock_in(language: Language, moment: datetime, now: datetime) -> str:
    """Return a time as short as can be seen from now: 15:04, 11-21 15:04, 2025-11-21 15:04."""
    if language is Language.KO:
        return korean.clock_of(moment, now)
    local, today = to_kst(moment), to_kst(now).date()
    if local.date() == today:
        return f"{local:%H:%M}"
    return f"{local:%m-%d %H:%M}" if local.year == today.year else f"{local:%Y-%m-%d %H:%M}"


def lasting_in(language: Language, length: timedelta) -> str:
    """Return a length in two units, cut."""
    if language is Language.KO:
        return korean.lasting(length)
    minutes = max(length // timedelta(minutes=1), 0)
    if minutes < 1:
        return say("words.amounts.under_a_minute", language)
    if minutes >= _HOURS_UNTIL:
        parts = ((minutes // _DAY, "d"), (minutes % _DAY // _HOUR, "h"))
    else:
        parts = ((minutes // _HOUR, "h"), (minutes % _HOUR, "min"))
    return " ".join(f"{n:,} {unit}" for n, unit in parts if n)


def going_on_in(language: Language, length: timedelta) -> str:
    """Return a length that is not over: 3시간 30분째, for 3 h 30 min."""
    if language is Language.KO:
        return korean.going_on(length)
    return say("words.amounts.going_on", language, length=lasting_in(language, length))


def ago_in(language: Language, age: timedelta) -> str:
    """Return an age: 23분 전, 23 min ago; 뒤 and in for what is to come."""
    if language is Language.KO:
        return korean.ago(age)
    key = "words.amounts.ago" if age >= timedelta(0) else "words.amounts.to_come"
    return say(key, language, length=lasting_in(language, abs(age)))


def number_in(language: Language, number: int) -> str:
    """Return a number for people: 1억 2,345만, 123,456,789."""
    return korean.in_units(number) if language is Language.KO else f"{number:,}"
