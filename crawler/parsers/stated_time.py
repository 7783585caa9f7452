"""The times that elements of a board's page state."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime

from parsel import Selector

from crawler.dates import read_date
from crawler.parsers.html import one_line

# 루리웹 writes "2026.07.03 (17:40:40)".
_BRACKETED_CLOCK = re.compile(r"\(\s*(\d{1,2}:\d{2}(?::\d{2})?)\s*\)")
_CLOCK = re.compile(r"\d{1,2}:\d{2}(?::\d{2})?")
_FULL = re.compile(r"\d{4}\s*[-./년]\s*\d{1,2}\s*[-./월]\s*\d{1,2}\D{0,12}\d{1,2}:\d{2}")
# 에펨코리아 writes "먹거리 / 12:01 / 이름", 82쿡 "'26.4.19 3:12 PM".
_BETWEEN = re.compile(r"\s+[/|·ㅣ]\s+|\||\s+[/ㅣ]$")
_AROUND = "'‘’\"|·, /()[]"
_LONGEST = 60  # a label, a day, a clock and what stands beside them


def read_stated(text: str, fetched_at: datetime) -> datetime | None:
    """Return the time that a short text or a part of it states, in UTC; None where none does."""
    text = _BRACKETED_CLOCK.sub(r" \1", one_line(text))
    parts = (part.strip(_AROUND) for part in (text, *_BETWEEN.split(text)))
    moments = (read_date(part, fetched_at) for part in parts if part)
    return next((moment for moment in moments if moment), None)


def texts_of(scope: Selector, query: str) -> Iterator[str]:
    """Return what a CSS query finds: texts or attributes as they are, elements as their text.

    Of a time element whose attribute holds the day and whose text the clock, both are returned.
    """
    found = scope.css(query)
    if "::" in query:
        yield from found.getall()
        return
    for element in found:
        shown = one_line(" ".join(element.css("::text").getall()))
        stated = element.attrib.get("datetime", "")
        if stated and _CLOCK.fullmatch(shown) and not _CLOCK.search(stated):
            yield f"{stated} {shown}"
        else:
            yield stated or shown


def first_stated(page: Selector, fetched_at: datetime) -> datetime | None:
    """Return the first day with its clock that a page shows: a post's own, above its comments."""
    texts = page.xpath("//body//text()[not(ancestor::script or ancestor::style)]").getall()
    shown = (text for text in map(one_line, texts) if len(text) <= _LONGEST)
    stated = next((text for text in shown if _FULL.search(text)), "")
    return read_stated(stated, fetched_at) if stated else None
