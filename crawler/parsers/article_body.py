"""An article's text: where the page has it, without what is not the article."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any
from urllib.parse import urlsplit

from parsel import Selector

from crawler.parsers.html import compiled, find_all, lines_below, one_line
from crawler.parsers.layout_table import LAYOUTS
from crawler.parsers.layouts import CLUTTER, CLUTTER_STARTS, CLUTTER_TAGS, Layout

# The shortest real article (속보 of one sentence) has some 20 characters of text.
SHORTEST_BODY = 20
# trafilatura takes over linear time: 20,000 paragraphs 1.9 s, 80,000 17 s (measured).
MOST_TAGS_TO_GUESS = 20_000
# A wrapper may be named like clutter; where more than this share of a text goes, it stays.
_MOST_CLUTTER = 0.7
_SURELY_ENOUGH = 1_000
_LONGEST_BOILERPLATE = 120
_LONGEST_CREDIT = 60

_NAMES = compiled("//@class | //@id")
_NAMED = compiled(".//*[@class or @id]")
_MARKED = compiled(".//*[@itemprop='articleBody' and not(self::meta)]")
_TAGGED = compiled("|".join(f".//{tag}" for tag in CLUTTER_TAGS))
_PICTURE_TABLES = compiled(".//table[.//img]")
_LINKS = compiled(".//a")
_POINTERS = ("▶", "▷", "►", "☞")
_LONGEST_CAPTION = 200
_NAME = re.compile(r"[.#]([\w-]+)")

_BOILERPLATE = re.compile(
    r"무단\s*전재|무단\s*(?:복제|배포|사용).{0,20}금지|재배포\s*금지|copyrights?\s*[ⓒ©(]|저작권자\s*[ⓒ©(]"
    r"|all rights reserved|^[ⓒ©<\[(]*\s*[ⓒ©]"
    r"|^\W*copyright|^◎|AI\s*학습\s*(?:및|이용|활용)"
    r"|제보(?:는|를|하기|해)\s*.{0,20}(?:카카오톡|카톡|okjebo|기다립|채널|부탁)|^\W*(?:카카오톡|전화|이메일|메일|유튜브)\s*[:：]"
    r"|당신의 제보가 뉴스가|인공지능이 자동으로 줄인"
    r"|^\W*제보하기|^\W*(?:관련\s*(?:기사|뉴스)|추천\s*기사|이\s*시각\s*(?:주요\s*)?뉴스)\W*$"
    r"|^▶.{0,60}(?:구독|바로\s*가기|보러\s*가기|제보|다운로드)|^☞|(?:기사|뉴스)를?\s*공유(?:합니다|하기)|URL\s*(?:이\s*)?복사"
    r"|(?:네이버|카카오톡?|유튜브).{0,24}(?:구독\s*하(?:기|세요)|채널\s*추가)|유료\s*(?:회원|구독자)?\s*전용"
    r"|(?:로그인|구독)\s*(?:후|하시면|하면).{0,20}(?:보실|볼|읽으실|읽을|이용하실|이용할)\s*수"
    r"|재판매\s*및\s*DB\s*금지|^\W*기사\s*문의\s*및\s*제보|^\W*\[\s*관련\s*(?:기사|뉴스)\s*\]|함께\s*볼\s*만한\s*(?:뉴스|기사)",
    re.IGNORECASE,
)
_MARK = re.compile(
    r"\W*(?:광고|AD|advertisement|이전|다음|Video Player|동영상 재생|사진\s*확대|\(끝\)|끝|공유\s*하기"
    r"|댓글(?:\s*[\d,]+개?)?|(?:영상|촬영)(?:취재|기자|편집)(?:기자)?\W.{2,30})\W*",
    re.I,
)
# A line that says no more than when the page was written: "송고시간 2026-11-22 20:59".
_DATELINE = re.compile(
    r"\W*(?:(?:기사|최초|최종)?\s*(?:입력|승인|등록|발행|송고|게시|수정|업데이트)(?:\s*(?:시간|일시|일자|일))?\s*[:：]?\s*"
    r"(?:19|20)\d{2}\s*[-./년]\s*\d{1,2}\s*[-./월]\s*\d{1,2}[\s.일]*(?:오[전후]\s*)?(?:\d{1,2}[:시]\d{1,2}[:분]?(?:\d{1,2}초?)?)?\W*){1,2}"
)
_CREDIT = re.compile(
    r"[\[(<【]?\s*(?:/?\s*(?:자료\s*)?(?:사진|이미지|그래픽|일러스트)(?:\s*출처)?\s*[=:ㅣ|/]?|/)\s*[^.!?]{1,40}[\])>】]?"
)
# A caption that stands as a paragraph of its own: "▲복구 중인 서버실. 사진=새벽시 제공".
_CAPTION = re.compile(
    r"[▲△◀▶▼↑↓]\s*.{5,160}(?:사진|그래픽|자료|이미지)\s*[=ㅣ:|].{1,30}|[▲△◀▼]\s*.{5,160}제공[.\])]?"
)


@dataclass(frozen=True, slots=True)
class LaidOut:
    """The text that a layout finds on a page."""

    layout: Layout
    lines: tuple[str, ...]

    @property
    def size(self) -> int:
        """Return how many characters the text has."""
        return sum(map(len, self.lines))


NOTHING = LaidOut(Layout(""), ())


def lay_out(page: Selector, host: str) -> LaidOut:
    """Return the text of the first layout that has some here; the host's own layouts go first."""
    names = {name for text in _NAMES(page.root) for name in text.split()}
    here = [layout for layout in LAYOUTS if _may_find(layout.body, names)]
    here.sort(key=lambda layout: not any(is_host_of(host, known) for known in layout.hosts))
    for layout in here:
        lines = _lines_of(page.root, layout)
        if sum(map(len, lines)) >= SHORTEST_BODY:
            return LaidOut(layout, tuple(lines))
    return NOTHING


