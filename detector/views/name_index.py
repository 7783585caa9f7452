"""Which ids a name stands for, without reading the whole gazetteer each time."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from detector.gazetteer import FOLDER, gazetteer
from detector.gazetteer.own import own_files
from models.kept import kept


def ids_called(name: str) -> list[str]:
    """Return the ids of all whom the gazetteer knows by this name, and it means nothing else."""
    return name_index().get(plain(name), [])


@cache
def name_index() -> dict[str, list[str]]:
    """Return the ids by name, names without blanks and capitals."""
    files = [Path(__file__), *sorted(FOLDER.glob("*.toml")), *own_files()]
    found: dict[str, list[str]] = kept("names", files, _make)
    return found


def plain(name: str) -> str:
    """Return a name without blanks and capitals."""
    return "".join(name.casefold().split())


def _make() -> dict[str, list[str]]:
    index: dict[str, list[str]] = {}
    for entry in gazetteer().values():
        for name in dict.fromkeys(map(plain, (entry.id, *entry.surfaces))):
            index.setdefault(name, []).append(entry.id)
    return index
