"""An article's title, among the places where a page states it."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable

from crawler.parsers.html import one_line

_SHORTEST = 5
_TAG = re.compile(r"</?(?:b|strong|em|i|u|br|span|font|mark)\b[^<>]*>", re.IGNORECASE)
_SEPARATOR = re.compile(r"\s+(?:[-:·–—<>]|::)\s+|\s*[|ㅣ]\s*")
_CUT = re.compile(r"\s*(?:…|\.{2,})$")
_PREFIX = re.compile(r"\s*(?:[\[(【<][^\])】>]{1,12}[\])】>]\s*)+")
# Section names that one CMS puts into its titles: "제목 < 산업 < 기사본문 - 매체".
_SECTIONS = re.compile(r"\s+<\s+[^<]{1,20}(?:<[^<]{1,30})*$")
_OUTLET = (
    r"[^-|:ㅣ–—]{0,10}(?:닷컴|뉴스|일보|신문|경제|방송|TV|투데이|타임[스즈]|데일리|미디어|저널|코리아|이코노미|"
    r"비즈|한겨레|뉴스1|뉴스24|뉴시스|블로터|플래텀|노컷|이데일리|ECONOMY|BIZ|Biz|MBN|KBS|MBC|SBS|YTN|JTBC)"
)
_TAIL = re.compile(
    rf"(?:\s*-\s*[가-힣·/]{{1,8}})?\s*ㅣ\s*{_OUTLET}$|(?:\s+(?:[-|:–—]|::)\s+|\s*\|\s*){_OUTLET}(?:\s*::)?$"
)
_REST = re.compile(rf"\s*[-|:ㅣ–—]\s*{_OUTLET}")
_OLD_TAIL = re.compile(r"(?:\s+:\s+[^:]{1,12}){1,3}$")  # "제목 : 경제일반 : 경제 : 뉴스"


def choose_title(headline: str, named: str, shown: Iterable[str], site: str) -> str:
    """Return the title as the page shows it, without what publishers append.

    headline is JSON-LD's; named is the page's name in a meta or title element; shown are the
    headings that may be the title; site is the publisher's name.
    """
    title = _plain(headline) or _plain(named)
    headings = [one_line(heading) for heading in shown]
    if not title:
        return next((heading for heading in headings if heading), "")
    for heading in headings:
        if len(heading) >= _SHORTEST and heading != site and _is_title_of(heading, title):
            return heading
    return title if headline and not _is_tail(title, site) else _without_site(title, site)


def _plain(text: str) -> str:
    return one_line(_TAG.sub("", html.unescape(text)))


def _is_title_of(heading: str, title: str) -> bool:
    """Tell whether a heading is the title without its tail, its prefix, or its cut end."""
    if title.startswith(heading):
        rest = title[len(heading) :]
        return not rest or bool(_SEPARATOR.match(rest) or _REST.fullmatch(rest))
    if title.endswith(heading):
        return bool(_PREFIX.fullmatch(title, 0, len(title) - len(heading)))
    stem = _CUT.sub("", title)
    return stem != title and len(stem) >= 2 * _SHORTEST and heading.startswith(stem)


def _is_tail(title: str, site: str) -> bool:
    return bool(site) and title != site and title.endswith(site)


def _without_site(title: str, site: str) -> str:
    """Return a title without the name of the site or section that publishers append."""
    bare = title
    if site:
        section = r"(?:\s*-\s*[가-힣·/]{1,8}(?=\s*ㅣ))?"
        bare = re.sub(rf"{section}\s*[-|:ㅣ–—<]\s*{re.escape(site)}\s*$", "", bare)
        bare = re.sub(rf"^{re.escape(site)}[^:|]{{0,6}}(?:::|[|ㅣ])\s*", "", bare)
    shorter = _TAIL.sub("", bare)
    while shorter != bare:
        bare, shorter = shorter, _TAIL.sub("", shorter)
    if title.endswith(": 한겨레"):
        shorter = _OLD_TAIL.sub("", shorter)
    return _SECTIONS.sub("", shorter).strip() or title
