"""The language that the command line speaks, and its texts in it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from contextvars import ContextVar
from itertools import zip_longest
from typing import Any

from detector.messages import LANGUAGES, Language, language_of, said_in, say
from detector.messages.texts import texts_of
from models import config

_spoken: ContextVar[Language | None] = ContextVar("spoken", default=None)
_KEY = re.compile(r"[a-z]+\.[a-z0-9_]+\.[a-z0-9_-]+")
_OPTION = "--lang"


def language() -> Language:
    """Return the language spoken: the one asked for, else that of the environment."""
    return _spoken.get() or language_of(config.language(), config.locale())


def speak(args: Sequence[str]) -> None:
    """Speak from now on as a command line asks, so that help and errors do too."""
    asked = _asked(args)
    _spoken.set(Language(asked) if asked in LANGUAGES else None)


def _asked(args: Sequence[str]) -> str | None:
    asked = None
    for arg, following in zip_longest(args, args[1:], fillvalue=""):
        if arg == "--":
            break
        if arg == _OPTION:
            asked = following
        elif arg.startswith(f"{_OPTION}="):
            asked = arg.partition("=")[2]
    return asked


def tell(key: str, /, **values: Any) -> str:
    """Return a text in the language spoken. Raises KeyError for a key that is not there."""
    return say(key, language(), **values)


def said(text: str) -> str:
    """Return a problem in the language spoken; any other text as it is."""
    return said_in(text, language())


def told(text: str) -> str:
    """Return the text of a key; anything else as it is."""
    return tell(text) if _KEY.fullmatch(text) else text


class Words(Mapping[str, str]):
    """The words of one table of texts, in the language spoken when they are looked up."""

    def __init__(self, table: str) -> None:
        self.table = table

    def __getitem__(self, name: str) -> str:
        return tell(f"{self.table}.{name}")

    def __iter__(self) -> Iterator[str]:
        return iter(texts_of(Language.KO, *self.table.split(".")))

    def __len__(self) -> int:
        return len(list(iter(self)))


def in_every_language(words: Mapping[str, str]) -> list[tuple[str, str]]:
    """Return each name with its word, in every language where they are of a table of texts."""
    if not isinstance(words, Words):
        return list(words.items())
    return [(name, say(f"{words.table}.{name}", spoken)) for spoken in Language for name in words]
