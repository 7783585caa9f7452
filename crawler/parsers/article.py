"""The page of a news article → its title, text and times."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from parsel import Selector

from crawler.parsers.addresses import absolute, is_same_site
from crawler.parsers.article_body import (
    MOST_TAGS_TO_GUESS,
    NOTHING,
    SHORTEST_BODY,
    LaidOut,
    article_lines,
    host_of,
    lay_out,
)
from crawler.parsers.article_time import choose_time
from crawler.parsers.article_title import choose_title
from crawler.parsers.embedded import EmbeddedArticle
from crawler.parsers.fusion import find_fusion_article
from crawler.parsers.hankookilbo import find_hankookilbo_article
from crawler.parsers.html import (
    find_all,
    first,
    lines_below,
    lines_of,
    one_line,
    parse_html,
    text_of,
)
from crawler.parsers.jsonld import find_news_article, text_value
from crawler.parsers.news1 import find_news1_article
from crawler.parsers.plain import find_time
from crawler.parsers.records import Article
from models.errors import ParseError
from models.problems import Problem

_TITLE_META = ("headline", "og:title", "twitter:title")
_PUBLISHED_META = (
    "article:published_time", "og:article:published_time", "datePublished", "pubdate", "date",
    "Date", "DC.date.issued", "og:regDate", "published_time", "nate:createdtime",
)  # fmt: skip
_MODIFIED_META = ("article:modified_time", "article:modified", "dateModified", "og:updated_time")
_TIME_ELEMENTS = ("[itemprop=datePublished]::attr(datetime)", "time::attr(datetime)")
_SHOWN_TIME = re.compile(r"\d{4}\s*[-./년]\s*\d{1,2}\s*[-./월]\s*\d{1,2}\D{0,12}\d{1,2}:\d{2}")
_MOST_HEADINGS = 6  # pages with their logo, their sections and the title all as h1 have five
_LATER = re.compile(r"수정|업데이트|갱신|최종")
_OF_PORTAL = "#dic_area, #articleBodyContents, #articeBody, #newsEndContents"


@dataclass(frozen=True, slots=True)
class _Page:
    """A parsed page and everything on it that may tell of the article."""

    text: str
    url: str
    html: Selector
    fetched_at: datetime
    data: dict[str, Any]  # JSON-LD
    metas: dict[str, str]
    embedded: EmbeddedArticle | None = None
    laid_out: LaidOut = field(default=NOTHING)


def parse_article(text: str, url: str, fetched_at: datetime, *, may_guess: bool = True) -> Article:
    """Return the article of a page. Raises ParseError where the page holds none.

    may_guess: whether the text of a page of unknown layout may be what trafilatura finds.
    """
    page = _look_at(text, url, fetched_at)
    title = _title(page)
    if not title:
        raise ParseError(url, Problem("problem.parse.no_article_title"))
    body = "\n".join(_body(page, title, may_guess)) or _flash(page, title)
    if len(body) < SHORTEST_BODY:
        raise ParseError(url, Problem("problem.parse.no_article_body"))
    published = _published(page)
    if published is None and not is_marked_as_article(page.html, page.data):
        raise ParseError(url, Problem("problem.parse.not_an_article"))
    modified = _modified(page)
    if modified and published and modified <= published:
        modified = None
    return Article(_address(page), title, body, published, modified, _publisher(page))


def is_marked_as_article(page: Selector, data: dict[str, Any]) -> bool:
    """Tell whether the page itself says that it is an article."""
    kind = first(page, 'meta[property="og:type"]')
    is_article = kind is not None and kind.attrib.get("content", "").lower() == "article"
    return bool(data) or is_article or bool(page.css(_OF_PORTAL))


def _look_at(text: str, url: str, fetched_at: datetime) -> _Page:
    page = parse_html(text, url)
    metas = _metas(page)
    data, embedded = find_news_article(page), _embedded(text, page)
    laid_out = NOTHING
    if embedded:
        inner = parse_html(f"<article class='article_body'>{embedded.html}</article>", url)
        laid_out = lay_out(inner, "")
    if not laid_out.lines:
        canonical = first(page, "link[rel=canonical]")
        own = canonical.attrib.get("href", "") if canonical is not None else ""
        host = next((h for h in map(host_of, (own, metas.get("og:url", ""))) if h), host_of(url))
        laid_out = lay_out(page, host)
    return _Page(text, url, page, fetched_at, data, metas, embedded, laid_out)


def _embedded(text: str, page: Selector) -> EmbeddedArticle | None:
    """Return the article that the page has as data; the marks say whether it is worth a look."""
    finders = {
        "contentHtml": find_hankookilbo_article,
        "Fusion.globalContent": find_fusion_article,
        "contentArrange": find_news1_article,
    }
    for mark, find in finders.items():
        if mark in text and (found := find(page)):
            return found
    return None


def _metas(page: Selector) -> dict[str, str]:
    """Return the page's meta elements by name; of two of one name the first."""
    metas: dict[str, str] = {}
    for element in find_all(page.root, "meta[content]"):
        for name in ("property", "name", "itemprop"):
            if key := element.get(name):
                metas.setdefault(key, one_line(element.get("content")))
    return metas


