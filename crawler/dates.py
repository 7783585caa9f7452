"""A date as Korean pages and feeds write it → an aware time in UTC."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone

from models.clock import KST

# Clocks of servers differ a little; further ahead means the zone or the year was misread.
AHEAD = timedelta(minutes=10)
# A date and its label are shorter; more text than this is no date and only costs time.
LONGEST = 200
# An empty timestamp shows as 1970; no page on the web is older than this.
OLDEST = datetime(1990, 1, 1, tzinfo=UTC)

_Reader = Callable[[re.Match[str], datetime], datetime | None]

_MONTHS = {
    name: number
    for number, name in enumerate(
        ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"), 1
    )
}
_ZONE_HOURS = {
    "Z": 0, "UT": 0, "UTC": 0, "GMT": 0, "KST": 9, "JST": 9,
    "EST": -5, "EDT": -4, "CST": -6, "CDT": -5, "MST": -7, "MDT": -6, "PST": -8, "PDT": -7,
}  # fmt: skip
_WORDS_AGO = {"초": 1, "분": 60, "시간": 3600, "일": 86400, "주": 7 * 86400, "주일": 7 * 86400,
              "개월": 30 * 86400, "달": 30 * 86400, "년": 365 * 86400}  # fmt: skip
_DAYS_BACK = {"오늘": 0, "금일": 0, "어제": 1, "작일": 1, "그저께": 2, "그제": 2, "엊그제": 2,
              "그끄저께": 3, "그끄제": 3}  # fmt: skip

_MONTH_NAME = rf"(?P<month_name>(?i:{'|'.join(_MONTHS)}))[a-z]*"
_ZONE = r"(?P<zone>(?:GMT|UTC)?[+-]\d{2}:?\d{2}\b|(?:Z|UTC?|GMT|KST|JST|[ECMP][SD]T)\b)"
_CLOCK = (
    r"(?P<half>오전|오후|[AaPp]\.?[Mm]\.?)?\s*(?P<hour>\d{1,2})\s*(?::|시)\s*"
    r"(?:(?P<minute>\d{1,2})\s*(?:(?::|분)\s*(?:(?P<second>\d{1,2})(?:[.,]\d+)?\s*초?)?)?)?"
    r"(?:\s*(?P<half_after>[AaPp]\.?[Mm]\.?))?"
)
_WEEKDAY = r"(?:\(?[월화수목금토일](?:요일)?\)?|\([A-Za-z]{3}\))?"
_GAP = r"[\s,|T]*"

_FULL = re.compile(
    r"(?<!\d)(?P<year>\d{4})\s*[-./년]\s*(?P<month>\d{1,2})\s*[-./월]\s*(?P<day>\d{1,2})(?!\d)"
    rf"\s*[.일]?\s*{_WEEKDAY}(?:{_GAP}{_CLOCK}\s*{_ZONE}?)?"
)
_RFC = re.compile(
    rf"(?<!\d)(?P<day>\d{{1,2}})[\s-]+{_MONTH_NAME}\.?[\s,-]+(?P<year>\d{{4}}|\d{{2}})(?!\d)"
    r"(?:[\s,T]+(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2})(?:\.\d+)?)?"
    rf"\s*(?:{_ZONE}|(?P<odd_zone>[A-Za-z]{{1,5}}))?)?"
)
_CTIME = re.compile(
    rf"{_MONTH_NAME}\s+(?P<day>\d{{1,2}})\s+"
    rf"(?P<hour>\d{{1,2}}):(?P<minute>\d{{2}}):(?P<second>\d{{2}})\s+(?:{_ZONE}\s+)?(?P<year>\d{{4}})"
)
_ENGLISH = re.compile(
    rf"{_MONTH_NAME}\.?\s+(?P<day>\d{{1,2}}),?\s+(?P<year>\d{{4}})"
    rf"(?:[\s,|]*(?:at\s+)?{_CLOCK}\s*{_ZONE}?)?"
)
_DIGITS = re.compile(
    r"(?P<year>(?:19|20)\d{2})(?P<month>\d{2})(?P<day>\d{2})"
    rf"(?:T?(?P<hour>\d{{2}})(?P<minute>\d{{2}})(?P<second>\d{{2}})?\s*{_ZONE}?)?"
)
_EPOCH = re.compile(r"(1\d{9})(?:\d{3})?")  # seconds or milliseconds since 1970, from 2001 to 2033
_SHORT_YEAR = re.compile(
    r"['’]?(?P<year>\d{2})(?P<mark>[-./])(?P<month>\d{1,2})(?P=mark)(?P<day>\d{1,2})\.?"
    rf"\s*{_WEEKDAY}(?:{_GAP}{_CLOCK})?"
)
_MONTH_DAY = re.compile(
    r"(?P<month>\d{1,2})\s*(?:[-./]|월)\s*(?P<day>\d{1,2})\s*[.일]?"
    rf"\s*{_WEEKDAY}(?:[\s,|]+{_CLOCK})?"
)
_TIME_ONLY = re.compile(_CLOCK)
_NOW = re.compile(r"(?:방금|지금|조금|몇\s*초)\s*(?:전)?|1?\s*분\s*미만|just now", re.IGNORECASE)
_AGO = re.compile(r"(?:약\s*)?((?:\d{1,5}\s*(?:초|분|시간|일|주일?|개월|달|년)\s*)+)전")
_AGO_PART = re.compile(r"(\d{1,5})\s*(초|분|시간|일|주일?|개월|달|년)")
_DAY_WORD = re.compile(rf"(?P<word>{'|'.join(_DAYS_BACK)})(?:[\s,]*{_CLOCK})?")
_BRACKETED_CLOCK = re.compile(r"\(\s*(\d{1,2}:\d{2}(?::\d{2})?)\s*\)")  # KBS: 2026.11.22 (15:04)
_LABEL = re.compile(
    r"^(?:기사|최초|최종)?\s*(?:입력|수정|등록|작성|게시|발행|승인|송고|업데이트|날짜|공지)"
    r"(?:\s*(?:일시|일자|일|시간|시각|날짜))?\s*[:：|]?\s*"
)


def read_date(text: str, fetched_at: datetime) -> datetime | None:
    """Return the time a text states, in UTC, as seen at fetched_at; None where it states none.

    Without a zone it is Korean time. What lies over ten minutes after fetched_at is refused.
    """
    text = unicodedata.normalize("NFKC", text[:LONGEST]).strip()
    text = _BRACKETED_CLOCK.sub(r" \1 ", _LABEL.sub("", text, count=1)).strip()
    for pattern, anywhere, reader in _FORMS:
        found = pattern.search(text) if anywhere else pattern.fullmatch(text)
        if found is None:
            continue
        try:
            moment = reader(found, fetched_at)
            return _plausible(moment.astimezone(UTC), fetched_at) if moment else None
        except (ValueError, OverflowError):  # 13월, 25시
            return None
    return None


def _plausible(moment: datetime, fetched_at: datetime) -> datetime | None:
    return moment if OLDEST <= moment <= fetched_at + AHEAD else None


def _read_dated(found: re.Match[str], fetched_at: datetime) -> datetime | None:
    """Read a form that has its year."""
    parts = found.groupdict()
    if parts.get("odd_zone"):
        return None
    year = int(parts["year"])
    if len(parts["year"]) == 2:
        year += 1900 if year >= 90 else 2000
    name = parts.get("month_name")
    month = _MONTHS[name.lower()] if name else int(parts["month"])
    return datetime(year, month, int(parts["day"]), *_clock(parts), tzinfo=_zone(parts.get("zone")))


def _read_month_day(found: re.Match[str], fetched_at: datetime) -> datetime | None:
    """Read a month and day as the newest such day that is not in the future."""
    parts = found.groupdict()
    month, day, clock = int(parts["month"]), int(parts["day"]), _clock(parts)
    limit = fetched_at + AHEAD if parts["hour"] else fetched_at
    this_year = fetched_at.astimezone(KST).year
    for year in range(this_year + 1, this_year - 9, -1):  # nine years hold a 29 February
        try:
            moment = datetime(year, month, day, *clock, tzinfo=KST)
        except ValueError:
            continue
        if moment <= limit:
            return moment
    return None


def _read_clock(found: re.Match[str], fetched_at: datetime) -> datetime | None:
    """Read a time of day as today's, or yesterday's where today's is yet to come."""
    moment = _at_clock(fetched_at.astimezone(KST), found)
    return moment if moment <= fetched_at + AHEAD else moment - timedelta(days=1)


