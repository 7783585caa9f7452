"""One row of a BigKinds export (www.bigkinds.or.kr) → the fields of a document."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from datetime import date, datetime, time
from typing import Any
from urllib.parse import urlsplit

from models.clock import KST, show_iso, to_kst, to_utc
from models.records import Kind

#: Headings as `column_key` writes them -> what they are. Exports until about 2021 have the page of
#: BigKinds itself under 주소 and the article's under 원본주소.
COLUMNS = {
    "뉴스식별자": "id", "뉴스id": "id", "일자": "day", "언론사": "press", "제목": "title",
    "본문": "body", "url": "url", "원본주소": "url", "주소": "viewer", "분석제외여부": "excluded",
    "통합분류1": "category1", "통합분류2": "category2", "통합분류3": "category3",
    "사건사고분류1": "incident1", "사건사고분류2": "incident2", "사건사고분류3": "incident3",
}  # fmt: skip
#: Headings an export cannot be read without.
REQUIRED = {"day": "일자", "press": "언론사", "title": "제목", "body": "본문"}
#: An export cuts the text to this many characters.
CUT_AT = 200

_NUMBER = re.compile(r"\d{8}\.(\d{8})(\d{6})\d{3}")
_DAMAGED_NUMBER = re.compile(r"\d+(?:\.\d*)?(?:[eE][+-]?\d+)?")
_VIEWER_NUMBER = re.compile(r"newsId=(\d{8}\.\d{17})\b", re.IGNORECASE)
_DAY = re.compile(r"\s*(\d{4})\D{0,2}(\d{2})\D{0,2}(\d{2})(?:\D.*)?", re.DOTALL)
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")  # how a spreadsheet's XML writes control characters
# Old identifiers count instead of telling the time: 01100101.20070711100017031 and, two days later,
# 01100101.20070713100017430 are the numbers 17,031 and 17,430 of the press. Page images have 0000.
_NO_CLOCK = ("1000", "0000")


def column_key(heading: str) -> str:
    """Return a heading without what differs between exports: blanks, "/", "_", case."""
    return re.sub(r"[\s_/·]+", "", heading).lower()


def to_fields(row: Mapping[str, Any], now: datetime) -> dict[str, Any]:
    """Return the fields of `fields.read_fields` for the cells of one row, by `COLUMNS`.

    Authors and persons are left out, and so are the keywords, which the text itself gives.
    """
    cells = {name: _text(value) for name, value in row.items()}
    url = _address(cells.get("url", ""))
    number, is_lost = _number(row.get("id"), cells, url)
    published, precision = _published(cells["day"], number, now)
    extra: dict[str, Any] = {
        "publisher": cells["press"],
        "published_precision": precision,
        "categories": [cells[f"category{n}"] for n in "123" if cells.get(f"category{n}")],
        "incident_categories": [cells[f"incident{n}"] for n in "123" if cells.get(f"incident{n}")],
        "excluded": cells.get("excluded", ""),
        "truncated": _is_cut(str(row.get("body") or "")),
        "identifier_lost": is_lost,
    }
    return {
        **{key: value for key, value in extra.items() if value},
        "id": number,
        "url": url,
        "source": (urlsplit(url).hostname or "") if url else cells["press"],
        "kind": Kind.NEWS.value,
        "published": published,
        "title": cells["title"],
        "text": cells["body"],
    }


def _text(value: Any) -> str:
    """Return a cell's text; a whole number loses the ".0" that spreadsheets give it."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), str(value)).strip()


def _address(text: str) -> str:
    """Return the article's address; "" for none, as for the "http" that some rows have."""
    if text.startswith("www."):
        text = f"http://{text}"
    try:
        parts = urlsplit(text)
        is_one = parts.scheme.lower() in {"http", "https"} and bool(parts.hostname)
    except ValueError:
        return ""
    is_short = len(text) <= 8000 and not re.search(r"\s", text)
    return text if is_one and is_short else ""


def _number(raw: Any, cells: Mapping[str, str], url: str) -> tuple[str, bool]:
    """Return what identifies the article, and whether its own number was lost.

    A spreadsheet that took the identifier for a number kept 15 of its 25 digits, so that many
    articles would share one.
    """
    given = cells.get("id", "")
    if not given and (found := _VIEWER_NUMBER.search(cells.get("viewer", ""))):
        return found[1], False
    is_whole = bool(_NUMBER.fullmatch(given)) or not _DAMAGED_NUMBER.fullmatch(given)
    if given and is_whole and not isinstance(raw, int | float):
        return given, False
    if url:
        return url, True
    told = "\n".join((cells["press"], cells["day"], cells["title"]))
    return hashlib.sha256(told.encode("utf-8", "replace")).hexdigest()[:32], True


def _published(day_text: str, number: str, now: datetime) -> tuple[str, str]:
    """Return when the article was registered, and to the minute or only to the day.

    Of a day alone we take the last minute (today: now), since all that the text tells of that day
    has then happened.
    """
    stamp = _NUMBER.fullmatch(number)
    day = _day(day_text) or (_day(stamp[1]) if stamp else None)
    if day is None:
        return day_text, "day"  # read_fields names it
    if stamp and (moment := _clock_time(stamp[1], stamp[2], day)) and moment <= now:
        return moment.isoformat(), "minute"
    end = datetime.combine(day, time(23, 59), KST)
    is_today = day == to_kst(now).date()
    return (show_iso(min(end, now)) if is_today else end.isoformat()) or "", "day"


def _day(text: str) -> date | None:
    found = _DAY.fullmatch(text)
    try:
        return date(int(found[1]), int(found[2]), int(found[3])) if found else None
    except ValueError:
        return None


def _clock_time(stamp_day: str, clock: str, day: date) -> datetime | None:
    """Return the identifier's time in KST where it tells one on that day."""
    if clock[:4] in _NO_CLOCK or _day(stamp_day) != day:
        return None
    try:
        moment = time(int(clock[:2]), int(clock[2:4]), int(clock[4:]))
    except ValueError:
        return None
    return to_kst(to_utc(datetime.combine(day, moment, KST)))


def _is_cut(body: str) -> bool:
    """Tell whether the export has cut the text: at 200 characters, some with dots after them."""
    length = len(body.replace("\r\n", "\n"))
    is_dotted = body.rstrip().endswith(("...", "…"))
    return length in (CUT_AT - 1, CUT_AT) or (is_dotted and 0 <= length - CUT_AT <= 5)
