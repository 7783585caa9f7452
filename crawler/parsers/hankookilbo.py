"""The article that 한국일보 puts in its page as data for its own script (since 2026)."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from parsel import Selector

# The page shows nothing without JavaScript. The same object stands in it twice: as the state of
# the query library, and in the stream of Next.js, where long strings are kept apart as "$24".
_PUSHED = re.compile(r"\.push\(\s*(?=\{)")
_STREAM = re.compile(r"self\.__next_f\.push\(\s*(?=\[)")
_STREAM_TEXT = re.compile(r"(?:^|\n)([0-9a-f]+):T([0-9a-f]+),")
_DEEPEST = 40


@dataclass(frozen=True, slots=True)
class EmbeddedArticle:
    """Title, HTML and times as the page's data gives them."""

    title: str
    html: str
    published: str
    modified: str


def find_embedded_article(page: Selector) -> EmbeddedArticle | None:
    """Return the article in the page's script data; None where there is none."""
    scripts = [script for script in page.css("script::text").getall() if "contentHtml" in script]
    for script in scripts:
        for data in _objects_after(_PUSHED, script):
            if found := _search(data, {}, 0):
                return found
    return _from_stream(page) if scripts else None


def _from_stream(page: Selector) -> EmbeddedArticle | None:
    chunks = [
        chunk
        for script in page.css("script::text").getall()
        for item in _objects_after(_STREAM, script)
        for chunk in (item[1:2] if isinstance(item, list) else [])
        if isinstance(chunk, str)
    ]
    stream = "".join(chunks)
    texts = {found[1]: _text_at(stream, found) for found in _STREAM_TEXT.finditer(stream)}
    for row in re.finditer(r"(?:^|\n)[0-9a-f]+:(?=[\[{])", stream):
        data = _decode_at(stream, row.end())
        if found := _search(data, texts, 0):
            return found
    return None


def _text_at(stream: str, mark: re.Match[str]) -> str:
    """Return the text row that starts at mark; its length is counted in bytes of UTF-8."""
    size = int(mark[2], 16)
    return stream[mark.end() : mark.end() + size].encode()[:size].decode("utf-8", "ignore")


def _objects_after(mark: re.Pattern[str], script: str) -> Iterator[Any]:
    for found in mark.finditer(script):
        data = _decode_at(script, found.end())
        if data is not None:
            yield data


def _decode_at(text: str, position: int) -> Any:
    try:
        return json.JSONDecoder(strict=False).raw_decode(text, position)[0]
    except (ValueError, RecursionError):
        return None


def _search(data: object, texts: dict[str, str], depth: int) -> EmbeddedArticle | None:
    """Return the first object with contentHtml in the data, wherever it is nested."""
    if isinstance(data, dict) and data.get("contentHtml"):
        return _read(data, texts)
    if depth > _DEEPEST or not isinstance(data, dict | list):
        return None
    for item in data.values() if isinstance(data, dict) else data:
        if found := _search(item, texts, depth + 1):
            return found
    return None


def _read(data: dict[str, Any], texts: dict[str, str]) -> EmbeddedArticle:
    values = [
        str(data.get(name) or "") for name in ("title", "contentHtml", "deployDt", "reDeployDt")
    ]
    title, html, published, modified = (texts.get(v.removeprefix("$"), v) for v in values)
    return EmbeddedArticle(title, html, published, modified)
