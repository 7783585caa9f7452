"""The page of a news article → its title, text and times."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from parsel import Selector

from crawler.dates import read_date
from crawler.parsers.addresses import absolute, is_same_site
from crawler.parsers.hankookilbo import EmbeddedArticle, find_embedded_article
from crawler.parsers.html import attribute, first, lines_of, one_line, parse_html, text_of
from crawler.parsers.jsonld import find_news_article, text_value
from crawler.parsers.layouts import CLUTTER, LAYOUTS, Layout
from crawler.parsers.records import Article
from models.errors import ParseError

# The shortest real article (속보 of one sentence) has some 20 characters of text.
SHORTEST_BODY = 20
# trafilatura takes over linear time: 20,000 paragraphs 1.9 s, 80,000 17 s (measured).
MOST_TAGS_TO_GUESS = 20_000

_COPYRIGHT = re.compile(
    r"무단\s*(?:전재|복제|배포)|재배포\s*금지|^\W*copyright|저작권자\s*[ⓒ©(]", re.I
)
_PUBLISHED_META = (
    'meta[property="article:published_time"]', 'meta[name="article:published_time"]',
    'meta[property="og:article:published_time"]', 'meta[itemprop="datePublished"]',
    'meta[name="pubdate"]', 'meta[name="date"]', 'meta[name="Date"]', 'meta[name="DC.date.issued"]',
)  # fmt: skip
_MODIFIED_META = (
    'meta[property="article:modified_time"]', 'meta[name="article:modified_time"]',
    'meta[property="article:modified"]', 'meta[itemprop="dateModified"]',
)  # fmt: skip
_TIME_ELEMENTS = ("[itemprop=datePublished]::attr(datetime)", "time::attr(datetime)", "time::text")
_SHOWN_TIME = re.compile(r"\d{4}\s*[-./년]\s*\d{1,2}\s*[-./월]\s*\d{1,2}\D{0,12}\d{1,2}:\d{2}")
_NO_LAYOUT = Layout(body="")


@dataclass(frozen=True, slots=True)
class _Page:
    """A parsed page and everything on it that may tell of the article."""

    text: str
    url: str
    html: Selector
    fetched_at: datetime
    data: dict[str, Any] = field(default_factory=dict)  # JSON-LD
    embedded: EmbeddedArticle | None = None
    layout: Layout = _NO_LAYOUT
    lines: tuple[str, ...] = ()


def parse_article(text: str, url: str, fetched_at: datetime) -> Article:
    """Return the article of a page. Raises ParseError where the page holds none."""
    page = _look_at(text, url, fetched_at)
    title = _title(page)
    if not title:
        raise ParseError(url, "기사 제목을 찾을 수 없습니다")
    body = "\n".join(_body(page, title))
    if len(body) < SHORTEST_BODY:
        raise ParseError(url, "기사 본문을 찾을 수 없습니다")
    published = _time(page, _published_texts(page))
    if published is None and not is_marked_as_article(page.html, page.data):
        raise ParseError(url, "기사라는 표시도 날짜도 없는 페이지입니다")
    modified = _time(page, _modified_texts(page))
    if modified and published and modified <= published:
        modified = None
    return Article(_address(page), title, body, published, modified, _publisher(page))


def is_marked_as_article(page: Selector, data: dict[str, Any]) -> bool:
    """Tell whether the page itself says that it is an article."""
    kind = attribute(page, 'meta[property="og:type"]', "content").lower()
    return bool(data) or kind == "article" or bool(page.css("#dic_area, #articleBodyContents"))


def _look_at(text: str, url: str, fetched_at: datetime) -> _Page:
    page = parse_html(text, url)
    data, embedded = find_news_article(page), find_embedded_article(page)
    if embedded:
        inner = parse_html(f"<div>{embedded.html}</div>", url)
        layout, lines = _laid_out(inner)
    else:
        layout, lines = _laid_out(page)
    return _Page(text, url, page, fetched_at, data, embedded, layout, lines)


def _laid_out(page: Selector) -> tuple[Layout, tuple[str, ...]]:
    """Return the first layout whose body has text on this page, with its lines."""
    for layout in LAYOUTS:
        parts = page.css(layout.body)
        drop = (*CLUTTER, *layout.drop)
        lines = [
            line
            for part in (parts if layout.in_parts else parts[:1])
            for line in lines_of(part, drop)
        ]
        if sum(map(len, lines)) >= SHORTEST_BODY:
            return layout, tuple(lines)
    return _NO_LAYOUT, ()


def _title(page: _Page) -> str:
    """Return the title: JSON-LD, og:title, the layout's element, then <title>, as they stand."""
    if page.embedded:
        return one_line(page.embedded.title)
    named = attribute(page.html, 'meta[property="og:title"]', "content")
    element = text_of(first(page.html, *page.layout.title)) if page.layout.title else ""
    heading = text_of(first(page.html, "h1"))
    whole = text_of(first(page.html, "title"))
    found = one_line(text_value(page.data, "headline"))
    if found:
        return found
    if named or whole:
        return _without_site(html.unescape(named or whole), page, (element, heading))
    return element or heading


