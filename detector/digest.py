"""The daily digest as CSV, by the names under which other parts know it."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from detector.digests.as_csv import csv_bytes
from detector.digests.cells import safe_cell
from detector.digests.columns import DIGEST_COLUMNS
from detector.digests.digest import rows_table
from detector.digests.placing import put_in_place
from detector.digests.rows import (
    BLIND_SPOT,
    REVIEWED,
    DigestRow,
    FailedSource,
    active_days,
    digest_rows,
    is_active_on,
)

COLUMNS = tuple(column.name for column in DIGEST_COLUMNS)


def digest_bytes(rows: Iterable[DigestRow]) -> bytes:
    """Return the CSV file of these rows."""
    return csv_bytes(rows_table(rows))


def write_digest(path: Path, rows: Iterable[DigestRow]) -> None:
    """Put the CSV file of these rows in its place. Raises MeoktongError."""
    put_in_place(path, digest_bytes(rows))


__all__ = [
    "BLIND_SPOT",
    "COLUMNS",
    "REVIEWED",
    "DigestRow",
    "FailedSource",
    "active_days",
    "digest_bytes",
    "digest_rows",
    "is_active_on",
    "safe_cell",
    "write_digest",
]
