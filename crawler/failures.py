"""Why a request had no answer that could be read, in a few words for the user."""

from __future__ import annotations

from scrapy.exceptions import IgnoreRequest
from scrapy.spidermiddlewares.httperror import HttpError
from twisted.python.failure import Failure

from crawler.rests import HostRests, host_of
from models.problems import Problem, keys_in

ROBOTS_FORBID = "problem.fetch.robots"
# Exceptions -> keys of problem.fetch. By name: Scrapy's own exist since 2.15, and some of Twisted's still come through.
_REASONS = {
    "DNSLookupError": "no_name",
    "CannotResolveHostError": "no_name",
    "DownloadTimeoutError": "timeout",
    "TimeoutError": "timeout",
    "DownloadConnectionRefusedError": "refused",
    "ConnectionRefusedError": "refused",
    "ResponseDataLossError": "cut",
    "DownloadCancelledError": "too_large",
}
_IGNORED = {  # what Scrapy says when it gives a request up -> a key
    "robots.txt": "robots",
    "max redirections": "redirects",
    "exceeded DOWNLOAD_MAXSIZE": "too_large",
}


def explain(failure: Failure, rests: HostRests | None = None) -> str:
    """Return in a few words why a request failed; rests knows of hosts without a robots.txt."""
    reason = name_failure(failure.value)
    if rests is None or ROBOTS_FORBID not in keys_in(reason):
        return reason
    unread = rests.unread_robots.get(host_of(failure.request.url))  # type: ignore[attr-defined]
    return Problem("problem.fetch.robots_unread", why=unread) if unread else reason


def status_of(error: BaseException | None) -> int:
    """Return the HTTP status that a request failed with, 0 where it had no answer."""
    return error.response.status if isinstance(error, HttpError) else 0


def name_failure(error: BaseException | None) -> str:
    """Return in a few words why a request failed."""
    if isinstance(error, HttpError):
        return f"HTTP {error.response.status}"
    said = str(error)
    if isinstance(error, IgnoreRequest):
        if error.args and isinstance(error.args[0], Problem):  # one of ours
            return error.args[0]
        return next((_why(key) for sign, key in _IGNORED.items() if sign in said), _short(said))
    name = type(error).__name__
    if name in _REASONS:
        return _why(_REASONS[name])
    return Problem("problem.fetch.failed", why=_short(f"{name} {said}"))


def _why(key: str) -> Problem:
    return Problem(f"problem.fetch.{key}")


def _short(text: str) -> str:
    return text.split("\n")[0].strip()[:200]
