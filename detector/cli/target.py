"""The bytes of what a user names: a file, standard input or a web address."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path

from models.errors import UsageError

STDIN = "-"
MOST_BYTES = 4 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Target:
    """Bytes as saved or fetched, and where they came from."""

    name: str  # the file's name, the address, or "-"
    url: str  # "" where nobody said
    body: bytes
    content_type: str = ""


def read_target(target: str) -> Target:
    """Return what the target holds. Raises UsageError for a missing file, ParseError for a page."""
    if target.lower().startswith(("http://", "https://")):
        return _fetched(target)
    if target == STDIN:
        return Target(STDIN, "", _limited(sys.stdin.buffer.read(MOST_BYTES + 1), "표준 입력"))
    path = Path(target)
    try:
        with path.open("rb") as file:
            return Target(path.name, "", _limited(file.read(MOST_BYTES + 1), target))
    except FileNotFoundError as error:
        raise UsageError(f"{target}: 그런 파일이 없습니다") from error
    except OSError as error:
        raise UsageError(f"{target}: 읽을 수 없습니다 ({error.strerror})") from error


def _fetched(url: str) -> Target:
    from crawler.one_page import fetch_page  # Scrapy is slow to import

    page = fetch_page(url)
    return Target(url, page.url, page.body, page.content_type)


def _limited(body: bytes, name: str) -> bytes:
    if len(body) > MOST_BYTES:
        raise UsageError(f"{name}: {MOST_BYTES // 2**20} MiB를 넘습니다. 문서 하나만 주세요")
    if not body.strip():
        raise UsageError(f"{name}: 비어 있습니다")
    return body
