"""A table as CSV: UTF-8 with BOM, CRLF, RFC 4180, cells that no spreadsheet runs."""

from __future__ import annotations

import csv
import io

from detector.digests.cells import text_cell
from detector.digests.columns import Table


def csv_bytes(table: Table) -> bytes:
    """Return the CSV file of a table."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow([column.name for column in table.columns])
    writer.writerows([text_cell(value) for value in row] for row in table.rows)
    return text.getvalue().encode("utf-8-sig", "replace")
