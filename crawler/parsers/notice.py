"""A list of official notices of any site, and a notice's page."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from itertools import takewhile

from parsel import Selector

from crawler.dates import read_date
from crawler.parsers.addresses import absolute, query_value, without_tracking
from crawler.parsers.html import (
    attribute,
    compiled,
    find_all,
    first,
    lines_of,
    one_line,
    parse_html,
    read_count,
    text_of,
)
from crawler.parsers.layouts import CLUTTER
from crawler.parsers.link_rows import COUNT_AFTER
from crawler.parsers.records import BoardRow, Post
from models.errors import ParseError
from models.problems import Problem

# What may be a row, most telling first. Menus are lists too, but have no dates.
_ROWS = (
    "table tbody tr", "table tr", "ul li", "ol li", "dl", "[class*=list] > div", "article",
    "a[class*=row], a[class*=item], a[class*=post], a[class*=card]",
)  # fmt: skip
_DATES = "[class*=date], [class*=time], time"
_NAMED_PARTS = ("[class*=tit]", "[class*=subject]", "strong")
_LINKS = "descendant-or-self::a[@href]"
_NAMED_TITLE = compiled(
    "ancestor-or-self::*[contains(@class, 'tit') or contains(@class, 'subject') or self::h1 or self::h2"
    " or self::h3 or self::h4 or self::h5 or self::strong or self::dt]"
)
MOST_LINKS = 20  # a row leads to its post, board and writer; with more it is the list itself
_GROUPED = "dl > :is([class*=subject], [class*=Subject], [class*=tit]):is(dt, dd)"
LEAST_GROUPED = 3
_MENUS = "ancestor-or-self::*[self::nav or self::header or self::footer]"
_NUMBERS = ("no", "seq", "idx", "id", "noticeId", "noticeNo", "articleNo", "nttId", "bbsSeq", "num")
_DATED = re.compile(
    r"\d{2,4}\s*[-./년]\s*\d{1,2}\s*[-./월]\s*\d{1,2}|\d\s*(?:분|시간|일)\s*전|어제|오늘|방금"
)
_CLOCK_OR_DAY = re.compile(r"\d{1,2}[:./-]\d{1,2}")
_TITLES = (
    "[class*=view] [class*=subject]", "[class*=view] [class*=title]", "[class*=view] h1",
    "[class*=view] h2", "[class*=view] h3", "[class*=detail] [class*=title]", "main h1", "article h1",
    "h1[class*=tit]", "h2[class*=tit]", "h3[class*=tit]", ".subject", ".title",
)  # fmt: skip
_BODIES = (
    "[class*=view] [class*=content]", "[class*=view] [class*=cont]", "[class*=detail] [class*=cont]",
    "[itemprop=articleBody]", ".board_content", ".view_content", ".contents", "article", "main",
    ".content", ".cont", "#content",
)  # fmt: skip
_TIMES = (
    "[class*=view] [class*=date]", "[class*=view] [class*=info]", "[class*=date]", "time",
    "[class*=info]", "dd", "th + td",
)  # fmt: skip
_HEADINGS = ":is([class*=view], [class*=detail], [class*=board], main) :is(h1, h2, h3, h4)"
SHORTEST_BODY = 10
# What a board of notices is called, as its heading or beside the site's name.
BOARD_NAME = re.compile(
    r"(?:^|[-|:·>\s])(?:공지\s*사항|공지|알림\s*마당|고객\s*센터|notice)s?(?=$|[-|:·<\s])",
    re.IGNORECASE,
)


def parse_list(text: str, url: str, fetched_at: datetime) -> list[BoardRow]:
    """Return the notices of a list: what has a link and a date. Raises ParseError."""
    page = parse_html(text, url)
    grouped = {row.id: row for row in _grouped(page, url, fetched_at)}
    if len(grouped) >= LEAST_GROUPED:
        return list(grouped.values())
    for query in _ROWS:
        rows = {e.root: row for e in page.css(query) if (row := _row(e, url, fetched_at))}
        # What holds two rows is the list around them.
        within = Counter(above for root in rows for above in root.iterancestors())
        found = {row.id: row for root, row in rows.items() if within[root] < 2}
        if found:
            return list(found.values())
    raise ParseError(url, Problem("problem.parse.no_dated_rows"))


def _grouped(page: Selector, base: str, fetched_at: datetime) -> Iterator[BoardRow]:
    """Yield the rows of lists whose titles and dates are neighbours, several to one element."""
    cells = page.css(_GROUPED)
    titles = {cell.root for cell in cells}
    for cell in cells:
        link = next((a for a in cell.css("a[href]") if text_of(a)), None)
        url = without_tracking(absolute(base, link.attrib["href"])) if link is not None else ""
        own = takewhile(lambda beside: beside not in titles, cell.root.itersiblings())
        dates = (text_of(d) for e in own for d in Selector(root=e, type="html").css(_DATES))
        posted = next(filter(None, (read_date(text, fetched_at) for text in dates)), None)
        if url and posted:
            yield BoardRow(notice_id(url), url, text_of(cell), posted)


def _row(element: Selector, base: str, fetched_at: datetime) -> BoardRow | None:
    if element.xpath(_MENUS) or element.css("table, tr tr"):
        return None
    found = element.xpath(_LINKS)[: 2 * MOST_LINKS]
    links = [link for link in found if text_of(link)]
    if not 0 < len(links) <= MOST_LINKS:
        return None
    link = max(links, key=_likeness)
    href = link.attrib["href"]
    url = without_tracking(absolute(base, href)) if href else ""
    posted = _row_time(element, link, fetched_at)
    if not url or posted is None:
        return None
    named = (text_of(part) for query in _NAMED_PARTS for part in link.css(query))
    title = next(filter(None, named), "") or text_of(link)
    count = COUNT_AFTER.search(title)
    return BoardRow(
        notice_id(url),
        url,
        COUNT_AFTER.sub("", title),
        posted,
        comments=read_count(count[1]) if count else None,
    )


def _likeness(link: Selector) -> tuple[bool, bool, int]:
    """Return how like a row's title a link is: one named so, without the row's date, the longest."""
    return bool(_NAMED_TITLE(link.root)), not find_all(link.root, _DATES), len(text_of(link))


def notice_id(url: str) -> str:
    """Return what identifies a notice: the number in its address, else the address."""
    if number := query_value(url, *_NUMBERS):
        return number
    found = re.search(r"/(\d+)(?:\.\w+)?/?(?:\?|$)", url)
    return found[1] if found else url


def _row_time(element: Selector, link: Selector, fetched_at: datetime) -> datetime | None:
    """Return the time that one of the row's cells is, the title's cell left out."""
    stated = element.css("time::attr(datetime)").getall()
    moments = (read_date(text, fetched_at) for text in stated if ":" in text)  # with its clock
    if moment := next((found for found in moments if found), None):
        return moment
    named = element.css(_DATES)
    # A row that is a link itself has its date inside.
    is_row = link.root is element.root
    inside_link = set() if is_row else {e.root for e in link.xpath("descendant-or-self::*")}
    cells = [
        cell for cell in named or element.xpath(".//*") if named or cell.root not in inside_link
    ]
    for cell in cells:
        text = text_of(cell)
        if len(text) > 40 or not (_DATED.search(text) or _CLOCK_OR_DAY.search(text)):
            continue
        if moment := read_date(text, fetched_at):
            return moment
    return None


def parse_post(text: str, url: str, fetched_at: datetime) -> Post:
    """Return the notice of a page. Raises ParseError."""
    page = parse_html(text, url)
    title = _title(page)
    if not title:
        raise ParseError(url, Problem("problem.parse.no_notice_title"))
    for query in _BODIES:
        for element in page.css(query):
            lines = [line for line in lines_of(element, CLUTTER) if line != title]
            if sum(map(len, lines)) >= SHORTEST_BODY:
                posted = _post_time(page, fetched_at)
                return Post(notice_id(url), url, title, "\n".join(lines), posted)
    raise ParseError(url, Problem("problem.parse.no_notice_body"))


def _title(page: Selector) -> str:
    named = attribute(page, 'meta[property="og:title"]', "content")
    whole = named or text_of(first(page, "title"))
    for query in _TITLES:
        shown = text_of(first(page, query))
        # The page's own title holds the notice's, with the site's name after it.
        is_its = not whole or shown in whole or query.startswith("[class*=view]")
        if shown and is_its and not BOARD_NAME.fullmatch(shown):
            return shown
    if BOARD_NAME.search(whole):  # every page of the board has this one
        headings = map(text_of, page.css(_HEADINGS))
        return next((h for h in headings if h and not BOARD_NAME.search(h)), one_line(whole))
    return one_line(whole)


def _post_time(page: Selector, fetched_at: datetime) -> datetime | None:
    for query in _TIMES:
        for element in page.css(query):
            text = text_of(element)
            if len(text) <= 200 and _DATED.search(text) and (moment := read_date(text, fetched_at)):
                return moment
    return None
