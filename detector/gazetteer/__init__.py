"""The gazetteer: which providers and services exist, and how Koreans write them."""

from __future__ import annotations

import tomllib
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from models.config import data_folder
from models.errors import GazetteerError

FOLDER = Path(__file__).parent
KINDS = frozenset({"provider", "service", "institution", "monitor", "media", "region", "facility"})
PLACES = frozenset({"facility", "region"})
_REQUIRED = ("id", "name", "name_en", "kind", "sector")
_OPTIONAL = ("operator", "part_of", "aliases", "ambiguous", "reading")


@dataclass(frozen=True, slots=True)
class AmbiguousAlias:
    """A name that is also an ordinary word: only ours with one of `near` in its sentence."""

    alias: str
    near: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """A provider, service, institution, monitor, medium, region or facility."""

    id: str
    name: str
    name_en: str
    kind: str
    sector: str
    operator: str | None
    part_of: str | None
    aliases: tuple[str, ...]
    ambiguous: tuple[AmbiguousAlias, ...]
    reading: str | None

    @property
    def surfaces(self) -> tuple[str, ...]:
        """The ways to write it that mean nothing else."""
        doubtful = {ambiguous.alias.casefold() for ambiguous in self.ambiguous}
        names = dict.fromkeys((self.name, self.name_en, *self.aliases))
        return tuple(name for name in names if name and name.casefold() not in doubtful)


@cache
def gazetteer() -> dict[str, Entry]:
    """Return the entries of this program and the user's own file, by id. Raises GazetteerError."""
    own = data_folder() / "gazetteer.toml"
    files = sorted(FOLDER.glob("*.toml")) + ([own] if own.exists() else [])
    return read_gazetteer(files)


@cache
def owners_of(id: str) -> frozenset[str]:
    """Return the companies and services that one is part of, by the gazetteer."""
    found: set[str] = set()
    waiting = [id]
    while waiting:
        entry = gazetteer().get(waiting.pop())
        if entry is not None:
            above = {owner for owner in (entry.operator, entry.part_of) if owner} - found
            found |= above
            waiting += above
    return frozenset(found)


def read_gazetteer(files: Iterable[Path]) -> dict[str, Entry]:
    """Return the entries of these files by id, each read strictly. Raises GazetteerError."""
    entries: dict[str, Entry] = {}
    for file in files:
        for table in _tables(file):
            entry = _entry(file, table)
            if entry.id in entries:
                raise GazetteerError(file.name, f"id '{entry.id}'가 두 번 나옵니다")
            entries[entry.id] = entry
    _check_references(entries)
    return entries


def _check_references(entries: dict[str, Entry]) -> None:
    for entry in entries.values():
        for other in (entry.operator, entry.part_of):
            if other is not None and other not in entries:
                raise GazetteerError(entry.id, f"가리키는 항목 '{other}'가 없습니다")


def _tables(file: Path) -> list[dict[str, Any]]:
    try:
        content = tomllib.loads(unicodedata.normalize("NFC", file.read_text(encoding="utf-8")))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise GazetteerError(file.name, f"읽을 수 없습니다: {error}") from error
    tables = content.pop("entry", [])
    if content or not isinstance(tables, list):
        raise GazetteerError(file.name, f"[[entry]] 밖의 키 {sorted(content)}")
    return tables


def _entry(file: Path, table: dict[str, Any]) -> Entry:
    fields = dict(table)
    missing = [key for key in _REQUIRED if not isinstance(fields.get(key), str)]
    unknown = sorted(set(fields) - set(_REQUIRED) - set(_OPTIONAL))
    name = str(fields.get("id", "?"))
    if missing or unknown:
        raise GazetteerError(file.name, f"{name}: 없는 키 {missing}, 모르는 키 {unknown}")
    if fields["kind"] not in KINDS:
        raise GazetteerError(file.name, f"{name}: 모르는 kind '{fields['kind']}'")
    try:
        ambiguous = tuple(
            AmbiguousAlias(item["alias"], tuple(item["near"]))
            for item in fields.pop("ambiguous", [])
        )
    except (KeyError, TypeError) as error:
        raise GazetteerError(file.name, f"{name}: ambiguous에는 alias와 near가 있어야") from error
    return Entry(
        **{key: fields[key] for key in _REQUIRED},
        operator=fields.get("operator"),
        part_of=fields.get("part_of"),
        aliases=tuple(fields.get("aliases", ())),
        ambiguous=ambiguous,
        reading=fields.get("reading"),
    )
