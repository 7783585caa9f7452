"""Cells of a table for spreadsheets: nothing in a text is ever run as a formula."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime

from models.clock import show_iso

_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]+")
# NFKC makes the full-width and small forms of = + - @ plain; the true minus sign stays itself.
_FORMULA_SIGNS = frozenset("=+-@\u2212")
_WEB = ("http://", "https://")
#: What stands between the items of a list in one cell.
BETWEEN = "; "


def safe_cell(value: str) -> str:
    """Return value so that a spreadsheet shows it and never runs it, on one line."""
    plain = one_line(value)
    head = unicodedata.normalize("NFKC", plain.lstrip()[:1])[:1]
    if head in _FORMULA_SIGNS or _CONTROL.match(value):
        return f"'{plain}"
    return plain


def one_line(value: str) -> str:
    """Return value with each run of control characters as a space."""
    return _CONTROL.sub(" ", value)


def columns_of(text: str) -> int:
    """Return how many columns a text takes: two for each Hangul syllable."""
    return sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in text)


def text_cell(value: object) -> str:
    """Return any value as the text of one cell; numbers, times and dates keep their sign."""
    if isinstance(value, tuple):
        return BETWEEN.join(safe_cell(_without_separator(part)) for part in value)
    if isinstance(value, datetime):
        return show_iso(value) or ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return safe_cell(value)
    if isinstance(value, date):
        return value.isoformat()
    return "" if value is None else str(value)


def json_value(value: object) -> object:
    """Return any value as JSON has it: times and dates as ISO 8601, in Korea's time."""
    if isinstance(value, datetime):
        return show_iso(value)
    if isinstance(value, tuple):
        return [json_value(part) for part in value]
    return value.isoformat() if isinstance(value, date) else value


def _without_separator(part: str) -> str:
    """Return one item of a list without what joins items."""
    return part.replace(";", "%3B") if part.startswith(_WEB) else part.replace(";", ",")
