"""A search API's answer: its JSON, or why there is none."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from crawler.parsers.html import lines_of, one_line, parse_html
from models.clock import KST
from models.errors import ParseError
from models.problems import Problem

# Naver's 012 and its API HUB's 410 and 420 limit the calls of a second; 010 and 400 those of a day.
_TOO_FAST = frozenset({"012", "410", "420"})
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_CODE = re.compile(r"<errorCode>\s*([\w-]{1,40})\s*</errorCode>")
_A_CODE = re.compile(r"-?\w{1,40}")
_HAS_MARKUP = re.compile(r"<[a-zA-Z/!]|&[#\w]{2,10};")


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why an API did not answer, and what that means for further calls.

    The problem never quotes the answer: Kakao repeats a wrong key in its error message.
    """

    problem: str
    is_final: bool  # the next call would be refused too
    is_quota: bool = False  # until the next day


def find_refusal(text: str, status: int) -> Refusal | None:
    """Return why an answer is none; None for an answer of status 200 without an error code.

    Codes are those of developers.naver.com (errorcode.md), api.ncloud-docs.com (오류 처리) and
    developers.kakao.com (response code).
    """
    code = _error_code(text)
    if status == 200 and not code:
        return None
    told = f"HTTP {status}, {code}" if code else f"HTTP {status}"
    if status in _REDIRECTS:
        return Refusal(Problem("problem.search.redirects", told=told), is_final=True)
    if status == 429 or code in {"010", "-10", "RequestThrottled"}:
        if code in _TOO_FAST:
            return Refusal(Problem("problem.search.too_fast", told=told), True)
        return Refusal(Problem("problem.search.quota", told=told), True, is_quota=True)
    if status in {401, 403} or code in {"024", "028", "-401"}:
        return Refusal(Problem("problem.search.key_refused", told=told), is_final=True)
    if 400 <= status < 500:
        return Refusal(Problem("problem.search.bad_query", told=told), False)
    return Refusal(Problem("problem.search.no_answer", told=told), is_final=False)


def _error_code(text: str) -> str:
    """Return the code of an error answer in JSON or XML; "" where there is none."""
    try:
        data = json.loads(text)
    except (ValueError, RecursionError):
        found = _CODE.search(text[:2000])
        return found[1] if found else ""
    if not isinstance(data, dict):
        return ""
    inner = data.get("error")
    values = [data.get("errorCode"), data.get("errorType")]
    values += [inner.get("errorCode")] if isinstance(inner, dict) else []
    values += [data.get("code")] if "msg" in data else []
    codes = (str(value) for value in values if isinstance(value, str | int))
    return next((code for code in codes if _A_CODE.fullmatch(code)), "")


def read_items(text: str, url: str, name: str) -> list[Mapping[str, Any]]:
    """Return the objects in the answer's list of that name. Raises ParseError where it has none."""
    try:
        data = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise ParseError(url, Problem("problem.search.not_json")) from error
    items = data.get(name) if isinstance(data, dict) else None
    if not isinstance(items, list):
        raise ParseError(url, Problem("problem.search.no_list", name=name))
    found: list[Mapping[str, Any]] = [item for item in items if isinstance(item, dict)]
    if items and not found:
        raise ParseError(url, Problem("problem.search.no_objects", name=name))
    return found


def plain(value: object, url: str) -> str:
    """Return a field's text on one line, without the <b> around found words, entities decoded."""
    text = value if isinstance(value, str) else ""
    if not _HAS_MARKUP.search(text):
        return one_line(text)
    return " ".join(lines_of(parse_html(f"<div>{text}</div>", url)))


def end_of_day(day: datetime, now: datetime) -> datetime:
    """Return the last moment at which something of that Korean day can have been written.

    The first would lie before an outage that the text tells of.
    """
    start = day.astimezone(KST).replace(hour=0, minute=0, second=0, microsecond=0)
    return min(now, start + timedelta(days=1, seconds=-1))


def next_midnight(now: datetime) -> datetime:
    """Return when the Korean day ends, in UTC's or any other aware time's terms."""
    today = now.astimezone(KST).replace(hour=0, minute=0, second=0, microsecond=0)
    return today + timedelta(days=1)
