"""How a site's file describes its boards: addresses, lists and posts."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import parse_qs, parse_qsl, urlencode, urlsplit, urlunsplit

from crawler.parsers.addresses import is_same_site

# What browsers and servers agree on; patterns look through a longer one for too long.
LONGEST_ADDRESS = 2_000


@dataclass(frozen=True, slots=True)
class Address:
    """How a site's addresses name a post."""

    number: re.Pattern[str]  # the group that took part is the post's number
    keep: tuple[str, ...] = ()  # the query parameters that matter; the others are where one was
    board: tuple[str, ...] = ()  # those that name the board: posts of others are not of its list

    def number_of(self, url: str) -> str:
        """Return the post's number, or ""."""
        found = self.number.search(url) if len(url) <= LONGEST_ADDRESS else None
        return next((group for group in found.groups() if group), "") if found else ""

    def clean(self, url: str) -> str:
        """Return the post's one address."""
        parts = urlsplit(url)
        kept = [pair for pair in parse_qsl(parts.query) if pair[0] in self.keep]
        return urlunsplit((parts.scheme, parts.netloc, parts.path, urlencode(kept), ""))

    def is_of_another_board(self, url: str, base: str) -> bool:
        """Tell whether a list's address names a board, and the post's another one."""
        its, ours = parse_qs(urlsplit(url).query), parse_qs(urlsplit(base).query)
        return any(its.get(name, own) != own for name, own in ours.items() if name in self.board)


@dataclass(frozen=True, slots=True)
class ListShape:
    """CSS queries for a list; rows may find notices and adverts too, which are left out."""

    rows: str
    link: str  # "" where the row itself is the link
    title: tuple[str, ...]  # queries that end in ::attr(…) or name an element
    times: tuple[str, ...]  # queries for text or elements; () where lists show none
    comments: tuple[str, ...] = ()
    views: tuple[str, ...] = ()
    not_title: tuple[str, ...] = ()  # what stands in the title's element and is not the title
    only_if: str = ""  # a row without this is none
    number: tuple[str, ...] = ()  # where the post's number is shown; a notice has a word there


@dataclass(frozen=True, slots=True)
class PostShape:
    """CSS queries for a post's page."""

    title: tuple[str, ...]
    body: tuple[str, ...]
    times: tuple[str, ...]
    views: tuple[str, ...] = ()
    drop: tuple[str, ...] = ()
    not_title: tuple[str, ...] = ()
    only_if: str = ""  # a page without this is no post of the site


def is_at(url: str, domain: str) -> bool:
    """Tell whether an address is of a domain or of a host below it."""
    host = (urlsplit(url).hostname or "").lower()
    return host == domain or host.endswith(f".{domain}")


def leads_elsewhere(url: str, base: str, domain: str) -> bool:
    """Tell whether a link leaves the site: adverts do."""
    return not url or not (is_at(url, domain) or is_same_site(url, base))