def is_host_of(host: str, domain: str) -> bool:
    """Tell whether a host is a domain or lies in it."""
    return host == domain or host.endswith(f".{domain}")


def host_of(url: str) -> str:
    """Return the host of an address, lower case; or ""."""
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""


def article_lines(laid_out: LaidOut, stated: str, guess: Iterable[str], title: str) -> list[str]:
    """Return the paragraphs: of the layout, of JSON-LD where that has far more, or else guessed."""
    lines: Sequence[str] = laid_out.lines
    stated_lines = [line for line in map(one_line, stated.split("\n")) if line]
    if _is_fuller(stated_lines, laid_out):
        lines = stated_lines
    if not lines or (not laid_out.lines and _is_cut(lines)):
        guessed = [line for line in map(one_line, guess) if line]
        lines = max(lines, guessed, key=lambda found: sum(map(len, found)))
    return without_boilerplate(lines, title)


def without_boilerplate(lines: Iterable[str], title: str) -> list[str]:
    """Return the lines without the title, captions, and notices of copyright and the like.

    A last line that names the reporter stays, as in goose3's expected texts.
    """
    return [line for line in lines if line != title and not _is_boilerplate(line)]


def _may_find(query: str, names: set[str]) -> bool:
    """Tell whether one of a query's alternatives names only classes and ids of the page."""
    return any(part <= names for part in _names_in(query))


@cache
def _names_in(query: str) -> tuple[frozenset[str], ...]:
    return tuple(frozenset(_NAME.findall(part)) for part in query.split(","))


def _lines_of(root: Any, layout: Layout) -> list[str]:
    parts = find_all(root, layout.body)
    if layout.in_parts:
        others = {found for query in layout.drop for found in find_all(root, query)}.union(parts)
        own = [part for part in parts if not _is_within(part, others)]
        return [line for part in own for line in _clean_lines(part, layout)]
    if not parts:
        return []
    longest = max(parts, key=lambda part: len(_words(part)))
    return _clean_lines(_innermost(longest), layout)


def _innermost(part: Any) -> Any:
    """Return the element inside that the page itself calls the article's text, if it has most."""
    marked = _MARKED(part)
    is_most = len(marked) == 1 and len(_words(marked[0])) > 0.7 * len(_words(part))
    return marked[0] if is_most else part


def _is_within(part: Any, others: set[Any]) -> bool:
    """Tell whether a part stands in another one, or in what is no part of the article."""
    return any(above in others or above.tag in CLUTTER_TAGS for above in part.iterancestors())


def _clean_lines(part: Any, layout: Layout) -> list[str]:
    """Return a part's lines without clutter, as far as that is not most of it."""
    own = frozenset(found for query in layout.drop for found in find_all(part, query))
    clutter = {found for found in _NAMED(part) if _is_clutter(found)}.union(_TAGGED(part))
    clutter.update(_captioned(part))
    lines = lines_below(part, own | clutter)
    if any(pointer in line for line in lines for pointer in _POINTERS):
        clutter.update(_pointing(part))
        lines = lines_below(part, own | clutter)
    size = sum(map(len, lines))
    if not clutter or layout.in_parts or size > _SURELY_ENOUGH:
        return lines
    whole = lines_below(part, own)
    return whole if size < (1 - _MOST_CLUTTER) * sum(map(len, whole)) else lines


def _captioned(part: Any) -> list[Any]:
    """Return the tables that hold a picture and its caption, as pages since the 2000s have them."""
    return [table for table in _PICTURE_TABLES(part) if len(_words(table)) <= _LONGEST_CAPTION]


def _pointing(part: Any) -> list[Any]:
    """Return the links that point at something else: "▶ 퀴즈 풀고 선물 받기"."""
    return [link for link in _LINKS(part) if _words(link).startswith(_POINTERS)]


def _words(element: Any) -> str:
    return str(element.xpath("normalize-space(.)"))


def _is_clutter(element: Any) -> bool:
    names = f"{element.get('class', '')} {element.get('id', '')}".split()
    return any(name in CLUTTER or name.startswith(CLUTTER_STARTS) for name in names)


def _is_fuller(stated: Sequence[str], laid_out: LaidOut) -> bool:
    """Tell whether JSON-LD has the article and the layout only its beginning, or nothing."""
    size = sum(map(len, stated))
    if size < SHORTEST_BODY or "<" in "".join(stated)[:200]:
        return False
    if not laid_out.lines:
        return True
    beginning = re.sub(r"\W", "", "".join(laid_out.lines))[:15]
    return size > 2 * laid_out.size and beginning in re.sub(r"\W", "", "".join(stated))


def _is_cut(lines: Sequence[str]) -> bool:
    """Tell whether a stated text is but a summary."""
    return sum(map(len, lines)) < 300 or lines[-1].endswith(("...", "…"))


def _is_boilerplate(line: str) -> bool:
    if _CAPTION.fullmatch(line):
        return True
    if len(line) >= _LONGEST_BOILERPLATE:
        return False
    if _BOILERPLATE.search(line) or _MARK.fullmatch(line) or _DATELINE.fullmatch(line):
        return True
    return len(line) < _LONGEST_CREDIT and bool(_CREDIT.fullmatch(line))
