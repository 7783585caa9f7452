"""Where a saved page was, as far as that names the page and not its site."""

from __future__ import annotations

from urllib.parse import urlsplit

from parsel import Selector

from crawler.parsers.own_address import own_addresses


def find_address(text: str, page: Selector) -> str:
    """Return the page's own address, or "".

    A site's front page is none, nor is the base of the page's links: pages under either would all
    pass for one document.
    """
    base = page.css("base[href]::attr(href)").get("").strip()
    return next((url for url in own_addresses(page, text) if is_inner(url) and url != base), "")


def is_inner(url: str) -> bool:
    """Tell whether an address leads to a page within a site."""
    parts = urlsplit(url)
    return bool(parts.hostname) and (parts.path not in {"", "/"} or bool(parts.query))
