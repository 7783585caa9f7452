"""A feed's text → the same without what feedparser stumbles over."""

from __future__ import annotations

import re
from collections.abc import Iterator

from models.errors import ParseError
from models.problems import Problem

_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>\s*")
_OPENING, _CLOSING = "<![CDATA[", "]]>"
# XML 1.0 allows no other characters below the blank; servers send them from copied text.
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")
_BARE_AMPERSAND = re.compile(r"&(?!#\d{1,7};|#[xX][0-9a-fA-F]{1,6};|[a-zA-Z][a-zA-Z0-9]{1,31};)")
_LOST = "\ufffd"
# A feed with a broken byte loses one letter; one read in the wrong encoding nearly all.
_MOST_LOST = 0.01


def without_declaration(text: str) -> str:
    """Return the text without its XML declaration, whose encoding no longer holds."""
    return _DECLARATION.sub("", text, count=1)


def tidied(text: str, url: str) -> str:
    """Return a feed's XML with every bare & escaped, without forbidden and lost characters.

    feedparser reads "SK&KT" as "SK&KT;" (6.0.14, measured). Raises ParseError where most of the
    text was lost before it came here.
    """
    lost = text.count(_LOST)
    if lost > 20 and lost > _MOST_LOST * len(text):
        raise ParseError(url, Problem("problem.parse.feed_characters"))
    text = _CONTROLS.sub("", text.replace(_LOST, ""))
    return "".join(_escaped(without_declaration(text)))


def _escaped(text: str) -> Iterator[str]:
    """Yield the text in pieces, every & that begins no entity escaped, CDATA as it is."""
    position = 0
    while (opening := text.find(_OPENING, position)) >= 0:
        closing = text.find(_CLOSING, opening)
        end = closing + len(_CLOSING) if closing >= 0 else len(text)  # cut within it
        yield _BARE_AMPERSAND.sub("&amp;", text[position:opening])
        yield text[opening:end]
        position = end
    yield _BARE_AMPERSAND.sub("&amp;", text[position:])
