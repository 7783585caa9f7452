"""Is this page an answer to a visitor who is kept out, rather than what was asked for?"""

from __future__ import annotations

import re

from parsel import Selector

from crawler.encoding import is_double_encoded, undouble
from crawler.parsers.html import lines_of, one_line

# 430 is 에펨코리아's own; 403, 429 and 451 say it plainly.
WALL_STATUSES = frozenset({401, 403, 407, 429, 430, 451})
# A page with more text than this shows something besides its wall.
MOST_TEXT_OF_A_WALL = 1_500
MOST_TAGS_OF_A_WALL = 20_000
LEAST_SCRIPT_OF_A_WALL = 2_000

_TITLES = re.compile(
    r"보안\s*시스템|just a moment|attention required|access denied|ddos|are you (?:a )?(?:human|robot)"
    r"|403 forbidden|request rejected|접근\s*(?:이\s*)?(?:차단|제한|거부)|비정상적인?\s*접근|로봇이\s*아닙니다|잠시만\s*기다",
    re.IGNORECASE,
)
_CHALLENGES = re.compile(
    r"cf[-_]chl[-_]|/cdn-cgi/challenge-platform|cf-browser-verification|g-recaptcha|h-captcha"
    r"|cf-turnstile|_incapsula_resource|captcha-delivery|awswafcookie|aws-waf-token",
    re.IGNORECASE,
)
_REFUSALS = re.compile(
    r"비정상적인?\s*접근|접근이\s*(?:차단|제한|거부)|접속이\s*차단|자동\s*(?:등록|입력)\s*방지|로봇이\s*아닙니다"
    r"|보안\s*시스템|the requested url was rejected|access denied|unusual traffic",
    re.IGNORECASE,
)
_LOGIN = re.compile(r"로그인|log ?in|sign ?in", re.IGNORECASE)


def find_wall(text: str, status: int = 200) -> str | None:
    """Return why the page is a wall, in a few words; None where it is not."""
    if status in WALL_STATUSES:
        return f"HTTP {status}"
    if is_double_encoded(text):
        text = undouble(text)
    if text.count("<") > MOST_TAGS_OF_A_WALL:
        return None
    visible = Selector(text=text or "<p></p>")
    title = one_line(" ".join(visible.css("title::text").getall()[:1]))
    shown = " ".join(lines_of(visible))
    if len(shown) > MOST_TEXT_OF_A_WALL:
        return None
    has_password = bool(visible.css("input[type=password]"))
    signs = {
        f"보안 확인 페이지 ({title[:40]})": bool(_TITLES.search(title)),
        "스크립트만 있는 보안 확인 페이지": _is_only_script(text, shown),
        "사람인지 확인하는 페이지": bool(_CHALLENGES.search(text)),
        "접근을 막는 페이지": bool(_REFUSALS.search(shown)),
        "로그인 페이지": has_password and bool(_LOGIN.search(f"{title} {shown}")),
    }
    return next((reason for reason, is_met in signs.items() if is_met), None)


def _is_only_script(text: str, shown: str) -> bool:
    """Tell whether a page is a large script and nothing to read (에펨코리아: 58 kB of ASCII)."""
    return (
        "<script" in text
        and len(text) >= LEAST_SCRIPT_OF_A_WALL
        and text.isascii()
        and len(shown) < 20
    )
