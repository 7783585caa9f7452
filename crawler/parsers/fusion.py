"""The article in a page of Arc XP: 조선일보 and 조선비즈 since 2020."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from typing import Any

from parsel import Selector

from crawler.parsers.embedded import EmbeddedArticle, decode_at, first_text, scripts_with

# The page is drawn by a script from this object; its text is the list of content_elements.
_CONTENT = re.compile(r"Fusion\.globalContent\s*=\s*(?=\{)")
_DEEPEST = 5


def find_fusion_article(page: Selector) -> EmbeddedArticle | None:
    """Return the article in the page's script data; None where there is none."""
    for script in scripts_with(page, "Fusion.globalContent"):
        found = _CONTENT.search(script)
        data = decode_at(script, found.end()) if found else None
        if isinstance(data, dict) and (body := "".join(_markup(data.get("content_elements"), 0))):
            return _read(data, body)
    return None


def _read(data: dict[str, Any], body: str) -> EmbeddedArticle:
    headlines = data.get("headlines")
    title = first_text(headlines, ("basic",)) if isinstance(headlines, dict) else ""
    published = first_text(data, ("display_date", "first_publish_date", "publish_date"))
    modified = first_text(data, ("last_updated_date",))
    return EmbeddedArticle(html.unescape(title), body, published, modified)


def _markup(elements: object, depth: int) -> Iterator[str]:
    """Yield the paragraphs, headings, quotes and lists; pictures and links to others are none."""
    if not isinstance(elements, list) or depth > _DEEPEST:
        return
    for element in elements:
        if not isinstance(element, dict):
            continue
        kind, content = element.get("type"), element.get("content")
        if kind in {"text", "header"} and isinstance(content, str):
            yield f"<p>{content}</p>"
        elif kind == "quote":
            yield from _markup(element.get("content_elements"), depth + 1)
        elif kind == "list":
            yield from _markup(element.get("items"), depth + 1)
