"""The file through which a crawl's child process tells what became of each source."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path
from typing import Any

from models.clock import parse_iso, show_iso
from models.errors import StorageError, UnwritableError
from models.problems import as_stored, from_stored
from models.records import Coverage, CrawlOutcome

_TIMES = ("started_at", "finished_at", "rests_until")


def append_outcomes(path: str | Path, outcomes: Iterable[CrawlOutcome]) -> None:
    """Write the outcomes as JSON, one a line."""
    with Path(path).open("a", encoding="utf-8") as file:
        for outcome in outcomes:
            fields = asdict(outcome)
            for name in _TIMES:
                fields[name] = show_iso(fields[name])
            fields["errors"] = [as_stored(error) for error in outcome.errors]
            file.write(json.dumps(fields, ensure_ascii=False) + "\n")


def write_own_problem(path: str | Path, error: StorageError) -> None:
    """Write beside the outcomes what kept the crawl from storing, which no source is to blame for."""
    content = {"database": error.database, "problem": as_stored(error.problem)}
    _own(path).write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")


def read_own_problem(path: str | Path) -> UnwritableError | None:
    """Return what kept the crawl from storing; None where nothing did."""
    try:
        content = json.loads(_own(path).read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None
    return UnwritableError(content["database"], from_stored(content["problem"]))


def _own(path: str | Path) -> Path:
    return Path(path).with_suffix(".own")


def read_outcomes(path: str | Path) -> list[CrawlOutcome]:
    """Return the outcomes of a file; none where it was never written."""
    try:
        lines = Path(path).read_text(encoding="utf-8").splitlines()
    except FileNotFoundError:
        return []
    return [_read(json.loads(line)) for line in lines if line.strip()]


def count_outcomes(path: str | Path) -> int:
    """Return how many outcomes a file holds so far."""
    try:
        return Path(path).read_bytes().count(b"\n")
    except FileNotFoundError:
        return 0


def _read(fields: dict[str, Any]) -> CrawlOutcome:
    for name in _TIMES:
        fields[name] = parse_iso(fields[name]) if fields[name] else None
    fields["errors"] = tuple(from_stored(error) for error in fields["errors"])
    fields["coverage"] = Coverage(**fields["coverage"])
    return CrawlOutcome(**fields)
