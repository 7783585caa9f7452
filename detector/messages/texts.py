"""The files of texts, read a surface at a time: a short command needs no page's texts."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from detector.messages.language import Language

_FOLDER = Path(__file__).parent
#: A table's heading at the start of a line: [cli.now].
_HEADING = re.compile(r"^\[(?P<surface>[a-z]+)\.(?P<table>[a-z_]+)\]\s*$", re.MULTILINE)


def file_of(language: Language) -> Path:
    """Return the file with a language's texts."""
    return _FOLDER / f"{language.value}.toml"


@cache
def texts_of(language: Language, surface: str, table: str) -> Mapping[str, str]:
    """Return the texts of one table; none where there is no such table."""
    text = _tables(language).get((surface, table))
    return {} if text is None else tomllib.loads(text)


@cache
def _tables(language: Language) -> dict[tuple[str, str], str]:
    """Return what stands under each heading, not yet read."""
    content = file_of(language).read_text(encoding="utf-8")
    headings = list(_HEADING.finditer(content))
    ends = [*(heading.start() for heading in headings[1:]), len(content)]
    return {
        (heading["surface"], heading["table"]): content[heading.end() : end]
        for heading, end in zip(headings, ends, strict=True)
    }
