"""Names in lists: unknown ones beside known ones, and parts that share one head."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from detector.facts.mention import Mention
from detector.facts.name_shape import is_coined, is_refused, without_kind, without_particle
from detector.facts.names import name_finder
from detector.sentences import Sentence

Place = tuple[int, int]

_BULLET = re.compile(r"[△▲▷▶■●]")
# A separator, and from how many items on it makes a list: "쿠팡, 물류 이원화" is none.
_SEPARATORS = (
    (re.compile(r"\s?[·ㆍ・•]\s?"), 2),
    (re.compile(r",\s"), 3),
    (re.compile(r"\s?[,·ㆍ]?\s?[△▲▷▶■●]\s?"), 2),
)
_LAST_WORD = re.compile(r"(?:^|[\s('‘\"“])(?P<name>[A-Za-z가-힣0-9&+.]{2,16})(?:\([^()]*\))?$")
_FIRST_WORD = re.compile(
    r"['‘\"“<《]?(?P<name>[A-Za-z가-힣0-9&+.]{2,16})['’\"”>》]?(?:\([^()]*\))?(?:\s등|[\s,.…]|$)"
)
_WHOLE = re.compile(
    r"['‘\"“<《]?(?P<name>[A-Za-z가-힣0-9&+.]{2,16}(?:\s[A-Za-z가-힣0-9&+.]{1,10}){0,2})['’\"”>》]?(?:\s?\([^()]*\))?"
)
# Several names that share the head of the first: 네이버 뉴스·카페·블로그.
_TAIL = re.compile(r"(?:\s?[·ㆍ・,]\s?|(?:와|과)\s|\s및\s)(?P<name>[A-Za-z가-힣]{1,8})")
# 길찾기, 로드뷰가, 카카오T에서는: such an item is a subject of its own.
_PARTICLE_ENDS = frozenset("가를을는은")
_PRODUCTS = re.compile(
    r"카페|블로그|뉴스|메일|쇼핑|지도|웹툰|밴드|지식인|사전|증권|부동산|예약|페이|톡|스토리|맵|내비|택시|뱅크|페이지|TV|뮤직|클라우드|"
    r"드라이브|포토|캘린더|주소록|게임즈|티스토리|브런치|워크스페이스|시리즈|오피스|미트|챗|문서|문서도구|시트|킵|번역|플레이|플레이스토어|애널리틱스|홈|검색|로그인"
)


@dataclass(frozen=True, slots=True)
class _Item:
    start: int
    end: int
    known: bool
    inner: bool


def listed(
    text: str, sentences: Sequence[Sentence], told: Sequence[Sentence], known: Sequence[Mention]
) -> Iterator[Place]:
    """Return where unknown names stand in one list with known ones."""
    starts = [mention.start for mention in known]
    for start, end in _stretches(sentences, told):
        inside = known[bisect_left(starts, start) : bisect_left(starts, end)]
        if not inside:
            continue
        for separator, fewest in _SEPARATORS:
            for items in _lists(text, start, end, separator, inside):
                if len(items) >= fewest:
                    yield from _unknown_of(text, items)


def _stretches(sentences: Sequence[Sentence], told: Sequence[Sentence]) -> Iterator[Place]:
    """Return the stretches that may hold a list: a sentence, with the lines of bullets after it."""
    starts = {sentence.start for sentence in told}
    for index, sentence in enumerate(sentences):
        if sentence.start not in starts:
            continue
        end = sentence.end
        for following in sentences[index + 1 :]:
            if not _BULLET.match(following.text) or following.start in starts:
                break
            end = following.end
        yield sentence.start, end


def _lists(
    text: str, start: int, end: int, separator: re.Pattern[str], known: Sequence[Mention]
) -> Iterator[list[_Item]]:
    """Return the runs of items between separators; a piece that is no item ends a run."""
    cuts = [match.span() for match in separator.finditer(text, start, end)]
    if not cuts:
        return
    edges = [start, *(edge for cut in cuts for edge in cut), end]
    pieces = list(zip(edges[::2], edges[1::2], strict=True))
    starts = [mention.start for mention in known]
    run: list[_Item] = []
    for index, piece in enumerate(pieces):
        near = known[bisect_left(starts, piece[0]) : bisect_left(starts, piece[1])]
        inner = _item(text, *piece, near, _WHOLE, inner=True)
        if inner is not None and 0 < index < len(pieces) - 1:
            run.append(inner)
            continue
        closing = _item(text, *piece, near, _FIRST_WORD, inner=False) if index else None
        if closing is not None and run:
            run.append(closing)
        if len(run) > 1:
            yield run
        opening = _item(text, *piece, near, _LAST_WORD, inner=False)
        run = [opening] if opening is not None else []
    if len(run) > 1:
        yield run


def _item(
    text: str,
    start: int,
    end: int,
    known: Sequence[Mention],
    shape: re.Pattern[str],
    *,
    inner: bool,
) -> _Item | None:
    opening = shape is _LAST_WORD
    for mention in known:
        at_edge = _touches_end(text, mention.end, end) if opening else mention.start - start < 2
        if (
            at_edge
            and start <= mention.start
            and mention.end <= end
            and (not inner or end - start < 30)
        ):
            return _Item(mention.start, mention.end, known=True, inner=inner)
    piece = text[start:end]
    match = (shape.search if opening else shape.fullmatch if inner else shape.match)(piece)
    if match is None:
        return None
    name = match["name"] if opening else without_kind(match["name"])
    place = start + match.end("name") - len(name)
    if not inner and not opening:
        name = without_particle(name)
    return _Item(place, place + len(name), known=False, inner=inner)


def _touches_end(text: str, place: int, end: int) -> bool:
    rest = text[place:end]
    return not rest.strip("'’\"”>》") or (rest[0] in "(（" and rest[-1] in ")）" and len(rest) < 24)


def _unknown_of(text: str, items: Sequence[_Item]) -> Iterator[Place]:
    known = sum(item.known for item in items)
    if not known:
        return
    sure = known >= 2 and known * 2 >= len(items)
    for item in items:
        name = text[item.start : item.end]
        if (item.inner and name[-1] in _PARTICLE_ENDS) or "의 " in name:
            continue
        if not item.known and not is_refused(name) and (is_coined(name) or (sure and item.inner)):
            yield item.start, item.end


def shared_heads(
    text: str, told: Sequence[Sentence], known: Sequence[Mention]
) -> Iterator[Mention]:
    """Return the parts named after a known one that share its head: 카페 in 네이버 뉴스·카페."""
    starts = {mention.start for mention in known}
    begins = [sentence.start for sentence in told]
    for mention in known:
        head, _, tail = mention.surface.partition(" ")
        index = bisect_right(begins, mention.start) - 1
        if not tail or index < 0 or mention.start >= told[index].end:
            continue
        end = mention.end
        while (match := _TAIL.match(text, end)) and match.start("name") not in starts:
            part = without_particle(match["name"])
            entry = name_finder().known(f"{head} {part}") or name_finder().known(head + part)
            if entry is None or not _PRODUCTS.fullmatch(part):
                break
            start = match.start("name")
            end = start + len(part)
            yield Mention(start, end, part, entry)
