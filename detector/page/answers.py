"""An answer: what a page says, before it is HTML, JSON, CSV, Atom or text."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any


class Form(StrEnum):
    """A form that an answer comes in; its value is the ending of the address."""

    HTML = ""
    JSON = "json"
    CSV = "csv"
    ATOM = "atom"
    TXT = "txt"


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of a feed."""

    key: str  # what its permanent id ends in
    title: str
    path: str
    published: datetime
    updated: datetime
    lines: Sequence[str]
    category: str


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of one kind, for a spreadsheet."""

    columns: Sequence[str]
    rows: Sequence[Sequence[Any]]


def _no_table() -> Table:
    return Table((), ())


@dataclass(frozen=True, slots=True)
class Answer:
    """What a page says."""

    page: str  # its template
    path: str  # its address, without an ending
    title: str
    content: dict[str, Any]  # the JSON; HTML is made of it alone
    table: Callable[[], Table] = _no_table
    entries: Callable[[], list[Entry]] = list
    lines: Callable[[], list[str]] = list
    shown: dict[str, Any] = field(default_factory=dict)  # for HTML only: what is reckoned from it


class Moved(Exception):
    """What was asked for has another address now."""

    def __init__(self, old: str, new: str) -> None:
        super().__init__(old, new)
        self.old, self.new = old, new