def _read_day_word(found: re.Match[str], fetched_at: datetime) -> datetime | None:
    day = fetched_at.astimezone(KST) - timedelta(days=_DAYS_BACK[found["word"]])
    return _at_clock(day, found) if found["hour"] else day


def _read_ago(found: re.Match[str], fetched_at: datetime) -> datetime | None:
    seconds = sum(int(n) * _WORDS_AGO[unit] for n, unit in _AGO_PART.findall(found[1]))
    return fetched_at - timedelta(seconds=seconds)


def _read_epoch(found: re.Match[str], _fetched_at: datetime) -> datetime | None:
    return datetime.fromtimestamp(int(found[1]), UTC)


def _read_now(_found: re.Match[str], fetched_at: datetime) -> datetime | None:
    return fetched_at


def _at_clock(day: datetime, found: re.Match[str]) -> datetime:
    hour, minute, second = _clock(found.groupdict())
    return day.replace(hour=hour, minute=minute, second=second, microsecond=0)


def _clock(parts: dict[str, str | None]) -> tuple[int, int, int]:
    """Return hour, minute and second in 24 hours; missing ones are 0."""
    hour, minute, second = (int(parts.get(name) or 0) for name in ("hour", "minute", "second"))
    half = (parts.get("half") or parts.get("half_after") or "").lower().replace(".", "")
    if half in {"오후", "pm"} and hour < 12:
        hour += 12
    elif half in {"오전", "am"} and hour == 12:
        hour = 0
    return hour, minute, second


def _zone(text: str | None) -> timezone:
    """Return the stated zone; none stated is Korean time, which has been +09:00 since 1988."""
    if not text:
        return timezone(timedelta(hours=9))
    if text in _ZONE_HOURS:
        return timezone(timedelta(hours=_ZONE_HOURS[text]))
    digits = text.removeprefix("GMT").removeprefix("UTC").replace(":", "")
    offset = timedelta(hours=int(digits[1:3]), minutes=int(digits[3:5]))
    return timezone(-offset if digits[0] == "-" else offset)


# In this order: forms with a year may stand inside a longer text, the others must be all of it.
_FORMS: tuple[tuple[re.Pattern[str], bool, _Reader], ...] = (
    (_FULL, True, _read_dated),
    (_RFC, True, _read_dated),
    (_CTIME, True, _read_dated),
    (_ENGLISH, True, _read_dated),
    (_DIGITS, False, _read_dated),
    (_EPOCH, False, _read_epoch),
    (_SHORT_YEAR, False, _read_dated),
    (_AGO, False, _read_ago),
    (_NOW, False, _read_now),
    (_DAY_WORD, False, _read_day_word),
    (_MONTH_DAY, False, _read_month_day),
    (_TIME_ONLY, False, _read_clock),
)
