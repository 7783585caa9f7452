"""Fetches the one page that a user names."""

from __future__ import annotations

import urllib.error
import urllib.request
from http.client import HTTPException

from models.errors import ParseError

TIMEOUT_SECONDS = 20
MOST_BYTES = 4 * 1024 * 1024
_AGENT = "meoktong/0.1 (one page, asked for by its user)"
# Only these: no file:, ftp: or data: addresses, not even by a redirect, and no proxy.
_HANDLERS = (
    urllib.request.HTTPHandler,
    urllib.request.HTTPSHandler,
    urllib.request.HTTPRedirectHandler,
    urllib.request.HTTPDefaultErrorHandler,
    urllib.request.HTTPErrorProcessor,
    urllib.request.UnknownHandler,
)


def is_web_address(target: str) -> bool:
    """Tell whether a target is an address to fetch rather than a file."""
    return target.lower().startswith(("http://", "https://"))


def fetch_page(url: str) -> tuple[bytes, str]:
    """Return the bytes of a page and its Content-Type. Raises ParseError where it has no answer."""
    opener = urllib.request.OpenerDirector()
    for handler in _HANDLERS:
        opener.add_handler(handler())
    opener.addheaders = [("User-Agent", _AGENT)]
    try:
        with opener.open(url, timeout=TIMEOUT_SECONDS) as response:
            body: bytes = response.read(MOST_BYTES + 1)
            content_type = str(response.headers.get("Content-Type", ""))
    except urllib.error.HTTPError as error:
        error.close()
        raise ParseError(url, f"HTTP {error.code}. 브라우저로 저장한 파일을 주어 보세요") from error
    except (OSError, HTTPException, ValueError) as error:
        reason = getattr(error, "reason", None) or error
        raise ParseError(url, f"가져올 수 없습니다 ({reason})") from error
    if len(body) > MOST_BYTES:
        raise ParseError(url, f"{MOST_BYTES // 2**20} MiB를 넘습니다")
    return body, content_type
