"""Posts JSON to a receiver once, and says what came of it."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

import requests

from detector.alerts.channels.outgoing import SENT, Result
from models.alert_records import Outcome
from models.text import normalize

CONNECT_SECONDS, READ_SECONDS, ALL_SECONDS = 10, 15, 45
_MOST_READ = 4096
_MOST_SAID = 160
#: Not now, but perhaps later; any other 4xx will be said of the same message again.
_LATER = frozenset({408, 425, 429})


@dataclass(frozen=True, slots=True)
class Answer:
    """What a receiver answered."""

    status: int
    body: bytes
    retry_after: timedelta | None


def post(url: str, body: bytes, headers: Mapping[str, str], now: datetime) -> Answer | Result:
    """Return the receiver's answer, or what came of a try that got none.

    A name that is not found or a refused connection is a failure; where the message was on its way
    nobody knows whether it arrived. Addresses hold secrets, so no problem quotes them.
    """
    all_headers = {"Content-Type": "application/json", "User-Agent": "meoktong", **headers}
    try:
        with requests.post(
            url, data=body, headers=all_headers, allow_redirects=False, stream=True,
            timeout=(CONNECT_SECONDS, READ_SECONDS),
        ) as answer:  # fmt: skip
            said = _read(answer)
            return Answer(answer.status_code, said, _retry_after(answer, now))
    except requests.exceptions.ConnectTimeout:
        return Result(Outcome.FAILED, "unreachable")
    except requests.exceptions.Timeout:
        return Result(Outcome.UNKNOWN, "timeout")
    except requests.exceptions.ConnectionError as error:
        if "NewConnectionError" in repr(error) or "NameResolutionError" in repr(error):
            return Result(Outcome.FAILED, "unreachable")
        return Result(Outcome.UNKNOWN, "cut")
    except requests.exceptions.InvalidURL:
        return Result(Outcome.REFUSED, "url")
    except requests.exceptions.RequestException:
        return Result(Outcome.UNKNOWN, "cut")


def result_of(answer: Answer | Result) -> Result:
    """Return what an answer means: taken, not now, or never."""
    if isinstance(answer, Result):
        return answer
    if 200 <= answer.status < 300:
        return SENT
    problem = f"http:{answer.status} {said(answer.body)}".strip()
    if answer.status >= 500 or answer.status in _LATER:
        return Result(Outcome.FAILED, problem, answer.retry_after)
    return Result(Outcome.REFUSED, problem)


def said(body: bytes) -> str:
    """Return the beginning of what a receiver said, on one line."""
    return " ".join(normalize(body.decode("utf-8", "replace")).split())[:_MOST_SAID]


def _read(answer: requests.Response) -> bytes:
    """Return the beginning of an answer's body; one that drips is not waited for."""
    until = time.monotonic() + ALL_SECONDS - CONNECT_SECONDS - READ_SECONDS
    body = b""
    try:
        for piece in answer.iter_content(512):
            body += piece
            if len(body) >= _MOST_READ or time.monotonic() > until:
                break
    except requests.exceptions.RequestException:  # its status came, and that is what counts
        pass
    return body[:_MOST_READ]


def _retry_after(answer: requests.Response, now: datetime) -> timedelta | None:
    """Return for how long the receiver asks to be left alone."""
    value = answer.headers.get("Retry-After", "").strip()
    if value.isdigit():
        return timedelta(seconds=min(int(value), 10**6))
    try:
        at = parsedate_to_datetime(value)
    except (TypeError, ValueError):
        return None
    return max(at.replace(tzinfo=at.tzinfo or UTC) - now, timedelta(0))
