"""Whether the place where the database is kept can take more, without writing to it."""

from __future__ import annotations

import os
from enum import StrEnum
from pathlib import Path

from sqlalchemy.engine import URL

#: A day of crawls brings some megabytes, and a transaction needs room beside the file it changes.
LEAST_FREE = 32 * 1024 * 1024


class Room(StrEnum):
    """What keeps a database from being written."""

    FULL = "full"
    READ_ONLY = "read-only"


def trouble_of(url: URL) -> Room | None:
    """Return what keeps the disk under an SQLite file from taking more; None for any other database.

    What a permission forbids to this program alone it may allow to the one that crawls.
    """
    path = (url.database or "").removeprefix("file:").partition("?")[0]
    if url.get_backend_name() != "sqlite" or path in ("", ":memory:"):
        return None
    try:
        found = os.statvfs(Path(path).parent)
    except (OSError, AttributeError):  # no such folder, or a system without statvfs
        return None
    return judge(found.f_bavail * found.f_frsize, is_read_only=bool(found.f_flag & os.ST_RDONLY))


def judge(free: int, *, is_read_only: bool) -> Room | None:
    """Return what is wrong with a disk that has so many bytes free."""
    if is_read_only:
        return Room.READ_ONLY
    return Room.FULL if free < LEAST_FREE else None
