"""The article that 한국일보 puts in its page as data for its own script (since 2026)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from typing import Any

from parsel import Selector

from crawler.parsers.embedded import EmbeddedArticle, decode_at, objects_with, scripts_with

# The page shows nothing without JavaScript. The same object stands in it twice: as the state of
# the query library, and in the stream of Next.js, where long strings are kept apart as "$24".
_PUSHED = re.compile(r"\.push\(\s*(?=\{)")
_STREAM = re.compile(r"self\.__next_f\.push\(\s*(?=\[)")
_STREAM_TEXT = re.compile(r"(?:^|\n)([0-9a-f]+):T([0-9a-f]+),")
# What stands for a picture or a box within the text: "$$IMAGE_1$$".
_PLACEHOLDER = re.compile(r"\$\$.{1,80}?\$\$")


def find_hankookilbo_article(page: Selector) -> EmbeddedArticle | None:
    """Return the article in the page's script data; None where there is none."""
    scripts = scripts_with(page, "contentHtml")
    for script in scripts:
        for data in _objects_after(_PUSHED, script):
            if found := _search(data, {}):
                return found
    return _from_stream(page) if scripts else None


def _from_stream(page: Selector) -> EmbeddedArticle | None:
    chunks = [
        chunk
        for script in scripts_with(page, "__next_f")
        for item in _objects_after(_STREAM, script)
        for chunk in (item[1:2] if isinstance(item, list) else [])
        if isinstance(chunk, str)
    ]
    stream = "".join(chunks)
    texts = {found[1]: _text_at(stream, found) for found in _STREAM_TEXT.finditer(stream)}
    for row in re.finditer(r"(?:^|\n)[0-9a-f]+:(?=[\[{])", stream):
        data = decode_at(stream, row.end())
        if found := _search(data, texts):
            return found
    return None


def _text_at(stream: str, mark: re.Match[str]) -> str:
    """Return the text row that starts at mark; its length is counted in bytes of UTF-8."""
    size = int(mark[2], 16)
    return stream[mark.end() : mark.end() + size].encode()[:size].decode("utf-8", "ignore")


def _objects_after(mark: re.Pattern[str], script: str) -> Iterator[Any]:
    for found in mark.finditer(script):
        data = decode_at(script, found.end())
        if data is not None:
            yield data


def _search(data: object, texts: dict[str, str]) -> EmbeddedArticle | None:
    """Return the first object with contentHtml in the data, wherever it is nested."""
    found = next(objects_with(data, "contentHtml"), None)
    return _read(found, texts) if found else None


def _read(data: dict[str, Any], texts: dict[str, str]) -> EmbeddedArticle:
    values = [
        str(data.get(name) or "") for name in ("title", "contentHtml", "deployDt", "reDeployDt")
    ]
    title, html, published, modified = (texts.get(v.removeprefix("$"), v) for v in values)
    return EmbeddedArticle(unescape(title), _PLACEHOLDER.sub("", html), published, modified)
