"""Is this the article that another source already brought?"""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import TypeAlias

from crawler.parsers.addresses import site_of
from models.text import normalize

StoryKey: TypeAlias = tuple[str, str, int]

_NO_WORD = re.compile(r"[\W_]+")
_HOUR = timedelta(hours=1)


def same_story_key(title: str, address: str, published_at: datetime) -> StoryKey:
    """Return what two copies of an article share: its words, its publisher's site, its hour.

    The title comes without the publisher's name; address is any of the publisher's.
    """
    words = _NO_WORD.sub("", normalize(title)).casefold()
    return words, site_of(address), int(published_at.timestamp() // 3600)


def near_keys(title: str, address: str, published_at: datetime) -> frozenset[StoryKey]:
    """Return the article's key and those of the hours beside it: 13:59 and 14:00 are one story."""
    return frozenset(
        same_story_key(title, address, published_at + shift) for shift in (-_HOUR, 0 * _HOUR, _HOUR)
    )
