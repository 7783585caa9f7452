"""Tags that would cost too much to parse."""

from __future__ import annotations

import re

# lxml takes 70 s for one tag of 100,000 attributes: each is compared with all before (measured).
MOST_ATTRIBUTES = 2_000
# A tag ends at the first ">" outside of a value; only after "=" does a quote begin one.
_TAG = re.compile(r"""<[a-zA-Z](?:[^=>]|=\s*+(?:"[^"]*+"|'[^']*+'|))*+""")
_VALUE = re.compile(r"""=\s*+(?:"[^"]*+"|'[^']*+')""")
_BETWEEN = re.compile(r"[\s/]+|=")


def has_swollen_tag(text: str) -> bool:
    """Tell whether a tag has more attributes than any page needs."""
    for tag in _TAG.finditer(text):
        if tag.end() - tag.start() < 2 * MOST_ATTRIBUTES:
            continue
        names = _VALUE.sub("= ", tag[0])  # every attribute is followed by a blank now
        if len(_BETWEEN.findall(names)) > 2 * MOST_ATTRIBUTES:
            return True
    return False
