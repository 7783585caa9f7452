"""The address of a list's next page, from the address of this one."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlsplit, urlunsplit

NextPage = Callable[[str], str | None]

# What notice boards call the number of the page; read only where an address names it already.
_PAGE_NAMES = ("page", "pageIndex", "pageNo", "pageNum", "currentPage", "cpage")


def no_next_page(url: str) -> str | None:
    """Return None: the list has one page, or nobody knows where its next one is."""
    return None


def by_query(parameter: str, *, first: int = 1, step: int = 1) -> NextPage:
    """Return a function that counts the parameter up; an address without it is the first page.

    Of an address whose parameter is no number, the function returns None.
    """

    def next_page(url: str) -> str | None:
        parts = urlsplit(url)
        # Not parse_qsl: a query in CP949 would come back as another one.
        pairs = [pair for pair in parts.query.split("&") if pair]
        places = [i for i, pair in enumerate(pairs) if pair.partition("=")[0] == parameter]
        if not places:
            pairs.append(f"{parameter}={first + step}")
        else:
            number = pairs[places[-1]].partition("=")[2]
            if not (number.isascii() and number.isdigit()):
                return None
            pairs[places[-1]] = f"{parameter}={int(number) + step}"
        return urlunsplit((parts.scheme, parts.netloc, parts.path, "&".join(pairs), ""))

    return next_page


def by_named_page(url: str) -> str | None:
    """Return the next page of a list on any site, None where the address names no page."""
    names = {pair.partition("=")[0] for pair in urlsplit(url).query.split("&")}
    known = next((name for name in _PAGE_NAMES if name in names), None)
    return by_query(known)(url) if known else None