def _title(page: _Page) -> str:
    """Return the title: of the page's data, or as its headings show it."""
    if page.embedded and page.embedded.title:
        return one_line(page.embedded.title)
    queries = (*page.laid_out.layout.title, "h1")
    headings = [
        " ".join(lines_below(found))
        for query in queries
        for found in find_all(page.html.root, query)[:_MOST_HEADINGS]
    ]
    named = next((named for name in _TITLE_META if (named := page.metas.get(name))), "")
    site = page.metas.get("og:site_name", "")
    headline = text_value(page.data, "headline")
    return choose_title(headline, named or text_of(first(page.html, "title")), headings, site)


def _body(page: _Page, title: str, may_guess: bool) -> list[str]:
    stated = text_value(page.data, "articleBody")
    guess = [] if page.laid_out.lines or not may_guess else _guess_lines(page)
    return article_lines(page.laid_out, stated, guess, title)


def _flash(page: _Page, title: str) -> str:
    """Return the title where the page's text is nothing else, as a first 속보 has it; else ""."""
    return title if title in page.laid_out.lines else ""


def _guess_lines(page: _Page) -> list[str]:
    """Return the text that trafilatura takes for the article."""
    if page.text.count("<") > MOST_TAGS_TO_GUESS:
        return []
    import trafilatura  # 0.6 s, and only pages of unknown layout need it

    found = trafilatura.extract(page.text, include_comments=False, include_tables=False)
    return (found or "").split("\n")


def _published(page: _Page) -> datetime | None:
    return choose_time(_published_texts(page), lambda: _shown_time(page), page.fetched_at)


def _published_texts(page: _Page) -> Iterator[str]:
    if page.embedded:
        yield page.embedded.published
    yield text_value(page.data, "datePublished", "dateCreated")
    yield from (page.metas.get(name, "") for name in _PUBLISHED_META)
    yield from _found(page, page.laid_out.layout.published)
    yield from _found(page, _TIME_ELEMENTS)


def _shown_time(page: _Page) -> str | datetime | None:
    """Return when a reader is told that it was published: by the layout, a label, or first."""
    for text in _found(page, page.laid_out.layout.published):
        if _SHOWN_TIME.search(text) or ":" in text:
            return text
    lines = lines_of(page.html)
    _, moment = find_time(lines, page.fetched_at)
    return moment or next(
        (line for line in lines if len(line) <= 60 and _SHOWN_TIME.search(line)), None
    )


def _found(page: _Page, queries: tuple[str, ...]) -> list[str]:
    """Return what the queries find first; a text that speaks of an edit stands last."""
    texts = [one_line(found[0]) for query in queries if (found := find_all(page.html.root, query))]
    return sorted(texts, key=lambda text: bool(_LATER.match(text)))


def _modified(page: _Page) -> datetime | None:
    return choose_time(_modified_texts(page), lambda: None, page.fetched_at)


def _modified_texts(page: _Page) -> Iterator[str]:
    if page.embedded:
        yield page.embedded.modified
    yield text_value(page.data, "dateModified")
    yield from (page.metas.get(name, "") for name in _MODIFIED_META)
    yield from _found(page, page.laid_out.layout.modified)


def _address(page: _Page) -> str:
    """Return the address that the page calls its own, where it is of the same site."""
    canonical = first(page.html, "link[rel=canonical]")
    for address in (
        canonical.attrib.get("href", "") if canonical is not None else "",
        page.metas.get("og:url", ""),
    ):
        own = absolute(page.url, address) if address else ""
        if own and is_same_site(own, page.url):
            return own
    return page.url


def _publisher(page: _Page) -> str | None:
    if page.html.css(_OF_PORTAL):  # a portal: the site is not the press
        return page.metas.get("twitter:creator") or None
    publisher = page.data.get("publisher")
    named = text_value(publisher, "name") if isinstance(publisher, dict) else ""
    return one_line(named) or page.metas.get("og:site_name") or None
