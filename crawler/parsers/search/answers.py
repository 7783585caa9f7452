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
        return Refusal(f"다른 주소로 넘기려 해 따르지 않았습니다 ({told})", is_final=True)
    if status == 429 or code in {"010", "-10", "RequestThrottled"}:
        if code in _TOO_FAST:
            return Refusal(f"너무 빨리 물었다고 합니다 ({told}). 다음 수집에 다시 묻습니다", True)
        return Refusal(
            f"하루 호출 한도를 다 썼습니다 ({told}). 자정까지 쉽니다", True, is_quota=True
        )
    if status in {401, 403} or code in {"024", "028", "-401"}:
        problem = f"열쇠가 맞지 않거나 검색 API를 쓰도록 설정하지 않았습니다 ({told})"
        return Refusal(f"{problem}. 열쇠의 값과 애플리케이션 설정을 확인하세요", is_final=True)
    if 400 <= status < 500:
        return Refusal(
            f"검색어나 주소를 받지 않습니다 ({told}). 출처의 queries를 확인하세요", False
        )
    return Refusal(f"API가 답하지 못합니다 ({told}). 다음 수집에 다시 묻습니다", is_final=False)


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
        raise ParseError(url, "JSON 대신 다른 것이 왔습니다") from error
    items = data.get(name) if isinstance(data, dict) else None
    if not isinstance(items, list):
        raise ParseError(url, f"검색 결과의 모양이 아닙니다 ('{name}' 목록이 없습니다)")
    found: list[Mapping[str, Any]] = [item for item in items if isinstance(item, dict)]
    if items and not found:
        raise ParseError(url, f"검색 결과의 모양이 아닙니다 ('{name}'에 객체가 없습니다)")
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
