"""Where to go on: an opaque word that only this program reads."""

from __future__ import annotations

import base64
import binascii
import json
from datetime import datetime

from detector.page.problems import Problem
from models.clock import parse_iso, to_utc

_MOST = 400


def write_cursor(kind: str, at: datetime, key: str | int) -> str:
    """Return the word for a place in a list of a kind."""
    content = json.dumps([kind, to_utc(at).isoformat(), key], ensure_ascii=False)
    return base64.urlsafe_b64encode(content.encode()).decode().rstrip("=")


def read_cursor(kind: str, word: str) -> tuple[datetime, str | int]:
    """Return the place that a word of this kind names. Raises Problem."""
    try:
        if len(word) > _MOST or not word.isascii():
            raise ValueError(word)
        padded = word + "=" * (-len(word) % 4)
        found_kind, at, key = json.loads(base64.urlsafe_b64decode(padded.encode()))
        if found_kind != kind or not isinstance(at, str) or not isinstance(key, str | int):
            raise ValueError(word)
        return parse_iso(at), key
    except (ValueError, TypeError, binascii.Error) as error:
        raise Problem(400, "next", "next") from error
