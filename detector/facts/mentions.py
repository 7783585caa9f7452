"""Which day, clock time and zone words of one sentence belong together."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from zoneinfo import ZoneInfo

from detector.facts.clock_times import APPROXIMATE, GAP, SEPARATOR, ClockToken
from detector.facts.days import DayToken, Scale
from detector.facts.said_days import (
    is_aside,
    is_deadline,
    is_earlier,
    is_of_failing,
    is_of_known_failing,
    is_of_statement,
    role_of_day,
)
from detector.facts.zones import ZoneToken, local_zone
from models.clock import KST

Token = DayToken | ClockToken | ZoneToken

# 오후 4시를 조금 넘겨 시작돼; not 10시를 넘겨서도, 1시가 지나도록
_PASSED = (
    r"(?:[을를이가][ ]|[ ](?=조금|갓|막|살짝|약간))(?:(?:조금|갓|막|살짝|약간|훌쩍)[ ])?(?:넘[겨어긴은]|지나"
    r"|지난|넘어서|넘기며|넘기면서)"
    r"(?=[ ,])(?![ ](?:지금|현재|이[ ]?시각|시각|시간))"
)
_SUFFIX = re.compile(rf"(?:{GAP}{APPROXIMATE}){{0,2}}(?:{_PASSED})?")
_ATTACHED = re.compile(r"[ \t(),·의에인은는기준쯤\u00a0]{0,8}")
_PART = rf"(?:{GAP}(?:(?:이른|늦은)[ ])?(?:새벽|아침|오전|낮|점심|오후|저녁|밤)(?:께|쯤|무렵)?)?"
_FROM = re.compile(
    rf"[)）]?{GAP}(?:[(（][^()（）\n]{{0,20}}[)）])?{_PART}{GAP}{APPROXIMATE}?(?P<sign>부터|에서|{SEPARATOR})"
)
_TO = re.compile(rf"{GAP}(?:[(（][^()（）\n]{{0,20}}[)）])?{GAP}(?:까지|사이|사이에|를?[ ]?끝으로)")
_TO_PART = re.compile(
    rf"{GAP}(?:[(（][^()（）\n]{{0,20}}[)）])?{_PART}{GAP}(?:까지|사이|를?[ ]?끝으로)"
)
_SINCE = re.compile(
    rf"{GAP}(?:[(（][^()（）\n]{{0,20}}[)）])?{GAP}(?:[A-Z]{{3,4}}{GAP})?{APPROXIMATE}?(?:부터|이후|{SEPARATOR}{GAP}(?:현재|진행|$))"
)
_BETWEEN = re.compile(r"[ \t,약의(\u00a0]{0,5}")
_ONLY_SUFFIX = re.compile(rf"(?:{GAP}{APPROXIMATE}){{0,2}}{GAP}")
_ALL_THE_WHILE = re.compile(r"(?:부터|내내)[ ](?!\d)")  # 아침부터 기다렸는데 4시쯤
_NEAR_BEFORE_KOREAN = 16
_OF_IT = re.compile(r"[ ](?:장애|사고|먹통|사태|오류)")
_DAY_OF_IT_WITHIN = 30
_BRACKET = 24  # characters that may stand between a bracket and a zone in it


@dataclass(slots=True)
class Mention:
    """A time as one phrase: an optional day, an optional clock time, and the zone it is told in."""

    start: int
    end: int
    day: DayToken | None
    clock: ClockToken | None
    zone: ZoneInfo | None = KST
    zone_stated: bool = False
    half: str | None = None  # 오전, 밤 … said on its own before it
    is_aside: bool = False  # 10일 회사에 따르면; 9일에 이어
    is_earlier: bool = False  # 9일에 이어: 이날 after it is another day
    is_said: bool = False  # 26일 통보를 받았다
    is_deadline: bool = False  # 15일까지 제출하라
    is_onset: bool = False  # 22일 장애가 발생했다
    starts_range: bool = False
    ends_range: bool = False
    partner: int | None = None  # index of the other end of the range, in the same sentence


def read_mentions(text: str, tokens: Sequence[Token], place: ZoneInfo | None) -> list[Mention]:
    """Return the mentions of one sentence, given its tokens in order.

    place is the one foreign zone that the whole text names, if it names one.
    """
    mentions = _join(text, tokens)
    zones = [token for token in tokens if isinstance(token, ZoneToken)]
    if zones and mentions:
        _bind_zones(text, mentions, zones, local_zone(zones) or place)
    for mention in mentions:
        if mention.clock is None:
            mention.is_aside = is_aside(text, mention.end)
            mention.is_earlier = is_earlier(text, mention.end)
        if mention.day is not None:
            role = role_of_day(text, mention.end)
            is_known = is_of_known_failing(text, mention.start)
            mention.is_said = is_of_statement(role) and not is_known
            mention.is_onset = is_of_failing(role) or is_known
            mention.is_deadline = is_deadline(text, mention.end)
    _pair_ranges(text, mentions)
    _share_zone_of_end(mentions)
    _take_day_of_outage(text, mentions)
    return mentions


def _share_zone_of_end(mentions: list[Mention]) -> None:
    """Give both ends of "11시 25분부터 오후 1시 12분(미국 태평양시간)까지" the zone of the end."""
    for mention, following in pairwise(mentions):
        is_range = mention.starts_range and following.ends_range and mention.partner is not None
        if is_range and following.zone_stated and not mention.zone_stated:
            mention.zone, mention.zone_stated = following.zone, True


def _take_day_of_outage(text: str, mentions: list[Mention]) -> None:
    """Give "9시부터 40분간 이어진 4일 장애" the day that follows."""
    for mention, following in pairwise(mentions):
        is_open = mention.clock is not None and mention.day is None and following.clock is None
        is_near = following.start - mention.end <= _DAY_OF_IT_WITHIN
        if is_open and is_near and _OF_IT.match(text, following.end):
            mention.day = following.day


def _join(text: str, tokens: Sequence[Token]) -> list[Mention]:
    mentions: list[Mention] = []
    half: str | None = None
    zones_between = 0
    for token in tokens:
        if isinstance(token, ZoneToken):
            zones_between += token.end - token.start
        elif isinstance(token, DayToken):
            mentions.append(Mention(token.start, token.end, token, None))
            zones_between, half = 0, "night" if token.is_night else None
        elif token.is_part_of_day:
            half = None if _ALL_THE_WHILE.match(text, token.end) else token.half
        else:
            end = _end_with_suffix(text, token.end)
            last = mentions[-1] if mentions else None
            mention = Mention(token.start, end, None, token, half=half)
            if last is not None and _is_attached(text, last, token, zones_between):
                mention.start, mention.day = last.start, last.day
                mentions[-1] = mention
            else:
                mentions.append(mention)
            zones_between = 0
    return mentions


def _end_with_suffix(text: str, end: int) -> int:
    match = _SUFFIX.match(text, end)
    return match.end() if match else end


def _is_attached(text: str, last: Mention, clock: ClockToken, zones_between: int) -> bool:
    if last.clock is not None or last.day is None or last.day.scale is not Scale.DAY:
        return False
    gap = clock.start - last.end
    if zones_between:
        return gap - zones_between <= 8
    match = _ATTACHED.match(text, last.end)
    return match is not None and match.end() >= clock.start


def _bind_zones(
    text: str, mentions: list[Mention], zones: Sequence[ZoneToken], place: ZoneInfo | None
) -> None:
    """Bind each zone to what follows it or, in brackets or as a Latin suffix, what precedes it."""
    forward: list[_Forward] = []
    backward: dict[int, ZoneInfo | None] = {}
    index = 0
    for token in zones:
        while index < len(mentions) and _anchor_of(mentions[index], token) <= token.start:
            index += 1
        zone = token.zone if token.zone is not None else place
        before = mentions[index - 1] if index else None
        after = mentions[index] if index < len(mentions) else None
        close = _closing_bracket(text, token)
        is_within = after is not None and after.start < close
        if before is not None and _binds_back(text, token, before, after, close):
            backward[index - 1] = zone
            if before.clock is not None and text.startswith("이상", token.start - 3):
                backward.update(dict.fromkeys(range(index - 1), zone))  # both ends: (이상 현지시각)
            if token.is_latin and close < 0:
                continue
        if after is not None and (is_within or close < 0):
            _make_foreign(before, token, after, place)
        forward.append(_Forward(index, zone, close if is_within else -1))
    _spread(mentions, forward)
    for bound, zone in backward.items():
        mentions[bound].zone, mentions[bound].zone_stated = zone, True


@dataclass(frozen=True, slots=True)
class _Forward:
    """A zone that holds from a mention on, inside its bracket only if it opened one."""

    index: int
    zone: ZoneInfo | None
    close: int  # where its bracket closes, -1 for none


def _spread(mentions: list[Mention], forward: Sequence[_Forward]) -> None:
    current: _Forward | None = None
    bracket: _Forward | None = None
    waiting = list(reversed(forward))
    for index, mention in enumerate(mentions):
        while waiting and waiting[-1].index <= index:
            found = waiting.pop()
            if found.close >= 0:
                bracket = found
            else:
                current, bracket = found, None
        if bracket is not None and mention.start <= bracket.close:
            mention.zone, mention.zone_stated = bracket.zone, True
        elif current is not None:
            mention.zone, mention.zone_stated = current.zone, True


def _anchor_of(mention: Mention, zone: ZoneToken) -> int:
    """Return where a mention begins as seen from a zone word that may stand inside it."""
    inside = mention.start < zone.start < mention.end
    return mention.clock.start if inside and mention.clock is not None else mention.start


def _binds_back(
    text: str, token: ZoneToken, before: Mention, after: Mention | None, close: int
) -> bool:
    if after is not None and after.start < close:
        return False
    return close >= 0 or after is None or _is_suffix(text, before, token)


def _make_foreign(
    before: Mention | None, token: ZoneToken, after: Mention, place: ZoneInfo | None
) -> None:
    """Take a clock time that is at once repeated in Korean time for a foreign one."""
    if before is None or before.clock is None or before.zone_stated or after.clock is None:
        return
    if (
        token.is_korean
        and token.start - before.end <= _NEAR_BEFORE_KOREAN
        and after.start - token.end <= 8
    ):
        before.zone, before.zone_stated = place, True


def _closing_bracket(text: str, token: ZoneToken) -> int:
    """Return where the bracket that the zone opens closes, or -1 if it opens none."""
    before = text[max(0, token.start - _BRACKET) : token.start]
    opened = max(before.rfind("("), before.rfind("（"), before.rfind("\n"))
    if opened < 0 or before[opened] == "\n" or opened < max(before.rfind(")"), before.rfind("）")):
        return -1
    for position in range(token.end, min(len(text), token.end + 60)):
        if text[position] in ")）\n":
            return position
    return token.end


def _is_suffix(text: str, before: Mention, token: ZoneToken) -> bool:
    match = _ONLY_SUFFIX.match(text, before.end)
    return (
        token.is_latin
        and before.clock is not None
        and match is not None
        and match.end() >= token.start
    )


def _pair_ranges(text: str, mentions: list[Mention]) -> None:
    for index, mention in enumerate(mentions):
        mention.ends_range = mention.ends_range or _TO.match(text, mention.end) is not None
        mention.starts_range = mention.starts_range or _SINCE.match(text, mention.end) is not None
        if index + 1 < len(mentions) and _is_range(text, mention, mentions[index + 1]):
            follower = mentions[index + 1]
            mention.starts_range, follower.ends_range = True, True
            mention.partner, follower.partner = index + 1, index


def _is_range(text: str, first: Mention, second: Mention) -> bool:
    if first.partner is not None or (first.clock is None and second.clock is not None):
        return False
    sign = _FROM.match(text, first.end)
    if sign is None or sign.end() > second.start or second.start - sign.end() > 30:
        return False
    between = _BETWEEN.match(text, sign.end())
    if between is None or (
        between.end() < second.start and not _is_zone_or_half(text[between.end() : second.start])
    ):
        return False
    return sign["sign"] not in {"부터", "에서"} or _TO_PART.match(text, second.end) is not None


def _is_zone_or_half(gap: str) -> bool:
    return bool(
        re.fullmatch(
            r"(?:오전|오후|새벽|밤|한국[ ]?시간(?:으로)?|현지[ ]?시간(?:으로)?|같은 ?날"
            r"|[ )(]){1,4}",
            gap,
        )
    )
