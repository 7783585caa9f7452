"""An article that a page carries as data for its own script."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from parsel import Selector

_DEEPEST = 40


@dataclass(frozen=True, slots=True)
class EmbeddedArticle:
    """Title, HTML and times as the page's data gives them."""

    title: str
    html: str
    published: str
    modified: str


def scripts_with(page: Selector, mark: str) -> list[str]:
    """Return the text of the page's scripts in which the mark stands."""
    return [script for script in page.xpath("//script/text()").getall() if mark in script]


def decode_at(text: str, position: int) -> Any:
    """Return the JSON value that begins at a position; None where none does."""
    try:
        return json.JSONDecoder(strict=False).raw_decode(text, position)[0]
    except (ValueError, RecursionError):
        return None


def objects_with(data: object, key: str, depth: int = 0) -> Iterator[dict[str, Any]]:
    """Yield the objects that have a value for the key, wherever they are nested."""
    if isinstance(data, dict) and data.get(key):
        yield data
    if depth > _DEEPEST or not isinstance(data, dict | list):
        return
    for item in data.values() if isinstance(data, dict) else data:
        yield from objects_with(item, key, depth + 1)


def first_text(data: dict[str, Any], names: Iterable[str]) -> str:
    """Return the first of the named values that is a text; or ""."""
    return next((data[n] for n in names if isinstance(data.get(n), str) and data[n]), "")
