"""A list whose markup no shape describes: the rows around its links to posts."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from parsel import Selector

from crawler.parsers.addresses import absolute
from crawler.parsers.board_shapes import Address, leads_elsewhere
from crawler.parsers.html import one_line, read_count, text_of
from crawler.parsers.notice_rows import is_notice
from crawler.parsers.own_address import original
from crawler.parsers.records import BoardRow
from crawler.parsers.stated_time import read_stated

# Fewer dated links to posts may be what a page recommends beside its own content.
LEAST_ROWS = 3
# A list shows some dozens; each link costs a walk up to the page's root.
MOST_POSTS = 1_000
_LONGEST_TIME = 30
_LIKE_A_TIME = re.compile(r"\d{1,4}\s*[:./-]\s*\d{1,2}|\d\s*(?:초|분|시간|일)\s*전|방금|어제")
_COUNT_ONLY = re.compile(r"[\[(]?\s*[\d,]+\+?\s*[\])]?")
COUNT_AFTER = re.compile(r"\s*[\[(]\s*([\d,]+)\s*[\])]$")
_ASIDE = "ancestor-or-self::*[self::nav or self::header or self::footer or self::aside]"
_DATED = ":is([class*=date], [class*=time], time)"
_COUNTED = "[class*=repl], [class*=comment], [class*=cmt]"


@dataclass(slots=True)
class _Links:
    """The links to one post, and the largest element that leads to no other."""

    url: str
    anchors: list[Selector] = field(default_factory=list)
    row: Any = None


def find_linked_rows(
    page: Selector, url: str, fetched_at: datetime, address: Address, domain: str
) -> list[BoardRow]:
    """Return the rows of the list with the most dated links to posts; [] where there is none."""
    posts = dict(_posts(page, url, address, domain))
    groups: dict[Any, list[tuple[int, BoardRow]]] = defaultdict(list)
    for number, links in posts.items():
        row = Selector(root=links.row, type="html")
        if row.xpath(_ASIDE) or is_notice(row):
            continue
        if found := _row(number, links, row, fetched_at):
            parent = links.row.getparent()
            groups[parent].append((parent.index(links.row), found))
    rows = max(groups.values(), key=len, default=[])
    ordered = [row for _, row in sorted(rows, key=lambda placed: placed[0])]
    return ordered if len(ordered) >= LEAST_ROWS else []


def _posts(
    page: Selector, base: str, address: Address, domain: str
) -> Iterator[tuple[str, _Links]]:
    """Return the posts that the page links to, each with its links and its row."""
    posts: dict[str, _Links] = {}
    for anchor in page.css("a[href]"):
        target = original(absolute(base, anchor.attrib["href"]))
        number = address.number_of(target)
        if not number or leads_elsewhere(target, base, domain):
            continue
        is_known = number in posts
        if not address.is_of_another_board(target, base) and (is_known or len(posts) < MOST_POSTS):
            links = posts.setdefault(number, _Links(address.clean(target)))
            links.anchors.append(anchor)
    within: Counter[Any] = Counter()  # how many posts each element leads to
    for links in posts.values():
        above = {e for anchor in links.anchors for e in _self_and_above(anchor.root)}
        within.update(above)
    for number, links in posts.items():
        links.row = links.anchors[0].root
        for element in _self_and_above(links.anchors[0].root):
            if within[element] > 1 or element.tag in {"body", "html"}:
                break
            links.row = element
        yield number, links


def _self_and_above(element: Any) -> Iterator[Any]:
    yield element
    yield from element.iterancestors()


def _row(number: str, links: _Links, row: Selector, fetched_at: datetime) -> BoardRow | None:
    titles = [title for anchor in links.anchors if (title := _title(anchor))]
    posted = _time(row, fetched_at)
    if not titles or posted is None:
        return None
    title = max(titles, key=len)
    counts = [read_count(text_of(found)) for found in row.css(_COUNTED)]
    after = COUNT_AFTER.search(title)
    return BoardRow(
        id=number,
        url=links.url,
        title=COUNT_AFTER.sub("", title),
        posted_at=posted,
        comments=next(
            (c for c in counts if c is not None), read_count(after[1]) if after else None
        ),
    )


def _title(anchor: Selector) -> str:
    named = anchor.css("[class*=tit], [class*=subject], strong, h2, h3, h4")
    shown = text_of(named[0]) if named else ""
    shown = shown or one_line(anchor.attrib.get("title")) or text_of(anchor)
    return "" if _COUNT_ONLY.fullmatch(shown) else shown


def _time(row: Selector, fetched_at: datetime) -> datetime | None:
    """Return the time that an attribute or a short text of the row is."""
    texts = row.css("::attr(datetime), ::attr(title)").getall()
    texts += row.css(f"{_DATED} ::text").getall() + row.css("::text").getall()
    short = (text for text in map(one_line, texts) if len(text) <= _LONGEST_TIME)
    moments = (read_stated(text, fetched_at) for text in short if _LIKE_A_TIME.search(text))
    return next((moment for moment in moments if moment), None)
