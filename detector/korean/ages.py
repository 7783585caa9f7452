"""How long something took or is past, cut to two units and never rounded up."""

from __future__ import annotations

from datetime import timedelta

_HOUR = 60
_DAY = 24 * _HOUR
#: Until then an outage is counted in hours, as the press and the law do: 127시간 30분.
_HOURS_UNTIL = 7 * _DAY
#: From then on the hours of an age say nothing any more.
_DAYS_FROM = 30 * _DAY


def lasting(length: timedelta) -> str:
    """Return a length: 23분, 3시간 30분, 127시간 30분, 9일 4시간."""
    minutes = _whole_minutes(length)
    if minutes < 1:
        return "1분 미만"
    return _in_hours(minutes) if minutes < _HOURS_UNTIL else _in_days(minutes)


def going_on(length: timedelta) -> str:
    """Return a length that is not over: 3시간 30분째."""
    return lasting(length) + ("째" if _whole_minutes(length) else "")


def ago(age: timedelta) -> str:
    """Return an age: 방금, 23분 전, 3시간 30분 전, 2일 4시간 전, 41일 전; 뒤 for what is to come."""
    minutes = _whole_minutes(abs(age))
    if minutes < 1:
        return "방금" if age >= timedelta(0) else "곧"
    if minutes < _DAY:
        said = _in_hours(minutes)
    elif minutes < _DAYS_FROM:
        said = _in_days(minutes)
    else:
        said = f"{minutes // _DAY:,}일"
    return f"{said} {'전' if age >= timedelta(0) else '뒤'}"


def _whole_minutes(length: timedelta) -> int:
    return max(length // timedelta(minutes=1), 0)


def _in_hours(minutes: int) -> str:
    hours, left = divmod(minutes, _HOUR)
    return " ".join(f"{n}{unit}" for n, unit in ((hours, "시간"), (left, "분")) if n)


def _in_days(minutes: int) -> str:
    days, rest = divmod(minutes, _DAY)
    hours = rest // _HOUR
    return f"{days:,}일 {hours}시간" if hours else f"{days:,}일"
