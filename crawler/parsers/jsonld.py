"""The NewsArticle that a page describes in JSON-LD."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from typing import Any

from parsel import Selector

# Best first: what a publisher calls by a vaguer name is often the page around the article.
_ARTICLE_TYPES = (
    "NewsArticle", "ReportageNewsArticle", "AnalysisNewsArticle", "OpinionNewsArticle",
    "BackgroundNewsArticle", "LiveBlogPosting", "Article", "BlogPosting",
)  # fmt: skip
_DEEPEST = 20
# What breaks JSON in real pages: CDATA and HTML comments around it, a comma before a bracket.
_OPENINGS, _CLOSINGS = ("//", "<![CDATA[", "<!--"), (";", "-->", "]]>", "//")
_TRAILING_COMMA = re.compile(r",(?=\s*[}\]])")
# An unescaped quote in a headline breaks the whole block; its times can be read all the same.
_NAMED_TIME = re.compile(r'"(datePublished|dateModified)"\s*:\s*"([^"\n]{8,40})"')


def find_news_article(page: Selector) -> dict[str, Any]:
    """Return the first article object of the page's JSON-LD; {} where there is none.

    Of a block that is no JSON, an article's times alone.
    """
    scripts = page.xpath('//script[@type="application/ld+json"]/text()').getall()
    found = [item for script in scripts for item in _objects(_decoded(script), 0)]
    for kind in _ARTICLE_TYPES:
        for item in found:
            if kind in _types(item):
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


def _decoded(script: str) -> object:
    for text in (script.strip(), _TRAILING_COMMA.sub("", _unwrapped(script))):
        try:
            return json.loads(text, strict=False)
        except (ValueError, RecursionError):
            continue  # meta elements and selectors come next
    times = dict(reversed(_NAMED_TIME.findall(script)))
    return {"@type": "NewsArticle", **times} if times else None


def _unwrapped(script: str) -> str:
    """Return the text without the comments that hide it from old browsers."""
    text = script.strip()
    for opening in _OPENINGS:
        text = text.removeprefix(opening).lstrip()
    for closing in _CLOSINGS:
        text = text.removesuffix(closing).rstrip()
    return text


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
