"""HTML text → elements, lines and numbers, with the limits that keep lxml honest."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import cache, lru_cache
from typing import Any

from lxml import etree
from parsel import Selector, css2xpath

from crawler.parsers.tags import has_swollen_tag
from models.errors import ParseError
from models.problems import Problem
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
# lxml parses an attribute whose name holds one of these and raises when its attributes are read.
_CONTROLS = re.compile("[\x00-\x08\x0b\x0e-\x1f\ufffe\uffff]")
_COUNT = re.compile(r"(\d[\d,]*(?:\.\d+)?)\s*(k|m|천|만)?", re.IGNORECASE)
_COUNT_UNITS = {"k": 1_000, "천": 1_000, "만": 10_000, "m": 1_000_000}


def compiled(path: str) -> Callable[[Any], Any]:
    """Return an XPath, parsed once, as a function of an lxml element."""
    return etree.XPath(path, smart_strings=False)


_HOW_MANY = compiled("count(//*)")
_IS_TOO_DEEP = compiled("boolean(" + "/*" * (DEEPEST + 1) + ")")


def parse_html(text: str, url: str) -> Selector:
    """Return the page; raise ParseError where it is empty or too deep or too large to trust.

    The last pages stay parsed, so that one can be tried against one shape after another; a
    page's tree must not be changed.
    """
    if not text.strip():
        raise ParseError(url, Problem("problem.parse.empty"))
    page, problem = _parsed(text)
    if page is None:
        raise ParseError(url, problem)
    return page


@lru_cache(maxsize=2)
def _parsed(text: str) -> tuple[Selector | None, str]:
    """Return the page, or None and what is wrong with it."""
    if text.count("<") > 4 * MOST_ELEMENTS:
        return None, Problem("problem.parse.many_elements")
    if has_swollen_tag(text):
        return None, Problem("problem.parse.many_attributes")
    page = Selector(text=_CONTROLS.sub("", text.replace("\f", " ")), type="html")
    tags = text.count("<")  # no page has more elements, but for the few that lxml puts in
    if 2 * tags > MOST_ELEMENTS and _HOW_MANY(page.root) > MOST_ELEMENTS:
        return None, Problem("problem.parse.many_elements")
    if tags > DEEPEST and _IS_TOO_DEEP(page.root):
        return None, Problem("problem.parse.too_deep", most=DEEPEST)
    return page, ""


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


def find_all(root: Any, query: str) -> list[Any]:
    """Return what a CSS query finds below an lxml element: elements, or texts for ::text, ::attr.

    The query is compiled once, which is faster than Selector.css for queries of a fixed table.
    """
    found = _compiled_css(query)(root)
    return found if isinstance(found, list) else []


@cache
def _compiled_css(query: str) -> Callable[[Any], Any]:
    return compiled(css2xpath(query))


def lines_of(element: Selector, drop: Iterable[str] = ()) -> list[str]:
    """Return the element's text as its paragraphs, without what the CSS queries in drop find."""
    dropped = frozenset(
        found.root for query in drop for found in element.css(query) if found.root is not None
    )
    return _lines(element.root, dropped)


def lines_below(root: Any, dropped: frozenset[Any] = frozenset()) -> list[str]:
    """Return an lxml element's text as its paragraphs, without the dropped elements."""
    return _lines(root, dropped)


def _lines(root: Any, dropped: frozenset[Any]) -> list[str]:
    """Walk the tree once; a block element or a line break ends a line."""
    pieces: list[str] = []
    walk = etree.iterwalk(root, events=("start", "end", "comment", "pi"))
    for event, element in walk:
        if element.tag in _BLOCKS:
            pieces.append("\n")
        if event != "start":
            text = element.tail if element is not root else None
        elif element is not root and (element.tag in _SILENT or element in dropped):
            walk.skip_subtree()
            text = None
        else:
            text = element.text
        if text:
            pieces.append(_SPACE.sub(" ", text))
    return [line for line in map(one_line, "".join(pieces).split("\n")) if line]


def read_count(text: str | None) -> int | None:
    """Return a number as boards show it: "1,234", "1.2 k", "[12]", "(4)", "99+"; None for "-"."""
    found = _COUNT.search(text or "")
    if found is None:
        return None
    return round(float(found[1].replace(",", "")) * _COUNT_UNITS.get((found[2] or "").lower(), 1))
