"""The gazetteer: which providers and services exist, and how Koreans write them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache, cached_property
from pathlib import Path
from typing import Any, NamedTuple

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
#: The first fields of a row; those from the kind on are a Standing's.
_TEXTS = (*_REQUIRED, "operator", "part_of")
_KIND = _TEXTS.index("kind")


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


class Standing(NamedTuple):
    """Where an entry stands among the others: all of it but its names."""

    id: str
    kind: str
    sector: str
    operator: str | None
    part_of: str | None


class Entries(Mapping[str, Entry]):
    """Entries by id, each made when it is first asked for: a short command asks for few of them."""

    def __init__(self, rows: Iterable[list[Any]]) -> None:
        self._rows = {str(row[0]): row for row in rows}
        self._made: dict[str, Entry] = {}

    def __getitem__(self, id: str) -> Entry:
        """Return the entry of this id. Raises KeyError."""
        if id not in self._made:
            self._made[id] = _entry_of(self._rows[id])
        return self._made[id]

    def __iter__(self) -> Iterator[str]:
        """Yield the ids in the order of the files."""
        return iter(self._rows)

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self._rows)

    def __contains__(self, id: object) -> bool:
        """Return whether there is an entry of this id."""
        return id in self._rows

    @cached_property
    def standings(self) -> tuple[Standing, ...]:
        """Where each stands among the others; no entry is made for it."""
        return tuple(Standing(row[0], *row[_KIND : len(_TEXTS)]) for row in self._rows.values())


@cache
def gazetteer() -> Entries:
    """Return the entries of this program and the user's own files, by id. Raises GazetteerError."""
    if not (own := own_files()):
        return program_entries()
    return Entries(map(_row, read_gazetteer(own, program_entries()).values()))


@cache
def program_entries() -> Entries:
    """Return the entries that come with the program, by id."""
    files = sorted(FOLDER.glob("*.toml"))
    made_by = [Path(__file__), *files]  # another program may make other rows of the same files
    return Entries(
        kept("gazetteer", made_by, lambda: list(map(_row, read_gazetteer(files).values())))
    )


def _row(entry: Entry) -> list[Any]:
    """Return an entry's fields in their order, as JSON has them."""
    texts = [getattr(entry, name) for name in _TEXTS]
    ambiguous = [[one.alias, one.near] for one in entry.ambiguous]
    return [*texts, entry.aliases, ambiguous, entry.reading]


def _entry_of(row: list[Any]) -> Entry:
    """Return the entry that _row made a row of."""
    *texts, aliases, ambiguous, reading = row
    doubtful = tuple(AmbiguousAlias(alias, tuple(near)) for alias, near in ambiguous)
    known = dict(zip(_TEXTS, texts, strict=True))
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
