"""Why a request had no answer that could be read, in a few words for the user."""

from __future__ import annotations

from scrapy.exceptions import IgnoreRequest
from scrapy.spidermiddlewares.httperror import HttpError
from twisted.python.failure import Failure

from crawler.rests import HostRests, host_of

ROBOTS_FORBID = "robots.txt가 금지합니다"
# By name: Scrapy's own exist since 2.15, and some of Twisted's still come through.
_REASONS = {
    "DNSLookupError": "이름을 찾을 수 없거나 공개 인터넷 주소가 아닙니다",
    "CannotResolveHostError": "이름을 찾을 수 없거나 공개 인터넷 주소가 아닙니다",
    "DownloadTimeoutError": "제시간에 다 오지 않았습니다",
    "TimeoutError": "제시간에 다 오지 않았습니다",
    "DownloadConnectionRefusedError": "연결을 거절했습니다",
    "ConnectionRefusedError": "연결을 거절했습니다",
    "ResponseDataLossError": "응답이 도중에 끊겼습니다",
    "DownloadCancelledError": "응답이 너무 커서 받지 않았습니다",
}
_IGNORED = {  # what Scrapy says when it gives a request up -> what that means
    "robots.txt": ROBOTS_FORBID,
    "max redirections": "다른 곳으로 넘기기를 끝없이 합니다",
    "exceeded DOWNLOAD_MAXSIZE": "응답이 너무 커서 받지 않았습니다",
}


def explain(failure: Failure, rests: HostRests | None = None) -> str:
    """Return in a few words why a request failed; rests knows of hosts without a robots.txt."""
    reason = name_failure(failure.value)
    if rests is None or reason != ROBOTS_FORBID:
        return reason
    unread = rests.unread_robots.get(host_of(failure.request.url))  # type: ignore[attr-defined]
    return f"robots.txt를 받지 못해 요청하지 않았습니다 ({unread})" if unread else reason


def status_of(error: BaseException | None) -> int:
    """Return the HTTP status that a request failed with, 0 where it had no answer."""
    return error.response.status if isinstance(error, HttpError) else 0


def name_failure(error: BaseException | None) -> str:
    """Return in a few words why a request failed."""
    if isinstance(error, HttpError):
        return f"HTTP {error.response.status}"
    said = str(error)
    if isinstance(error, IgnoreRequest):
        return next((meaning for sign, meaning in _IGNORED.items() if sign in said), _short(said))
    name = type(error).__name__
    return _REASONS.get(name) or f"연결이 실패했습니다 ({_short(f'{name} {said}')})"


def _short(text: str) -> str:
    return text.split("\n")[0].strip()[:200]
