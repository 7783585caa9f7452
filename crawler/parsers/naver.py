"""네이버 뉴스: the addresses of its articles, and its section and search lists."""

from __future__ import annotations

import re
from datetime import datetime

from parsel import Selector

from crawler.dates import read_date
from crawler.parsers.addresses import absolute, query_value, without_tracking
from crawler.parsers.html import first, one_line, parse_html, text_of
from crawler.parsers.records import BoardRow
from models.errors import ParseError
from models.problems import Problem

_ARTICLE_PATH = re.compile(r"/article/(?:comment/)?(\d{3})/(\d{10})")


def article_key(url: str) -> str:
    """Return the press and article numbers that identify an article, as "oid-aid"; or ""."""
    if found := _ARTICLE_PATH.search(url):
        return f"{found[1]}-{found[2]}"
    oid, aid = query_value(url, "oid"), query_value(url, "aid")
    return f"{oid}-{aid}" if oid.isdigit() and aid.isdigit() else ""


def article_url(key: str) -> str:
    """Return an article's one address."""
    return f"https://n.news.naver.com/article/{key.replace('-', '/')}"


def parse_section(text: str, url: str, fetched_at: datetime) -> list[BoardRow]:
    """Return the articles of a section list. Raises ParseError where there is none."""
    page = parse_html(text, url)
    if page.css("#dic_area, #articleBodyContents"):
        raise ParseError(url, Problem("problem.parse.naver_article"))
    rows = [_section_row(item, url, fetched_at) for item in page.css("li.sa_item")]
    rows += [_old_row(item, url, fetched_at) for item in page.css(".list_body li:has(dl)")]
    found = {row.id: row for row in rows if row}
    if not found:
        raise ParseError(url, Problem("problem.parse.naver_list"))
    return list(found.values())


def _section_row(item: Selector, url: str, fetched_at: datetime) -> BoardRow | None:
    link = first(item, "a.sa_text_title")
    if link is None:
        return None
    when = text_of(first(item, ".sa_text_datetime b", ".sa_text_datetime"))
    return _row(link, url, read_date(when, fetched_at), item, ".sa_text_press", ".sa_text_lede")


def _old_row(item: Selector, url: str, fetched_at: datetime) -> BoardRow | None:
    """Return a row of the layout in EUC-KR, in use until 2024 and for 속보 lists."""
    link = first(item, "dt:not(.photo) a")
    if link is None:
        return None
    when = text_of(first(item, "dd .date"))
    return _row(link, url, read_date(when, fetched_at), item, "dd .writing", "dd .lede")


def _row(
    link: Selector, base: str, posted: datetime | None, item: Selector, press: str, lede: str
) -> BoardRow | None:
    url = absolute(base, link.attrib.get("href", ""))
    key, title = article_key(url), text_of(link)
    if not key or not title:
        return None
    publisher = text_of(first(item, press)) or None
    summary = text_of(first(item, lede))
    return BoardRow(key, article_url(key), title, posted, publisher=publisher, summary=summary)


def parse_search(text: str, url: str, fetched_at: datetime) -> list[BoardRow]:
    """Return the articles of a news search. Raises ParseError where there is none."""
    page = parse_html(text, url)
    # Class names are hashes that change; these attributes are the site's own click statistics.
    links = page.css('a[data-heatmap-target=".tit"]')
    rows = [row for link in links if (row := _search_row(link, url, fetched_at))]
    if not rows:
        raise ParseError(url, Problem("problem.parse.naver_search"))
    return rows


def _search_row(link: Selector, base: str, fetched_at: datetime) -> BoardRow | None:
    url, title = absolute(base, link.attrib.get("href", "")), text_of(link)
    if not url or not title:
        return None
    item = _item_around(link)
    times = (
        read_date(text_of(part), fetched_at) for part in item.css(".sds-comps-profile-info-subtext")
    )
    posted = next((moment for moment in times if moment), None)
    press = text_of(first(item, ".sds-comps-profile-info-title-text")) or None
    summary = text_of(first(item, ".sds-comps-text-type-body1"))
    identity = article_key(url) or without_tracking(url)
    return BoardRow(identity, url, one_line(title), posted, publisher=press, summary=summary)


def _item_around(link: Selector) -> Selector:
    """Return the innermost element around the link that also holds its press and time."""
    for ancestor in reversed(link.xpath("ancestor::div")):
        if ancestor.css(".sds-comps-profile-info-title-text"):
            return ancestor
    return link
