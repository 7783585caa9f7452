"""The CSV of a day's rows."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from detector.digests.as_csv import csv_bytes
from detector.digests.columns import DIGEST_COLUMNS
from detector.digests.digest import rows_table
from detector.digests.placing import put_in_place
from detector.digests.rows import DigestRow

COLUMNS = tuple(column.name for column in DIGEST_COLUMNS)


def digest_bytes(rows: Iterable[DigestRow]) -> bytes:
    """Return the CSV file of these rows."""
    return csv_bytes(rows_table(rows))


def write_digest(path: Path, rows: Iterable[DigestRow]) -> None:
    """Put the CSV file of these rows in its place. Raises MeoktongError."""
    put_in_place(path, digest_bytes(rows))
