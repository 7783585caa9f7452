"""The sources that are crawled: crawler/sources/*.toml, read strictly."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from crawler.keys import NAMES, may_carry_key, missing_key
from models import config
from models.errors import SourceError
from models.kept import kept
from models.problems import Problem
from models.records import Kind

FOLDER = Path(__file__).parent / "sources"
READERS = ("feed", "board", "notice", "status", "search")
#: Which parsers each reader can use; crawler.parsers.registry says what they are.
PARSERS = {
    "feed": ("article", "none"),
    "board": (
        "dcinside",
        "ppomppu",
        "ruliweb",
        "fmkorea",
        "clien",
        "theqoo",
        "bobaedream",
        "inven",
        "82cook",
        "pann",
        "mlbpark",
        "humoruniv",
        "instiz",
        "dogdrip",
        "slrclub",
        "naver-section",
        "naver-search",
    ),
    "notice": ("notice",),
    "status": (
        "statuspage",
        "incident-io",
        "google",
        "aws-events",
        "slack",
        "status-feed",
        "azure-feed",
        "aws-feed",
        "fastly-feed",
    ),
    "search": ("naver-news", "naver-blog", "naver-cafe", "naver-kin", "kakao", "google-news"),
}
_OPTIONAL: dict[str, Any] = {
    "encoding": None,
    "reason": "",
    "reason_en": "",
    "queries": (),
    "needs_key": "",
}
_TYPES: dict[str, type | tuple[type, ...]] = {
    "id": str, "name": str, "name_en": str, "kind": str, "reader": str, "urls": (list, tuple),
    "parser": str, "encoding": (str, type(None)), "interval_minutes": int,
    "least_documents_a_day": int, "robots": str, "enabled": bool, "reason": (str, type(None)),
    "reason_en": str,
    "evidence": str, "queries": (list, tuple), "needs_key": str,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Source:
    """One feed, board or notice board, and what we know of it."""

    id: str
    name: str
    name_en: str
    kind: Kind
    reader: str  # one of READERS
    urls: tuple[str, ...]  # of a feed: tried in turn; of a board: its list pages, all read
    parser: str  # of the pages; "none" where the feed itself holds the text
    encoding: str | None  # for the record only: what the bytes say decides
    interval_minutes: int
    least_documents_a_day: int
    robots: str  # what its robots.txt allows, as far as known
    enabled: bool
    reason: str  # why it is disabled; "" where it is not
    evidence: str  # where its address was read
    queries: tuple[str, ...] = ()  # of a search: what is searched for
    needs_key: str = ""  # of a search: whose key it is asked with, one of crawler.keys.NAMES
    reason_en: str = ""  # the reason in English, where somebody wrote it

    def as_dict(self) -> dict[str, Any]:
        """Return the fields as source_from_fields takes them."""
        return {**asdict(self), "kind": self.kind.value, "urls": list(self.urls)}


def load_catalogue(
    folder: Path | None = None, extra: Iterable[Source | Mapping[str, Any]] = ()
) -> dict[str, Source]:
    """Return the sources of a folder's TOML files, and extra ones, by id. Raises SourceError.

    Without a folder they are the program's own and those in the folder `sources` of the user's
    data, where a file takes the place of ours of the same name.
    """
    sources: dict[str, Source] = {}
    paths = sorted((folder or FOLDER).glob("*.toml"))
    if folder is None:  # the program's own are the same each time
        parsed = kept("catalogue", paths, lambda: {path.name: _parse(path) for path in paths})
    else:
        parsed = {path.name: _parse(path) for path in paths}
    for path in paths:
        _add(sources, _source_of(path, parsed[path.name]))
    if folder is None:
        own = sorted((config.data_folder() / "sources").glob("*.toml"))
        sources |= {path.stem: _load_file(path) for path in own}
    for given in extra:
        source = given if isinstance(given, Source) else source_from_fields(given, "extra")
        _add(sources, source)
    return sources


def choose_sources(
    catalogue: Mapping[str, Source], ids: Iterable[str] = (), reader: str | None = None
) -> list[Source]:
    """Return the named sources, or all enabled ones; of one reader if given. Raises SourceError.

    A source whose key is not set is left out unless it is named.
    """
    named = list(ids)
    for name in named:
        if name not in catalogue:
            raise SourceError(name, Problem("problem.catalogue.unknown"))
        if reader and catalogue[name].reader != reader:
            raise SourceError(
                name,
                Problem(
                    "problem.catalogue.other_reader", reader=catalogue[name].reader, asked=reader
                ),
            )
    if named:
        return [catalogue[name] for name in dict.fromkeys(named)]
    usable = [s for s in catalogue.values() if s.enabled and missing_key(s) is None]
    return [s for s in usable if reader in {None, s.reader}]


def _add(sources: dict[str, Source], source: Source) -> None:
    if source.id in sources:
        raise SourceError(source.id, Problem("problem.catalogue.twice"))
    sources[source.id] = source


def _load_file(path: Path) -> Source:
    return _source_of(path, _parse(path))


def _parse(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SourceError(
            path.stem, Problem("problem.catalogue.unreadable", file=path.name, error=error)
        ) from error


def _source_of(path: Path, fields: Mapping[str, Any]) -> Source:
    if "id" in fields:
        raise SourceError(path.stem, Problem("problem.catalogue.id_key", file=path.name))
    return source_from_fields({"id": path.stem, **fields}, path.name)


def source_from_fields(given: Mapping[str, Any], origin: str) -> Source:
    """Return the source that the fields describe. Raises SourceError naming origin and key."""
    name = str(given.get("id") or origin)
    fields = {**_OPTIONAL, **given}
    if missing := [key for key in _TYPES if key not in fields]:
        raise SourceError(name, Problem("problem.catalogue.no_key", file=origin, key=missing[0]))
    if unknown := sorted(set(fields) - set(_TYPES)):
        raise SourceError(
            name, Problem("problem.catalogue.unknown_key", file=origin, key=unknown[0])
        )
    for key, value in fields.items():
        if not isinstance(value, _TYPES[key]) or (_TYPES[key] is int and isinstance(value, bool)):
            raise SourceError(
                name,
                Problem("problem.catalogue.wrong_value", file=origin, key=key, value=repr(value)),
            )
    _check(fields, name, origin)
    fields["kind"] = Kind(fields["kind"])
    fields["urls"] = tuple(fields["urls"])
    fields["queries"] = tuple(fields["queries"])
    fields["reason"] = fields["reason"] or ""
    return Source(**fields)


def _check(fields: Mapping[str, Any], name: str, origin: str) -> None:
    """Refuse values that are of the right type and still make no sense."""
    reader = fields["reader"]
    wrong = {
        "kind": fields["kind"] not in set(Kind),
        "reader": reader not in READERS,
        "parser": reader in READERS and fields["parser"] not in PARSERS[reader],
        "urls": not fields["urls"] or not all(map(_is_web_address, fields["urls"])),
        "interval_minutes": fields["interval_minutes"] < 1,
        "least_documents_a_day": fields["least_documents_a_day"] < 0,
        "reason": not fields["enabled"] and not fields["reason"],
        "evidence": not fields["evidence"],
        "queries": not _are_queries(fields),
        "needs_key": not _may_need_key(fields),
    }
    if bad := [key for key, is_wrong in wrong.items() if is_wrong]:
        raise SourceError(
            name,
            Problem(
                "problem.catalogue.wrong_value", file=origin, key=bad[0], value=repr(fields[bad[0]])
            ),
        )


def _are_queries(fields: Mapping[str, Any]) -> bool:
    """Tell whether the queries are words, of a search, and there where its API needs them."""
    queries = fields["queries"]
    if fields["reader"] != "search":
        return not queries
    words = all(isinstance(query, str) and query.strip() for query in queries)
    return words and bool(queries or not fields["needs_key"])


def _may_need_key(fields: Mapping[str, Any]) -> bool:
    """Tell whether the key is a known one, of a search whose addresses do not show it to all."""
    if not fields["needs_key"]:
        return True
    known = fields["reader"] == "search" and fields["needs_key"] in NAMES
    return known and all(map(may_carry_key, fields["urls"]))


def _is_web_address(url: object) -> bool:
    try:
        parts = urlsplit(url if isinstance(url, str) else "")
        return parts.scheme in {"http", "https"} and bool(parts.hostname)
    except ValueError:
        return False
