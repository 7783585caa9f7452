"""Reads the labelled corpus that the classifier learns from."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from models.clock import parse_iso
from models.errors import ModelError
from models.problems import Problem
from models.records import Kind, Label
from models.text import normalize

FOLDER = Path(__file__).parent / "corpus"


@dataclass(frozen=True, slots=True)
class LabelledDocument:
    """A document of the corpus, with what a person says it is."""

    id: str
    kind: Kind
    published_at: datetime
    title: str
    body: str
    label: Label
    group: str  # the outage it is about, else its topic: never on both sides of a split
    is_about_an_outage: bool

    @property
    def text(self) -> str:
        """The text as it would be stored: title, newline, body."""
        return f"{self.title}\n{self.body}"


def corpus_files() -> list[Path]:
    """Return the corpus files in a fixed order."""
    return sorted(FOLDER.glob("*.jsonl"))


def read_corpus(files: Iterable[Path]) -> list[LabelledDocument]:
    """Return the labelled documents of these files in order. Raises ModelError at a bad line."""
    return [
        _read_line(file, number, line)
        for file in files
        for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1)
        if line.strip()
    ]


def corpus_digest(files: Iterable[Path]) -> str:
    """Return the SHA-256 over the corpus files' names and bytes."""
    digest = hashlib.sha256()
    for file in files:
        digest.update(file.name.encode() + b"\0" + file.read_bytes() + b"\0")
    return digest.hexdigest()


def _read_line(file: Path, number: int, line: str) -> LabelledDocument:
    try:
        fields = json.loads(line)
        return LabelledDocument(
            id=fields["id"],
            kind=Kind(fields["kind"]),
            published_at=parse_iso(fields["published"]),
            title=normalize(fields["title"]),
            body=normalize(fields["text"]),
            label=Label(fields["label"]),
            group=fields["incident"] or f"topic:{fields.get('topic', '')}",
            is_about_an_outage=bool(fields["incident"]),
        )
    except (ValueError, KeyError, TypeError) as error:
        raise ModelError(
            f"{file.name}:{number}", Problem("problem.model.bad_line", error=error)
        ) from error
