"""The one door for text from outside to a terminal."""

from __future__ import annotations

import json
import re
from typing import Any

# ESC and the C1 controls move the cursor, retitle windows and hide text; bidirectional and
# zero-width marks reorder or hide it; a newline forges a line of our own output.
_HARMFUL = (
    "\x7f-\x9f\u00ad\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\ud800-\udfff\U000e0000-\U000e007f"
)
_MARKED = re.compile(f"[\x00-\x1f{_HARMFUL}]")
_UNESCAPED = re.compile(f"[{_HARMFUL}]")


def shown(text: str) -> str:
    """Return text on one line with every control and bidirectional character as a visible mark."""
    return _MARKED.sub(_mark, text)


def _mark(found: re.Match[str]) -> str:
    code = ord(found[0])
    if code < 0x20:
        return chr(0x2400 + code)
    return "␡" if code == 0x7F else f"⟨{code:04X}⟩"


def json_line(content: Any) -> str:
    """Return content as JSON on one line; what would reach a terminal as a control is escaped."""
    return _UNESCAPED.sub(_escape, json.dumps(content, ensure_ascii=False, allow_nan=False))


def _escape(found: re.Match[str]) -> str:
    return json.dumps(found[0]).strip('"')
