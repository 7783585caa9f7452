"""What is wrong, as a key with values: Korean as it stands, and sayable in any language."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from models.language import Language
from models.wording import Formatter, texts_of

_FORMATTER = Formatter()
_SIGN = '{"key": '  # how a stored problem begins


class Problem(str):
    """A line on what is wrong: Korean, for logs and tests; its key and values say it anew.

    A value is a number or a text; a problem among them is said in the same language.
    """

    __slots__ = ("key", "values")
    key: str
    values: Mapping[str, Any]

    def __new__(cls, key: str, /, **values: Any) -> Problem:
        """Return the problem of a key of messages/*.toml. Raises KeyError for one that is not there."""
        plain = {name: _plain(value) for name, value in values.items()}
        made = super().__new__(cls, _FORMATTER.vformat(text_of(key, Language.KO), (), plain))
        made.key, made.values = key, plain
        return made

    def __getnewargs_ex__(self) -> tuple[tuple[str], Mapping[str, Any]]:
        """Return by what a copy is made."""
        return (self.key,), self.values


def text_of(key: str, language: Language) -> str:
    """Return the text of a problem's key, not filled in. Raises KeyError."""
    surface, table, name = key.split(".")
    return texts_of(language, surface, table)[name]


def at(place: str, problem: str) -> Problem:
    """Return a problem with where it is: an address, a file."""
    return Problem("problem.form.at", place=place, problem=problem)


def keys_in(text: str) -> Iterator[str]:
    """Yield the keys that a line is made of; none for a plain text."""
    if isinstance(text, Problem):
        yield text.key
        for value in text.values.values():
            if isinstance(value, Problem):
                yield from keys_in(value)


def as_stored(text: str) -> str:
    """Return a line as a database or file keeps it: a problem with its key and values."""
    if not isinstance(text, Problem):
        return str(text)
    return json.dumps(_packed(text), ensure_ascii=False)


def from_stored(text: str) -> str:
    """Return a line that was kept; what another version worded otherwise is text alone."""
    if not text.startswith(_SIGN):
        return text
    try:
        return _unpacked(json.loads(text))
    except (AttributeError, KeyError, TypeError, ValueError):
        return text


def _packed(problem: Problem) -> dict[str, Any]:
    values = {
        name: _packed(value) if isinstance(value, Problem) else value
        for name, value in problem.values.items()
    }
    return {"key": problem.key, "values": values}


def _unpacked(packed: Mapping[str, Any]) -> Problem:
    values = {
        name: _unpacked(value) if isinstance(value, dict) else value
        for name, value in packed["values"].items()
    }
    return Problem(packed["key"], **values)


def _plain(value: Any) -> Any:
    return value if isinstance(value, str | int | float) else str(value)
