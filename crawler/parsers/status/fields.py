"""JSON of status pages, read strictly: a key that is missing or of the wrong type names itself."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from crawler.parsers.html import lines_of, one_line, parse_html
from models.errors import ParseError
from models.problems import Problem
from models.text import normalize

# No status page is older, and no maintenance is announced so far ahead.
FIRST_YEAR, LAST_YEAR = 1995, 2100
_HTML = re.compile(r"^\s*<(?:!doctype|html|head|body|script|\?xml)", re.IGNORECASE)
_MARKUP = re.compile(r"<[a-zA-Z/!][^<>]*>|&(?:#\d+|#x[0-9a-fA-F]+|\w{2,8});")


@dataclass(frozen=True, slots=True)
class JsonObject:
    """An object of a status page's JSON, and where in it this is."""

    values: Mapping[str, Any]
    url: str
    where: str = ""

    def text(self, key: str) -> str:
        """Return a text that must be there and must not be empty."""
        found = one_line(self._typed(key, str, "text", required=True))
        if not found:
            raise self.wrong(key, Problem("problem.status.empty_value"))
        return found

    def optional_text(self, key: str) -> str:
        """Return a text on one line, or "" where it is missing or null."""
        return one_line(self._typed(key, str, "text") or "")

    def prose(self, key: str) -> str:
        """Return a text with its lines, without markup; "" where it is missing or null."""
        return plain(self._typed(key, str, "text") or "", self.url)

    def moment(self, key: str) -> datetime:
        """Return a time that must be there, in UTC."""
        self._typed(key, str, "time", required=True)
        found = self.optional_moment(key)
        if found is None:
            raise self.wrong(key, Problem("problem.status.empty_value"))
        return found

    def optional_moment(self, key: str) -> datetime | None:
        """Return an ISO 8601 time with its zone, in UTC; None where it is missing or null."""
        written = self._typed(key, str, "time")
        if not written:
            return None
        try:
            at = datetime.fromisoformat(written)
        except ValueError:
            raise self.wrong(
                key, Problem("problem.status.not_a_time", value=repr(written[:40]))
            ) from None
        if at.tzinfo is None:
            raise self.wrong(key, Problem("problem.status.no_zone", value=repr(written[:40])))
        return self._plausible(key, at)

    def seconds(self, key: str) -> datetime:
        """Return a time that must be there as seconds since 1970, a number or its digits."""
        if key not in self.values:
            raise self.wrong(key, Problem("problem.status.no_key"))
        try:
            at = datetime.fromtimestamp(int(self.values[key]), UTC)
        except (TypeError, ValueError, OverflowError, OSError):
            raise self.wrong(
                key, Problem("problem.status.not_a_time", value=repr(str(self.values[key])[:40]))
            ) from None
        return self._plausible(key, at)

    def _plausible(self, key: str, at: datetime) -> datetime:
        """Return the time in UTC; no page tells of an incident of other years."""
        if not FIRST_YEAR <= at.year <= LAST_YEAR:
            raise self.wrong(
                key, Problem("problem.status.impossible_time", value=repr(at.isoformat()[:40]))
            )
        return at.astimezone(UTC)

    def inner(self, key: str) -> JsonObject:
        """Return an object that must be there."""
        return JsonObject(
            self._typed(key, dict, "object", required=True), self.url, self._path(key)
        )

    def objects(self, key: str, *, required: bool = True) -> list[JsonObject]:
        """Return a list of objects; where it may be missing it may be null as well."""
        found = self._typed(key, list, "list", required=required)
        return objects_of([] if found is None else found, self.url, self._path(key))

    def wrong(self, key: str, problem: str) -> ParseError:
        """Return the error that names a key and its problem."""
        told = Problem("problem.status.of_key", key=self._path(key), problem=problem)
        return ParseError(self.url, told)

    def _typed(self, key: str, wanted: type, name: str, *, required: bool = False) -> Any:
        if required and key not in self.values:
            raise self.wrong(key, Problem("problem.status.no_key"))
        value = self.values.get(key)
        if not isinstance(value, wanted) and (required or value is not None):
            raise self.wrong(
                key,
                Problem(
                    "problem.status.wrong_type",
                    wanted=Problem(f"problem.word.{name}"),
                    found=type(value).__name__,
                ),
            )
        return value

    def _path(self, key: str) -> str:
        return f"{self.where}.{key}" if self.where else key


def load_json(text: str, url: str) -> Any:
    """Return what a JSON text holds. Raises ParseError for anything else, above all a web page."""
    if not text.strip():
        raise ParseError(url, Problem("problem.parse.empty"))
    if _HTML.match(text):
        raise ParseError(url, Problem("problem.status.a_web_page"))
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        raise ParseError(
            url, Problem("problem.status.not_json", error=type(error).__name__)
        ) from error


def load_object(text: str, url: str) -> JsonObject:
    """Return the object that a JSON text holds. Raises ParseError."""
    found = load_json(text, url)
    if not isinstance(found, dict):
        raise ParseError(url, Problem("problem.status.not_an_object", found=type(found).__name__))
    return JsonObject(found, url)


def load_objects(text: str, url: str) -> list[JsonObject]:
    """Return the objects of the list that a JSON text holds. Raises ParseError."""
    found = load_json(text, url)
    if not isinstance(found, list):
        raise ParseError(url, Problem("problem.status.not_a_list", found=type(found).__name__))
    return objects_of(found, url, "")


def objects_of(values: list[Any], url: str, where: str) -> list[JsonObject]:
    """Return list items as objects. Raises ParseError for an item that is none."""
    for number, value in enumerate(values):
        if not isinstance(value, dict):
            raise ParseError(
                url,
                Problem(
                    "problem.status.item_not_an_object",
                    where=where,
                    number=number,
                    found=type(value).__name__,
                ),
            )
    return [JsonObject(value, url, f"{where}[{number}]") for number, value in enumerate(values)]


def plain(text: str, url: str) -> str:
    """Return text as its lines, without HTML elements and the asterisks of Markdown's bold."""
    text = normalize(text)
    if _MARKUP.search(text):
        text = "\n".join(lines_of(parse_html(f"<div>{text}</div>", url)))
    lines = (one_line(line.replace("**", "")) for line in text.split("\n"))
    return "\n".join(line for line in lines if line)
