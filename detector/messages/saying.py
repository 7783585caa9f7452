"""A text in a language with its values filled in."""

from __future__ import annotations

import string
from collections.abc import Mapping, Sequence
from typing import Any

from detector.korean import PARTICLES, particle, with_particle
from detector.messages.language import Language
from detector.messages.texts import texts_of


def say(key: str, language: Language, /, **values: Any) -> str:
    """Return the text of a key (surface.table.name) with its values. Raises KeyError.

    A value may ask for its particle, {name:은}, also in quotes, {name:'은}, or choose between one and many in English,
    {count:incident|incidents}. Texts without values may hold braces only doubled.
    """
    surface, table, name = key.split(".")
    try:
        text = texts_of(language, surface, table)[name]
    except KeyError:
        raise KeyError(f"no text {key} in {language.value}") from None
    return _FORMATTER.vformat(text, (), values)


class _Formatter(string.Formatter):
    """str.format with particles and English plurals as formats."""

    def format_field(self, value: Any, format_spec: str) -> str:
        """Return a value in its format."""
        if format_spec in PARTICLES:
            return with_particle(str(value), format_spec)
        if format_spec.startswith("'"):
            return f"'{value}'{particle(str(value), format_spec[1:])}"
        one, bar, many = format_spec.partition("|")
        if bar:
            return f"{value:,} {one if value == 1 else many}"
        return str(super().format_field(value, format_spec))

    def get_value(self, key: int | str, args: Sequence[Any], kwargs: Mapping[str, Any]) -> Any:
        """Return a named value; no text counts places."""
        return kwargs[str(key)]


_FORMATTER = _Formatter()
