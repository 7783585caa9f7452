"""The files of texts: this folder's, and that of the problems that crawler and models tell of."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from models import wording
from models.language import Language

_FOLDER = Path(__file__).parent
#: The surface whose texts stand beside models, which say them without this package.
_PROBLEM = "problem"


def files_of(language: Language) -> tuple[Path, ...]:
    """Return the files with a language's texts."""
    return wording.file_of(language, _FOLDER), wording.file_of(language)


def texts_of(language: Language, surface: str, table: str) -> Mapping[str, str]:
    """Return the texts of one table; none where there is no such table."""
    if surface == _PROBLEM:
        return wording.texts_of(language, surface, table)
    return wording.texts_of(language, surface, table, _FOLDER)
