"""Other names that a text itself gives in brackets: 아마존웹서비스(AWS), X(옛 트위터)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from detector.facts.boundaries import stands_alone
from detector.facts.mention import Mention, fold
from detector.gazetteer import Entry

_OPENING = re.compile(r"[(（\[]")
_BRACKET = re.compile(r"\s?[(（\[]([^()（）\[\]\n]{1,24})[)）\]]")
_MARK = r"(?:이하|옛|구|약칭|현|전|당시|영문명|일명|·|:|\s)*"
_SHORT = re.compile(
    r"\s?[(（\[]\s?(?P<mark>(?:이하|옛|구|약칭|일명)\s?)?['‘\"“]?"
    r"(?P<name>[A-Za-z가-힣][A-Za-z가-힣0-9&+.\- ]{1,19})['’\"”]?\s?[)）\]]"
)
_WHOLE = re.compile(
    rf"(?P<stem>[^()（）\[\]]{{1,24}}?)\s?[(（\[]{_MARK}(?P<inside>[^()（）\[\]]+)[)）\]]"
)
_BEFORE_SHORT = re.compile(
    r"(?P<name>[A-Za-z가-힣0-9&+.]{2,24})\s?[(（\[](?:이하|약칭)\s?['‘\"“]?$"
)
_ACRONYM = re.compile(r"[A-Z][A-Za-z0-9&+.\- ]{1,15}")
_NO_NAME_WORDS = """
it ai pc tv ott sns cdn dns idc api app apps ceo cto cio kst pst pdt utc gmt est edt et am pm
lte ups esg isp hts mts atm pos qr vpn ip url id ddos saas paas iaas llm b2b b2c r&d ict ess kr
us usa uk jp cn www web region server cloud data center network fire wall vod iptv voip mvno ipo
cfo coo pr mou q&a fds sw hw os db 앱 어플 웹 모바일 게임 은행 거래소 통신사 메신저 회사 미국
한국 일본 중국 영국 서울 대전 판교 현지시간 사진 그래픽 자료 종합 속보 단독 영상 이하 이상 왼쪽
오른쪽 가운데 위 아래 대표 사장 회장 포함 제외 코스피 코스닥 나스닥
"""
_NO_NAME = frozenset(_NO_NAME_WORDS.split())


def bracketed(text: str, mention: Mention) -> tuple[int, str, str] | None:
    """Return where the bracket right after a mention ends, the whole and what is inside it.

    아마존웹서비스(AWS) 서울 리전: (end, "아마존웹서비스(AWS)", "AWS").
    """
    match = _BRACKET.match(text, mention.end)
    if match is None:
        return None
    return match.end(), text[mention.start : match.end()], match.group(1)


def with_bracket_names(text: str, lowered: str, found: Sequence[Mention]) -> tuple[Mention, ...]:
    """Return the mentions in order, with those by names that the text itself gives in brackets."""
    if not _OPENING.search(text):
        return tuple(sorted(found, key=lambda mention: (mention.start, mention.end)))
    mentions: list[Mention] = []
    new: dict[str, Entry] = {}
    taken = [(m.start, m.end) for m in found]
    for mention in found:
        if mention.surface[-1] in ")）]":
            mentions.extend(_parted(text, mention))
            continue
        mentions.append(mention)
        other = _other_name(text, mention, taken) if _touches_bracket(text, mention) else None
        if other is not None:
            mentions.append(other)
            new.setdefault(fold(other.surface), mention.entry)
    if new:
        mentions.extend(_later(text, lowered, new, mentions))
    return tuple(sorted(mentions, key=lambda m: (m.start, m.end)))


def _touches_bracket(text: str, mention: Mention) -> bool:
    after = text[mention.end : mention.end + 2]
    before = text[max(0, mention.start - 6) : mention.start]
    return "(" in after or "（" in after or "[" in after or "(" in before or "（" in before


def _parted(text: str, mention: Mention) -> list[Mention]:
    """Return X and 트위터 for X(옛 트위터)."""
    match = _WHOLE.fullmatch(mention.surface)
    if match is None:
        return [mention]
    return [_part(text, mention, *match.span("stem")), _part(text, mention, *match.span("inside"))]


def _part(text: str, mention: Mention, start: int, end: int) -> Mention:
    start, end = mention.start + start, mention.start + end
    return Mention(start, end, text[start:end], mention.entry)


def _other_name(text: str, mention: Mention, taken: Sequence[tuple[int, int]]) -> Mention | None:
    before = _BEFORE_SHORT.search(text, max(0, mention.start - 40), mention.start)
    if before is not None:
        start, end = before.span("name")
    else:
        match = _SHORT.match(text, mention.end)
        if match is None or not _is_other_name(match["name"], mention.surface, match["mark"]):
            return None
        start, end = match.span("name")
    if any(start < other_end and other_start < end for other_start, other_end in taken):
        return None
    return Mention(start, end, text[start:end], mention.entry)


def _is_other_name(name: str, surface: str, mark: str | None) -> bool:
    """Return whether what a bracket holds names the same: an old or short name, or a Latin one."""
    if fold(name).strip() in _NO_NAME or name.isdigit():
        return False
    if mark:
        return len(name) <= 16
    if _ACRONYM.fullmatch(name):
        return not surface.isascii() or len(name) < len(surface)
    return " " not in name and 2 <= len(name) < len(surface) and _is_drawn_from(name, surface)


def _is_drawn_from(short: str, long: str) -> bool:
    """Return whether the letters of short stand in long in the same order: 국정자원."""
    letters = iter(long)
    return all(letter in letters for letter in short)


def _later(
    text: str, lowered: str, new: dict[str, Entry], mentions: Sequence[Mention]
) -> list[Mention]:
    """Return where the text uses the new names again."""
    taken = {place for m in mentions for place in range(m.start, m.end)}
    found: list[Mention] = []
    for name, entry in new.items():
        start = lowered.find(name)
        while start >= 0:
            end = start + len(name)
            if start not in taken and end - 1 not in taken and stands_alone(text, start, end):
                found.append(Mention(start, end, text[start:end], entry))
                taken.update(range(start, end))
            start = lowered.find(name, end)
    return found
