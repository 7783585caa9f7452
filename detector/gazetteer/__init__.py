"""The gazetteer: which providers and services exist, and how Koreans write them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

from detector.gazetteer.own import own_files
from detector.gazetteer.strict import read_tables, strings
from models.errors import GazetteerError
from models.kept import kept
from models.problems import Problem

FOLDER = Path(__file__).parent
KINDS = frozenset({"provider", "service", "institution", "monitor", "media", "region", "facility"})
PLACES = frozenset({"facility", "region"})
_REQUIRED = ("id", "name", "name_en", "kind", "sector")
_OPTIONAL = ("operator", "part_of", "aliases", "ambiguous", "reading")
_MORE = frozenset({"of", "aliases", "ambiguous"})


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
    """Return the entries of this program and the user's own files, by id. Raises GazetteerError."""
    return read_gazetteer(own_files(), program_entries())


@cache
def program_entries() -> dict[str, Entry]:
    """Return the entries that come with the program, by id."""
    files = sorted(FOLDER.glob("*.toml"))
    made_by = [Path(__file__), *files]  # another program may make other rows of the same files
    rows = kept("gazetteer", made_by, lambda: [_row(one) for one in read_gazetteer(files).values()])
    return {row[0]: _entry_of(row) for row in rows}


def _row(entry: Entry) -> list[Any]:
    """Return an entry's fields in their order, as JSON has them."""
    texts = [getattr(entry, name) for name in (*_REQUIRED, "operator", "part_of")]
    ambiguous = [[one.alias, one.near] for one in entry.ambiguous]
    return [*texts, entry.aliases, ambiguous, entry.reading]


def _entry_of(row: list[Any]) -> Entry:
    """Return the entry that _row made a row of."""
    *texts, aliases, ambiguous, reading = row
    doubtful = tuple(AmbiguousAlias(alias, tuple(near)) for alias, near in ambiguous)
    known = dict(zip((*_REQUIRED, "operator", "part_of"), texts, strict=True))
    return Entry(**known, aliases=tuple(aliases), ambiguous=doubtful, reading=reading)


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


def with_owners(ids: Iterable[str]) -> frozenset[str]:
    """Return these companies and services and all that they are part of."""
    own = frozenset(ids)
    return own.union(*map(owners_of, own))


def read_gazetteer(
    files: Iterable[Path], known: Mapping[str, Entry] | None = None
) -> dict[str, Entry]:
    """Return the known entries and those of these files by id, read strictly. Raises GazetteerError.

    A [[more]] table adds names to an entry of any of them.
    """
    entries = dict(known or {})
    more: list[tuple[Path, dict[str, Any]]] = []
    for file in files:
        tables = read_tables(file)
        more += [(file, table) for table in tables["more"]]
        for table in tables["entry"]:
            entry = _entry(file, table)
            if entry.id in entries:
                raise GazetteerError(file.name, Problem("problem.names.twice", id=entry.id))
            entries[entry.id] = entry
    for file, table in more:
        extended = _with_more_names(file, table, entries)
        entries[extended.id] = extended
    _check_references(entries)
    return entries


def _check_references(entries: dict[str, Entry]) -> None:
    for entry in entries.values():
        for other in (entry.operator, entry.part_of):
            if other is not None and other not in entries:
                raise GazetteerError(entry.id, Problem("problem.names.no_such_entry", id=other))


def _with_more_names(file: Path, table: dict[str, Any], entries: dict[str, Entry]) -> Entry:
    id, unknown = table.get("of"), sorted(set(table) - _MORE)
    if not isinstance(id, str) or unknown:
        raise GazetteerError(file.name, Problem("problem.names.more_of", unknown=unknown))
    if id not in entries:
        raise GazetteerError(file.name, Problem("problem.names.more_of_none", id=id))
    aliases = strings(file, f"{id}: aliases", table.get("aliases", []))
    return replace(
        entries[id],
        aliases=tuple(dict.fromkeys((*entries[id].aliases, *aliases))),
        ambiguous=(*entries[id].ambiguous, *_ambiguous(file, id, table.get("ambiguous", []))),
    )


def _entry(file: Path, table: dict[str, Any]) -> Entry:
    given = dict(table)
    missing = [key for key in _REQUIRED if not isinstance(given.get(key), str)]
    unknown = sorted(set(given) - set(_REQUIRED) - set(_OPTIONAL))
    name = str(given.get("id", "?"))
    if missing or unknown:
        raise GazetteerError(
            file.name, Problem("problem.names.keys", entry=name, missing=missing, unknown=unknown)
        )
    if given["kind"] not in KINDS:
        raise GazetteerError(
            file.name, Problem("problem.names.kind", entry=name, kind=given["kind"])
        )
    return Entry(
        **{key: given[key] for key in _REQUIRED},
        operator=given.get("operator"),
        part_of=given.get("part_of"),
        aliases=strings(file, f"{name}: aliases", given.get("aliases", [])),
        ambiguous=_ambiguous(file, name, given.get("ambiguous", [])),
        reading=given.get("reading"),
    )


def _ambiguous(file: Path, name: str, items: Any) -> tuple[AmbiguousAlias, ...]:
    """Return the names that need company; company is never nothing, which would be always."""
    found: list[AmbiguousAlias] = []
    for item in items if isinstance(items, list) else [items]:
        if (
            not isinstance(item, dict)
            or not isinstance(item.get("alias"), str)
            or not item.get("near")
        ):
            raise GazetteerError(file.name, Problem("problem.names.ambiguous", entry=name))
        near = strings(file, f"{name}: near", item["near"])
        found.append(AmbiguousAlias(item["alias"], near))
    return tuple(found)
