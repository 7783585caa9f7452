"""The formats of a digest, by the name that a user gives or the ending of a file."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path

from detector.digests.digest import Digest, table_of
from detector.messages import Language


class Format(StrEnum):
    """What a digest can be written as."""

    CSV = "csv"
    XLSX = "xlsx"
    PARQUET = "parquet"
    HTML = "html"
    MD = "md"
    JSON = "json"


#: Formats that are no text, and so nothing for a terminal.
BINARY = frozenset({Format.XLSX, Format.PARQUET})
_ENDINGS = {f".{one.value}": one for one in Format} | {
    ".htm": Format.HTML, ".markdown": Format.MD, ".pq": Format.PARQUET,
}  # fmt: skip


def format_of(path: Path) -> Format | None:
    """Return the format that a file's ending names, or None."""
    return _ENDINGS.get(path.suffix.lower())


def bytes_of(digest: Digest, format: Format, language: Language) -> bytes:
    """Return the file of a digest: the same digest gives the same bytes. Raises UsageError."""
    if format is Format.CSV:
        from detector.digests.as_csv import csv_bytes

        return csv_bytes(table_of(digest, language))
    if format is Format.PARQUET:
        from detector.digests.as_parquet import parquet_bytes

        return parquet_bytes(table_of(digest, language), language)
    if format is Format.JSON:
        from detector.digests.as_json import json_bytes

        return json_bytes(digest, language)
    return _in_words(digest, format, language)


def _in_words(digest: Digest, format: Format, language: Language) -> bytes:
    from detector.digests.paper import paper_of

    paper = paper_of(digest, language)
    if format is Format.XLSX:
        from detector.digests.as_xlsx import xlsx_bytes

        return xlsx_bytes(digest, paper, language)
    if format is Format.HTML:
        from detector.digests.as_html import html_bytes

        return html_bytes(paper, language)
    from detector.digests.as_markdown import markdown_bytes

    return markdown_bytes(paper, language)
