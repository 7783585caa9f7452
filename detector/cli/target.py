"""The bytes of what a user names: a file, standard input or a web address."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from detector.cli.spoken import tell
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


@contextmanager
def open_bytes(file: Path) -> Iterator[BinaryIO]:
    """Yield the bytes of a file, or of standard input for "-". Raises UsageError."""
    if str(file) == STDIN:
        yield sys.stdin.buffer
        return
    try:
        stream = file.open("rb")
    except FileNotFoundError as error:
        raise UsageError(tell("cli.common.no_such_file", file=file)) from error
    except OSError as error:
        raise UsageError(
            tell("cli.common.unreadable", file=file, strerror=error.strerror)
        ) from error
    with stream:
        yield stream


def read_target(target: str) -> Target:
    """Return what the target holds. Raises UsageError for a missing file, ParseError for a page."""
    if target.lower().startswith(("http://", "https://")):
        return _fetched(target)
    if target == STDIN:
        return Target(
            STDIN, "", _limited(sys.stdin.buffer.read(MOST_BYTES + 1), tell("cli.target.stdin"))
        )
    if not target.strip():
        raise UsageError(tell("cli.help.missing", name=tell("cli.common.target")))
    path = Path(target)
    try:
        with path.open("rb") as file:
            return Target(path.name, "", _limited(file.read(MOST_BYTES + 1), target))
    except FileNotFoundError as error:
        raise UsageError(tell("cli.target.no_such_target", target=target)) from error
    except OSError as error:
        raise UsageError(
            tell("cli.target.unreadable_target", target=target, strerror=error.strerror)
        ) from error


def _fetched(url: str) -> Target:
    from crawler.one_page import fetch_page  # Scrapy is slow to import

    page = fetch_page(url)
    return Target(url, page.url, page.body, page.content_type)


def _limited(body: bytes, name: str) -> bytes:
    if len(body) > MOST_BYTES:
        raise UsageError(tell("cli.target.too_large", name=name, most_bytes=MOST_BYTES // 2**20))
    if not body.strip():
        raise UsageError(tell("cli.target.empty", name=name))
    return body