def _without_site(title: str, page: _Page, shown: Iterable[str]) -> str:
    """Return a title without the name of the site or section that publishers append."""
    for candidate in shown:  # what the page shows as its heading is the title without them
        if len(candidate) >= 5 and title.startswith(candidate):
            return candidate
    site = attribute(page.html, 'meta[property="og:site_name"]', "content")
    if site:
        title = re.sub(rf"\s*[-|:ㅣ–—<]\s*{re.escape(site)}\s*$", "", title)
    return one_line(
        re.sub(
            r"\s+[-|:ㅣ–—]\s+(?:뉴스\s+:\s+)?[^-|:ㅣ–—]{2,12}(?:닷컴|뉴스|일보|신문)$", "", title
        )
    )


def _body(page: _Page, title: str) -> list[str]:
    lines: Iterable[str] = page.lines
    if not lines:
        lines = text_value(page.data, "articleBody").split("\n")
    lines = [line for line in map(one_line, lines) if line]
    if sum(map(len, lines)) < SHORTEST_BODY:
        lines = _guess_lines(page)
    return [line for line in lines if line != title and not _is_boilerplate(line)]


def _is_boilerplate(line: str) -> bool:
    return len(line) < 120 and bool(_COPYRIGHT.search(line))


def _guess_lines(page: _Page) -> list[str]:
    """Return the text that trafilatura takes for the article."""
    if page.text.count("<") > MOST_TAGS_TO_GUESS:
        return []
    import trafilatura  # 0.6 s, and only pages of unknown layout need it

    found = trafilatura.extract(page.text, include_comments=False, include_tables=False)
    return [line for line in map(one_line, (found or "").split("\n")) if line]


def _published_texts(page: _Page) -> list[str]:
    texts = [page.embedded.published] if page.embedded else []
    texts.append(text_value(page.data, "datePublished", "dateCreated"))
    texts += [attribute(page.html, query, "content") for query in _PUBLISHED_META]
    texts += _found(page.html, (*page.layout.published, *_TIME_ELEMENTS))
    return [*texts, _first_shown_time(page.html)]


def _first_shown_time(page: Selector) -> str:
    """Return the first short text that is a day with its hour: the last resort."""
    texts = page.xpath("//body//text()[not(ancestor::script or ancestor::style)]").getall()
    shown = (text for text in map(one_line, texts) if len(text) <= 60)
    return next((text for text in shown if _SHOWN_TIME.search(text)), "")


def _modified_texts(page: _Page) -> list[str]:
    texts = [page.embedded.modified] if page.embedded else []
    texts.append(text_value(page.data, "dateModified"))
    texts += [attribute(page.html, query, "content") for query in _MODIFIED_META]
    return texts + _found(page.html, page.layout.modified)


def _found(page: Selector, queries: Iterable[str]) -> list[str]:
    return [one_line(page.css(query).get("")) for query in queries]


def _time(page: _Page, texts: Iterable[str]) -> datetime | None:
    times = (read_date(text, page.fetched_at) for text in texts if text)
    return next((moment for moment in times if moment), None)


def _address(page: _Page) -> str:
    """Return the address that the page calls its own, where it is of the same site."""
    for address in (
        attribute(page.html, "link[rel=canonical]", "href"),
        attribute(page.html, 'meta[property="og:url"]', "content"),
    ):
        own = absolute(page.url, address) if address else ""
        if own and is_same_site(own, page.url):
            return own
    return page.url


def _publisher(page: _Page) -> str | None:
    if page.html.css("#dic_area, #articleBodyContents"):  # a portal: the site is not the press
        return attribute(page.html, 'meta[name="twitter:creator"]', "content") or None
    publisher = page.data.get("publisher")
    named = text_value(publisher, "name") if isinstance(publisher, dict) else ""
    return (
        one_line(named) or attribute(page.html, 'meta[property="og:site_name"]', "content") or None
    )
