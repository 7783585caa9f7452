"""Text as we keep it: NFC, without characters that a database or terminal cannot carry."""

from __future__ import annotations

import re
import unicodedata

# NUL kills a whole PostgreSQL COPY and lone surrogates cannot be encoded, so both go at the door.
# The other C0 controls (but tab and newline), C1, and zero-width or bidirectional marks carry no
# meaning in Korean prose and hide or split names.
_UNWANTED = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff"
    "\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff]"
)
_LINE_ENDS = re.compile("\r\n?|\u2028|\u2029|\x85")


def normalize(text: str) -> str:
    """Return text in NFC, newlines as \\n, without control, zero-width or bidi characters."""
    text = _LINE_ENDS.sub("\n", text)
    return unicodedata.normalize("NFC", _UNWANTED.sub("", text))


def compose(title: str, body: str) -> str:
    """Return the stored text that evidence offsets point into: the title, a newline, the body."""
    return f"{title}\n{body}"
