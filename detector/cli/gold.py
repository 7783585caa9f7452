"""Documents with the labels that people gave them, read strictly from JSON Lines."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from crawler.archives.json_lines import read_archive
from detector.cli.spoken import tell
from detector.cli.target import open_bytes
from detector.training.corpus import LabelledDocument
from models.errors import ImportLineError, UsageError
from models.records import Document, Label


def read_gold(file: Path, now: datetime) -> list[LabelledDocument]:
    """Return the labelled documents of a file (or "-"), plain or gzip.

    Raises UsageError for a file that cannot be read, ImportLineError at its first bad line.
    """
    with open_bytes(file) as archive:
        lines = list(read_archive(archive, file.name, now))
    found = []
    for number, line in enumerate(lines, 1):
        if isinstance(line, ImportLineError):
            raise line
        found.append(_labelled(line, file.name, number))
    if not found:
        raise UsageError(tell("cli.gold.empty", file=file))
    return found


def _labelled(document: Document, name: str, number: int) -> LabelledDocument:
    label, incident = document.extra.get("label"), document.extra.get("incident")
    if label not in set(Label):
        known = ", ".join(label.value for label in Label)
        problem = tell("cli.gold.bad_label", number=number, known=known)
        raise ImportLineError(name, number, problem)
    return LabelledDocument(
        id=document.external_id,
        kind=document.kind,
        published_at=document.published_at,
        title=document.title,
        body=document.body,
        label=Label(label),
        group=str(incident or document.external_id),
        is_about_an_outage=bool(incident),
    )
