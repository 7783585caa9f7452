"""Strict reading of gazetteer files: what is not as it must be is an error that says where."""

from __future__ import annotations

import tomllib
import unicodedata
from pathlib import Path
from typing import Any

from models.errors import GazetteerError
from models.problems import Problem

_KINDS_OF_TABLE = ("entry", "more")


def read_tables(file: Path) -> dict[str, list[dict[str, Any]]]:
    """Return a file's [[entry]] and [[more]] tables. Raises GazetteerError."""
    try:
        content = tomllib.loads(unicodedata.normalize("NFC", file.read_text(encoding="utf-8-sig")))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise GazetteerError(file.name, Problem("problem.form.unreadable", why=error)) from error
    tables = {kind: content.pop(kind, []) for kind in _KINDS_OF_TABLE}
    if content:
        raise GazetteerError(file.name, Problem("problem.names.outside", keys=sorted(content)))
    for kind, found in tables.items():
        if not isinstance(found, list) or not all(isinstance(table, dict) for table in found):
            raise GazetteerError(file.name, Problem("problem.names.table", kind=kind))
    return tables


def strings(file: Path, where: str, value: Any) -> tuple[str, ...]:
    """Return a list of strings, none of them empty. Raises GazetteerError."""
    if not isinstance(value, list) or not all(
        isinstance(one, str) and one.strip() for one in value
    ):
        raise GazetteerError(file.name, Problem("problem.names.list", where=where))
    return tuple(value)
