"""HTML text → elements, lines and numbers, with the limits that keep lxml honest."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from lxml import etree
from parsel import Selector

from models.errors import ParseError
from models.text import normalize

# lxml drops all text from a depth of 2,047 on without a word (measured), so far less is refused.
DEEPEST = 512
# The largest real page of those studied has 9,000 elements.
MOST_ELEMENTS = 60_000

_BLOCKS = frozenset(
    {
        "address", "article", "aside", "blockquote", "body", "br", "dd", "details", "div", "dl",
        "dt", "fieldset", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header",
        "hr", "li", "main", "nav", "ol", "p", "pre", "section", "table", "tbody", "td", "tfoot",
        "th", "thead", "tr", "ul",
    }
)  # fmt: skip
_SILENT = frozenset(
    {
        "script", "style", "noscript", "template", "figure", "figcaption", "iframe", "button",
        "select", "option", "textarea", "svg", "object", "embed", "audio", "video", "head", "title",
        "input", "map",
    }
)  # fmt: skip
_SPACE = re.compile(r"\s+")
_COUNT = re.compile(r"(\d[\d,]*(?:\.\d+)?)\s*(k|m|천|만)?", re.IGNORECASE)
_COUNT_UNITS = {"k": 1_000, "천": 1_000, "만": 10_000, "m": 1_000_000}


def parse_html(text: str, url: str) -> Selector:
    """Return the page; raise ParseError where it is empty or too deep or too large to trust."""
    if not text.strip():
        raise ParseError(url, "빈 응답입니다")
    if text.count("<") > 4 * MOST_ELEMENTS:
        raise ParseError(url, "요소가 너무 많은 페이지입니다")
    page = Selector(text=text, type="html")
    _check_size(page.root, url)
    return page


def _check_size(root: Any, url: str) -> None:
    depth = elements = 0
    for event, _ in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        elements += event == "start"
        if depth > DEEPEST:
            raise ParseError(url, f"요소가 {DEEPEST}겹을 넘게 포개져 있어 읽을 수 없습니다")
        if elements > MOST_ELEMENTS:
            raise ParseError(url, "요소가 너무 많은 페이지입니다")


def one_line(text: str | None) -> str:
    """Return the text normalized, with every run of white space as one space."""
    return _SPACE.sub(" ", normalize(text or "")).strip()


def text_of(element: Selector | None) -> str:
    """Return an element's text on one line; "" for none."""
    if element is None:
        return ""
    if isinstance(element.root, str):
        return one_line(element.root)
    return " ".join(_lines(element.root, frozenset()))


def first(scope: Selector, *queries: str) -> Selector | None:
    """Return the first element that any of the CSS queries finds, in their order."""
    for query in queries:
        if found := scope.css(query):
            return found[0]
    return None


def attribute(scope: Selector, query: str, name: str) -> str:
    """Return an attribute of the first element found, or ""."""
    found = first(scope, query)
    return one_line(found.attrib.get(name, "")) if found is not None else ""


def lines_of(element: Selector, drop: Iterable[str] = ()) -> list[str]:
    """Return the element's text as its paragraphs, without what the CSS queries in drop find."""
    dropped = frozenset(
        found.root for query in drop for found in element.css(query) if found.root is not None
    )
    return _lines(element.root, dropped)


def _lines(root: Any, dropped: frozenset[Any]) -> list[str]:
    """Walk the tree once; a block element or a line break ends a line."""
    pieces: list[str] = []
    skipping: Any = None
    for event, element in etree.iterwalk(root, events=("start", "end", "comment", "pi")):
        if skipping is element:  # its end
            skipping = None
        if skipping is not None:
            continue
        if element.tag in _BLOCKS:
            pieces.append("\n")
        if event != "start":
            pieces.append(_SPACE.sub(" ", element.tail or "") if element is not root else "")
        elif element is not root and _is_silent(element, dropped):
            skipping = element
        else:
            pieces.append(_SPACE.sub(" ", element.text or ""))
    return [line for line in map(one_line, "".join(pieces).split("\n")) if line]


def _is_silent(element: Any, dropped: frozenset[Any]) -> bool:
    return element.tag in _SILENT or element in dropped


def read_count(text: str | None) -> int | None:
    """Return a number as boards show it: "1,234", "1.2 k", "[12]", "(4)", "99+"; None for "-"."""
    found = _COUNT.search(text or "")
    if found is None:
        return None
    return round(float(found[1].replace(",", "")) * _COUNT_UNITS.get((found[2] or "").lower(), 1))
