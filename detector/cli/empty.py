"""Why there is nothing to show: what was asked for is not there, or nobody looked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detector.cli.screen import note
from models import clock

if TYPE_CHECKING:
    from models.database import Database


def note_empty(database: Database, why: str) -> None:
    """Say why nothing was found, and how many sources were well: an empty list is not a quiet day."""
    from detector.cli.coverage import coverage_at, coverage_line, never_text

    now = clock.now()
    with database.reading() as session:
        coverage = coverage_at(session, now)
    stop = "" if why.endswith("?") else "."
    note(f"{why}{stop} {coverage_line(coverage, now)}")
    if never := never_text(coverage.watch):
        note(never)
