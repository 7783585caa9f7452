"""Addresses of pages: joined, cleaned and compared."""

from __future__ import annotations

import re
from urllib.parse import parse_qs, parse_qsl, urlencode, urljoin, urlsplit, urlunsplit

# Parameters that say how a reader came, not what is read.
_TRACKING = re.compile(
    r"^(?:utm_\w+|fbclid|gclid|igshid|mc_[ce]id|from|ref|rss|plink|input|cloc|sc|outputType)$"
)
_SECOND_LEVEL = frozenset({"co", "or", "go", "ac", "ne", "re", "pe", "com", "net", "org"})


def absolute(base: str, href: str) -> str:
    """Return the address a link leads to; "" where it is none that can be fetched."""
    try:
        joined = urljoin(base, href.strip())
        parts = urlsplit(joined)
        return joined if parts.scheme in {"http", "https"} and parts.hostname else ""
    except ValueError:
        return ""


def query_value(url: str, *names: str) -> str:
    """Return the first of the named query parameters that the address has, or ""."""
    values = parse_qs(urlsplit(url).query)
    return next((values[name][0] for name in names if name in values), "")


def without_tracking(url: str) -> str:
    """Return the address without fragment and tracking parameters: one article, one address."""
    parts = urlsplit(url)
    kept = [
        (name, value)
        for name, value in parse_qsl(parts.query, keep_blank_values=True)
        if not _TRACKING.match(name)
    ]
    query = parts.query if len(kept) == len(parse_qsl(parts.query, True)) else urlencode(kept)
    return urlunsplit((parts.scheme, parts.netloc, parts.path, query, ""))


def is_same_site(one: str, other: str) -> bool:
    """Tell whether two addresses belong to one site, and the first is not just its front page."""
    first, second = urlsplit(one), urlsplit(other)
    return first.path not in {"", "/"} and _site(first.hostname) == _site(second.hostname)


def site_of(url: str) -> str:
    """Return the name under which a site is registered: yna.co.kr of www.yna.co.kr."""
    return _site(urlsplit(url).hostname)


def _site(host: str | None) -> str:
    labels = (host or "").lower().split(".")
    size = 3 if len(labels) > 2 and labels[-2] in _SECOND_LEVEL else 2
    return (host or "") if (host or "").replace(".", "").isdigit() else ".".join(labels[-size:])
