"""Is a row of a board's list a notice or an advert, rather than a post?"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from parsel import Selector

# "notice_pop1", "hybrid-skin-li-notice1", "baseNotice", "noticeList", "hongbo", "ad", "sponsor_box"
_CLASSES = re.compile(
    r"(?:^|[\s_-])(?:base|board|top|list)?_?(?:notice|noti|gongji|hongbo|nofn|ads?|adv|advert\w*"
    r"|sponsor\w*|promotion|banner|powerlink)(?:list|_?expand)?\d*(?=$|[\s_-])",
    re.IGNORECASE,
)
_LABELS = frozenset({"공지", "공지사항", "필독", "광고", "AD", "ad", "설문", "운영자공지"})
_ICONS = '[class*=icon_notice], img[alt="공지"], img[title="공지"], img[src*="icon_notice"], div.ad'
_LONGEST_LABEL = 6


def is_notice(row: Selector, number: Iterable[str] = ()) -> bool:
    """Tell whether the row's class, icon, number cell or label says that it is no post.

    number: CSS queries for the cell that holds a post's number; words in it are a label.
    """
    if _CLASSES.search(row.attrib.get("class", "")) or row.css(_ICONS):
        return True
    cells = [cell for query in number for cell in row.css(query)[:1]]
    shown = "".join("".join(cell.root.itertext()) for cell in cells).strip()
    if shown and not any(character.isdigit() for character in shown):
        return True
    return _is_labelled(row.root)


def _is_labelled(root: Any) -> bool:
    """Tell whether an element of the row is a label such as 공지 and not a link's whole text."""
    for element in root.iter("td", "span", "em", "b", "strong", "i", "div", "small", "p", "li"):
        own = (element.text or "").strip().strip("[]")
        if len(own) > _LONGEST_LABEL or own not in _LABELS or len(element):
            continue
        link = next(element.iterancestors("a"), None)
        if link is None or "".join(link.itertext()).strip().strip("[]") != own:
            return True
    return False
