"""With which key, and so at which address, a search API is asked."""

from __future__ import annotations

import ipaddress
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from models import config
from models.problems import Problem

if TYPE_CHECKING:
    from crawler.catalogue import Source

#: Whose keys there are.
NAMES = frozenset({"naver", "kakao"})
_HUB = ".apigw.ntruss.com"


@dataclass(frozen=True, slots=True)
class Access:
    """How an API is asked: its address, and the headers that carry the key; they are never shown."""

    url: str
    headers: Mapping[str, str] = field(repr=False)


def find_access(source: Source) -> Access | None:
    """Return how to ask the source: at its first address for which there is a key; None without."""
    for url in source.urls:
        headers = _headers(source.needs_key, url)
        if headers is not None:
            return Access(url, headers)
    return None


def missing_key(source: Source) -> str | None:
    """Return in one line what a source lacks to be crawled; None where it lacks no key."""
    if not source.needs_key or find_access(source):
        return None
    giver = Problem(f"problem.giver.{source.needs_key}")
    variables = Problem(f"problem.key.{source.needs_key}")
    return Problem("problem.crawl.no_key", giver=giver, variables=variables)


def may_carry_key(url: str) -> bool:
    """Tell whether a key may go to an address: encrypted, or within this machine."""
    parts = urlsplit(url)
    try:
        return parts.scheme == "https" or ipaddress.ip_address(parts.hostname or "").is_loopback
    except ValueError:
        return False


def _headers(name: str, url: str) -> dict[str, str] | None:
    """Return the headers for an address; None where its key is not set."""
    if not name:
        return {}
    if name == "kakao":
        key = config.kakao_key()
        return {"Authorization": f"KakaoAK {key}"} if key else None
    if (urlsplit(url).hostname or "").endswith(_HUB):
        pair, names = config.naver_hub_key(), ("X-NCP-APIGW-API-KEY-ID", "X-NCP-APIGW-API-KEY")
    else:
        pair, names = config.naver_key(), ("X-Naver-Client-Id", "X-Naver-Client-Secret")
    return dict(zip(names, pair, strict=True)) if pair else None
