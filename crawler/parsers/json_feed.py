"""A JSON Feed's text → its items as feedparser names their parts (jsonfeed.org, version 1.1)."""

from __future__ import annotations

import json
import re
from typing import Any

from models.errors import ParseError
from models.problems import Problem

_MARK = re.compile(r'^\s*\{.{0,400}"https?://jsonfeed\.org/version/', re.DOTALL)


def looks_like_json_feed(text: str) -> bool:
    """Tell whether a text is a JSON Feed by how it begins."""
    return bool(_MARK.match(text[:2000]))


def read_json_feed(text: str, url: str) -> list[dict[str, Any]]:
    """Return its items with feedparser's keys. Raises ParseError where it is no JSON Feed."""
    try:
        items = json.loads(text, strict=False)["items"]
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise ParseError(url, Problem("problem.parse.broken_json_feed")) from error
    if not isinstance(items, list):
        raise ParseError(url, Problem("problem.parse.empty_json_feed"))
    return [_item(item) for item in items if isinstance(item, dict)]


def _item(item: dict[str, Any]) -> dict[str, Any]:
    values = {name: value for name, value in item.items() if isinstance(value, str | int)}
    content = values.get("content_html") or values.get("content_text") or ""
    return {
        "id": str(values.get("id", "")),
        "link": str(values.get("url") or values.get("external_url") or ""),
        "title": str(values.get("title", "")),
        "summary": str(values.get("summary", "")),
        "content": [{"value": str(content)}],
        "published": str(values.get("date_published", "")),
        "updated": str(values.get("date_modified", "")),
    }
