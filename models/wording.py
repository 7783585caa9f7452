"""Texts in a language, from files of tables, with their values filled in."""

from __future__ import annotations

import re
import string
import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from models.language import Language

_FOLDER = Path(__file__).parent / "messages"
#: A table's heading at the start of a line: [cli.now].
_HEADING = re.compile(r"^\[(?P<surface>[a-z]+)\.(?P<table>[a-z_]+)\]\s*$", re.MULTILINE)
#: Particles by the form after a consonant: the form after a vowel, and how both are written at once.
FORMS = {
    "은": ("는", "은(는)"),
    "이": ("가", "이(가)"),
    "을": ("를", "을(를)"),
    "과": ("와", "과(와)"),
    "으로": ("로", "(으)로"),
    "이나": ("나", "(이)나"),
    "이라고": ("라고", "(이)라고"),
    "이란": ("란", "(이)란"),
}
#: By every form of a particle, of either kind: the one after a consonant.
_CONSONANT_FORM = {form: form for form in FORMS} | {
    vowel: form for form, (vowel, _) in FORMS.items()
}


def file_of(language: Language, folder: Path = _FOLDER) -> Path:
    """Return the file with a language's texts."""
    return folder / f"{language.value}.toml"


@cache
def texts_of(
    language: Language, surface: str, table: str, folder: Path = _FOLDER
) -> Mapping[str, str]:
    """Return the texts of one table; none where there is no such table.

    A table is read only when it is asked for: a short command needs no page's texts.
    """
    text = _tables(file_of(language, folder)).get((surface, table))
    return {} if text is None else tomllib.loads(text)


@cache
def _tables(file: Path) -> dict[tuple[str, str], str]:
    """Return what stands under each heading, not yet read."""
    content = file.read_text(encoding="utf-8")
    headings = list(_HEADING.finditer(content))
    ends = [*(heading.start() for heading in headings[1:]), len(content)]
    return {
        (heading["surface"], heading["table"]): content[heading.end() : end]
        for heading, end in zip(headings, ends, strict=True)
    }


class Formatter(string.Formatter):
    """str.format with particles and English plurals as formats.

    A value may ask for its particle, {name:은}, also in quotes, {name:'은}, or choose between one
    and many in English, {count:page|pages}.
    """

    def particle(self, word: str, form: str) -> str:
        """Return the particle after a word: here both forms, since nobody knows how it is read."""
        return FORMS[_CONSONANT_FORM[form]][1]

    def format_field(self, value: Any, format_spec: str) -> str:
        """Return a value in its format."""
        if format_spec in _CONSONANT_FORM:
            return f"{value}{self.particle(str(value), format_spec)}"
        if format_spec.startswith("'"):
            return f"'{value}'{self.particle(str(value), format_spec[1:])}"
        one, bar, many = format_spec.partition("|")
        if bar:
            return f"{value:,} {one if value == 1 else many}"
        return str(super().format_field(value, format_spec))

    def get_value(self, key: int | str, args: Sequence[Any], kwargs: Mapping[str, Any]) -> Any:
        """Return a named value; no text counts places."""
        return kwargs[str(key)]
