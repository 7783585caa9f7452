"""The address that a page gives for itself, for pages that were saved without one."""

from __future__ import annotations

import re

from parsel import Selector

from crawler.parsers.addresses import absolute

# Browsers write where a page came from above its first element when they save it.
_SAVED_FROM = re.compile(r"<!--\s*saved from url=\(\d+\)(https?://\S+?)\s*-->")
_HEAD = 4_000
# Web archives put their own address and the time of the copy before each address of a page.
_ARCHIVED = re.compile(r"^https?://[^/]+/web/\d{4,14}(?:[a-z]{2}_)?/(?=https?://)")
_OWN = (
    "link[rel=canonical]::attr(href)",
    'meta[property="og:url"]::attr(content)',
    "base[href]::attr(href)",
)


def own_addresses(page: Selector, text: str = "", base: str = "") -> list[str]:
    """Return what the page calls its address, most telling first; [] where it calls it nothing."""
    saved = _SAVED_FROM.search(text[:_HEAD])
    given = [saved[1]] if saved else []
    given += [href for query in _OWN for href in page.css(query).getall()[:1]]
    given = [f"https:{address}" if address.startswith("//") else address for address in given]
    found = (original(absolute(base or address, address)) for address in given)
    return list(dict.fromkeys(address for address in found if address))


def original(url: str) -> str:
    """Return the address that an archived copy's address stands for; others as they are."""
    return _ARCHIVED.sub("", url)
