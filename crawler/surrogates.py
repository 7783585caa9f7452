"""Characters that a page writes as halves of a UTF-16 pair: numeric entities no parser takes."""

from __future__ import annotations

import re

# &#55357;&#56832; is an emoji from software that counts in UTF-16.
_HALF = re.compile(r"&#(?:0*(5[5-7]\d{3})|[xX]0*([dD][89a-fA-F][0-9a-fA-F]{2}));")


def join_surrogates(text: str) -> str:
    """Return the text with each such pair as its character, and without halves that stand alone.

    For one of them feedparser refuses a whole feed, and lxml fails at the text around it (measured).
    """
    if not _HALF.search(text):
        return text
    halves = _HALF.sub(lambda found: chr(int(found[1]) if found[1] else int(found[2], 16)), text)
    return halves.encode("utf-16", "surrogatepass").decode("utf-16", "ignore")
