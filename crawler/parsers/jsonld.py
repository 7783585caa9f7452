"""The NewsArticle that a page describes in JSON-LD."""

from __future__ import annotations

import html
import json
from collections.abc import Iterator
from typing import Any

from parsel import Selector

_ARTICLE_TYPES = frozenset(
    {"NewsArticle", "Article", "ReportageNewsArticle", "AnalysisNewsArticle", "BlogPosting"}
)
_DEEPEST = 20


def find_news_article(page: Selector) -> dict[str, Any]:
    """Return the first article object of the page's JSON-LD; {} where there is none."""
    for script in page.css('script[type="application/ld+json"]::text').getall():
        try:
            data = json.loads(script.strip(), strict=False)
        except (ValueError, RecursionError):
            continue  # a broken block says nothing; meta elements and selectors come next
        for item in _objects(data, 0):
            if _types(item) & _ARTICLE_TYPES:
                return item
    return {}


def text_value(item: dict[str, Any], *names: str) -> str:
    """Return the first text among the named properties, with HTML entities resolved; or ""."""
    for name in names:
        value = item.get(name)
        if isinstance(value, list) and value:
            value = value[0]
        if isinstance(value, dict):
            value = value.get("name") or value.get("@id") or value.get("url")
        if isinstance(value, str) and value.strip():
            return html.unescape(html.unescape(value))  # some publishers escape twice
    return ""


def _types(item: dict[str, Any]) -> set[str]:
    kind = item.get("@type")
    return {kind} if isinstance(kind, str) else {k for k in kind or () if isinstance(k, str)}


def _objects(data: object, depth: int) -> Iterator[dict[str, Any]]:
    """Yield the objects at the top, in lists, in @graph and as mainEntity."""
    if depth > _DEEPEST:
        return
    if isinstance(data, list):
        for item in data:
            yield from _objects(item, depth + 1)
    elif isinstance(data, dict):
        yield data
        for name in ("@graph", "mainEntity", "mainEntityOfPage"):
            yield from _objects(data.get(name), depth + 1)
