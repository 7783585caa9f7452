"""One document's keys and values → the document, read strictly."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, NoReturn

from crawler.dates import AHEAD
from models.clock import parse_iso
from models.errors import ImportLineError
from models.problems import Problem
from models.records import Document, Kind
from models.text import normalize

#: The keys a document must have.
REQUIRED = ("id", "url", "source", "kind", "published", "title", "text")
_LONGEST = {"id": 1000, "source": 200, "url": 8000}  # id and source: what their columns take


def read_fields(fields: dict[str, Any], name: str, number: int, now: datetime) -> Document:
    """Return the document of these fields; keys that are not ours go to extra.

    name and number say in which file and where. Raises ImportLineError.
    """
    return _FieldReader(dict(fields), name, number).read(now)


class _FieldReader:
    """Takes the fields one by one; knows file and number for what it has to complain of."""

    def __init__(self, fields: dict[str, Any], name: str, number: int) -> None:
        self._fields = fields
        self._name = name
        self._number = number

    def read(self, now: datetime) -> Document:
        title = self._text("title").replace("\n", " ")
        body = self._text("text")
        if not (title.strip() or body.strip()):
            self._refuse(Problem("problem.archive.no_text"))
        fetched = self._time("fetched", now) if "fetched" in self._fields else now
        return Document(
            source=self._name_of("source"),
            external_id=self._name_of("id"),
            url=self._address(),
            kind=self._kind(),
            published_at=self._time("published", now),
            title=title,
            body=body,
            fetched_at=fetched,
            extra=_tidy(self._fields),
        )

    def _text(self, key: str) -> str:
        if key not in self._fields:
            self._refuse(Problem("problem.archive.no_key", key=key))
        value = self._fields.pop(key)
        if not isinstance(value, str):
            self._refuse(Problem("problem.archive.not_text", key=key, kind=_type_name(value)))
        return normalize(value)

    def _name_of(self, key: str) -> str:
        value = self._text(key).strip()
        if not value or "\n" in value:
            self._refuse(Problem("problem.archive.not_one_line", key=key))
        if len(value) > _LONGEST[key]:
            self._refuse(Problem("problem.archive.too_long", key=key, most=_LONGEST[key]))
        return value

    def _address(self) -> str:
        if self._fields.get("url") == "":  # a post whose address nobody kept
            return str(self._fields.pop("url"))
        url = self._name_of("url")
        if not url.lower().startswith(("http://", "https://")):
            self._refuse(Problem("problem.archive.not_an_address", value=url[:60]))
        return url

    def _kind(self) -> Kind:
        value = self._text("kind")
        if value not in set(Kind):
            known = ", ".join(kind.value for kind in Kind)
            self._refuse(Problem("problem.archive.no_kind", value=value[:40], known=known))
        return Kind(value)

    def _time(self, key: str, now: datetime) -> datetime:
        value = self._text(key)
        try:
            moment = parse_iso(value.strip())
        except (ValueError, OverflowError):
            self._refuse(Problem("problem.archive.not_a_time", key=key, value=value[:40]))
        if moment > now + AHEAD:
            self._refuse(Problem("problem.archive.future", key=key, value=value[:40]))
        return moment

    def _refuse(self, problem: str) -> NoReturn:
        raise ImportLineError(self._name, self._number, problem)


def _type_name(value: object) -> str:
    names: Mapping[type, str] = {
        type(None): "null", bool: "boolean", int: "number", float: "number", list: "list",
        dict: "object",
    }  # fmt: skip
    return Problem(f"problem.word.{names[type(value)]}")


def _tidy(value: Any) -> Any:
    """Return extra keys with their texts in the form a database can carry."""
    if isinstance(value, str):
        return normalize(value)
    if isinstance(value, list):
        return [_tidy(item) for item in value]
    if isinstance(value, dict):
        return {normalize(key): _tidy(item) for key, item in value.items()}
    return value
