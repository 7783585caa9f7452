"""Time: aware UTC inside, KST only when shown."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

KST = ZoneInfo("Asia/Seoul")


def now() -> datetime:
    """Return the current time, aware, in UTC."""
    return datetime.now(UTC)


def to_utc(moment: datetime) -> datetime:
    """Return the moment in UTC; one without a zone is Korean time (SOURCES: zone-less is KST)."""
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=KST)
    return moment.astimezone(UTC)


def to_kst(moment: datetime) -> datetime:
    """Return an aware moment in Korean time."""
    return moment.astimezone(KST)


def parse_iso(text: str) -> datetime:
    """Read an ISO 8601 time as aware UTC; without an offset it is KST. Raises ValueError."""
    try:
        moment = to_utc(datetime.fromisoformat(text))
        to_kst(moment)  # what cannot be shown is not taken either
    except OverflowError as error:
        raise ValueError(f"out of the years 1 to 9999: {text}") from error
    return moment


def day_bounds(day: date) -> tuple[datetime, datetime]:
    """Return when a day in Korea begins and when the next one does."""
    begin = datetime.combine(day, time.min, KST)
    return to_utc(begin), to_utc(begin + timedelta(days=1))


def show_iso(moment: datetime | None) -> str | None:
    """Return the moment as ISO 8601 in KST to the second, or None."""
    return to_kst(moment).isoformat(timespec="seconds") if moment else None
