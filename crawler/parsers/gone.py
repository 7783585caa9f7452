"""Does a page say that what stood there was deleted?"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime
from typing import TypeVar

from crawler.parsers.html import lines_of, one_line, parse_html
from crawler.parsers.records import Article, Post
from models.errors import MeoktongError, ParseError
from models.problems import Problem, at

#: HTTP statuses of a page that is not there (RFC 9110, sections 15.5.5 and 15.5.11).
GONE_STATUSES = frozenset({404, 410})
# A page with more text than this shows something besides the message.
MOST_TEXT = 600
MOST_MARKUP = 60_000
# A whole post this short may be the message; in a longer one somebody speaks of such a message.
MOST_TEXT_OF_A_POST = 60

_POST = r"(?:게시물|게시글|글|기사|공지(?:사항)?)"
_THING = rf"(?:{_POST}|페이지|문서|자료)"
_SIGNS = (
    r"(?:삭제|이동)(?:된|되었거나|됐거나|되거나|했거나|하였거나)[^.!?]{{0,30}}{thing}\s*(?:입니다|이거나|$|[.!\"'*])",
    r"{thing}\s*(?:은|는|이|가)?\s*[^.!?]{{0,20}}삭제\s*(?:되었습니다|됐습니다|되었거나|된\s*상태)",
    r"(?:존재하지\s*않|없)(?:는|거나)\s*{thing}\s*입니다",
    r"{thing}\s*(?:은|는|이|가|을|를)?\s*(?:더\s*이상\s*)?(?:존재하지\s*않|찾을\s*수\s*없)",
)
_DELETED = re.compile("|".join(_SIGNS).format(thing=_THING))
# Of a post itself only what speaks of posts: "페이지를 찾을 수 없습니다" may be an outage's witness.
_POST_DELETED = re.compile("|".join(_SIGNS).format(thing=_POST))
_ENDS = re.compile(r"(?:니다|게시물|게시글|글|기사)[\s.!*)\]-]*$")
_ALERT = re.compile(r"alert\s*\(\s*(['\"])(.{1,200}?)\1")


_Page = TypeVar("_Page", Article, Post)


class PageDeleted(MeoktongError):
    """The page says that what stood there is deleted, or that it never was."""


def read_standing(
    parse: Callable[[str, str, datetime], _Page], text: str, url: str, fetched_at: datetime
) -> _Page:
    """Return what parse makes of a page.

    Raises PageDeleted where the page says that it was deleted, else what parse raises.
    """
    try:
        page = parse(text, url, fetched_at)
    except ParseError:
        if said := find_deletion(text):
            raise PageDeleted(at(url, Problem("problem.parse.deleted_says", said=said))) from None
        raise
    if is_deletion(page.title, page.body):
        raise PageDeleted(at(url, Problem("problem.parse.deleted")))
    return page


def find_deletion(text: str) -> str | None:
    """Return what the page says of a deletion; None where it says nothing of one, or much else.

    Looked at are what a reader sees and what a script tells in an alert box.
    """
    if len(text) > MOST_MARKUP:
        return None
    try:
        page = parse_html(text, "")
    except ParseError:
        return None
    title = one_line(" ".join(page.css("title::text").getall()[:1]))
    shown = " ".join(lines_of(page))
    if len(shown) > MOST_TEXT:
        return None
    alerts = (found[2] for found in _ALERT.finditer(text))
    return next((said[:100] for said in (title, shown, *alerts) if _DELETED.search(said)), None)


def is_deletion(title: str, body: str) -> bool:
    """Tell whether a post is no more than the message that it was deleted."""
    whole = one_line(body) or one_line(title)
    if len(whole) > MOST_TEXT_OF_A_POST:
        return False
    return bool(_POST_DELETED.search(whole) and _ENDS.search(whole))
