"""Whether what is sent comes from a page of ours, and not from another that a reader has open."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlsplit

_OURS = "same-origin"
_HIDDEN = "null"  # what a browser sends that keeps to itself where it is


def is_from_here(headers: Mapping[str, str], public_url: str | None) -> bool:
    """Tell whether a browser says that the request comes from this site.

    There is no cookie and no account to abuse; but another site could have its visitors, each with an
    address of its own, send what it likes, also to a page on their own machine or network. Every
    browser of the last years says where a form is from: Sec-Fetch-Site (over TLS and on loopback),
    and Origin. Who says neither is no browser, and is refused too, so that leaving them out is no way in.
    """
    site, origin = headers.get("sec-fetch-site"), headers.get("origin")
    if site is not None and site != _OURS:
        return False
    if origin is None or origin == _HIDDEN:
        return site == _OURS
    return _place(origin) in _places(headers.get("host", ""), public_url)


def _places(host: str, public_url: str | None) -> set[tuple[str, str]]:
    """Return the places that are this site: as it was asked for, and as it is called in public."""
    asked = {
        ("http", host.strip().lower()),
        ("https", host.strip().lower()),
    }  # TLS may end before us
    return {_without_port(*one) for one in asked} | ({_place(public_url)} if public_url else set())


def _place(url: str) -> tuple[str, str]:
    try:
        parts = urlsplit(url)
    except ValueError:  # what no browser sends
        return "", ""
    return _without_port(parts.scheme.lower(), parts.netloc.lower())


def _without_port(scheme: str, netloc: str) -> tuple[str, str]:
    """Return a place without the port that goes without saying."""
    return scheme, netloc.removesuffix({"http": ":80", "https": ":443"}.get(scheme, " "))
