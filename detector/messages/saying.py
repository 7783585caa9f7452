"""A text in a language with its values filled in."""

from __future__ import annotations

from typing import Any

from detector.korean import particle
from detector.messages.texts import texts_of
from models.language import Language
from models.problems import Problem
from models.wording import Formatter


def say(key: str, language: Language, /, **values: Any) -> str:
    """Return the text of a key (surface.table.name) with its values. Raises KeyError.

    What a value may ask for, models.wording says. A problem among the values is said in the same
    language. Texts without values may hold braces only doubled.
    """
    surface, table, name = key.split(".")
    try:
        text = texts_of(language, surface, table)[name]
    except KeyError:
        raise KeyError(f"no text {key} in {language.value}") from None
    said = {name: _said(value, language) for name, value in values.items()}
    return _FORMATTER.vformat(text, (), said)


def said_in(text: str, language: Language) -> str:
    """Return a problem in a language; any other text as it is."""
    if isinstance(text, Problem):
        return say(text.key, language, **text.values)
    return text


def _said(value: Any, language: Language) -> Any:
    return said_in(value, language) if isinstance(value, Problem) else value


class _Formatter(Formatter):
    """Knows how names are read, and so which particle they take."""

    def particle(self, word: str, form: str) -> str:
        """Return the particle that a word takes."""
        return particle(word, form)


_FORMATTER = _Formatter()
