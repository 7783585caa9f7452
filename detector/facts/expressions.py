"""Every time, day, range and span of time in a text, placed against its publication."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import lru_cache
from zoneinfo import ZoneInfo

from detector.facts.clock_times import ClockToken, find_clocks
from detector.facts.days import DayToken, Scale, find_days
from detector.facts.durations import DurationExpression, find_durations
from detector.facts.mentions import Mention, Token, read_mentions
from detector.facts.paired_zone import zone_from_pair
from detector.facts.placing import Placer
from detector.facts.said_days import is_then, mentions_korea
from detector.facts.told_again import is_told_again, same_moment
from detector.facts.zone_places import zone_of_lead, zone_of_title
from detector.facts.zones import ZoneToken, find_zones, hinted_zone, holds_on, local_zone
from detector.sentences import Sentence
from models.clock import KST
from models.records import Kind, Precision

__all__ = ["DurationExpression", "TimeExpression", "Width", "find_spans", "find_times"]


class Width(StrEnum):
    """How wide the stated time is."""

    CLOCK = "clock"
    DAY = "day"
    MONTH = "month"
    YEAR = "year"


@dataclass(frozen=True, slots=True)
class TimeExpression:
    """A time that a text states: text[start:end] == text.

    at is None where only a foreign "local time" without a place is given: it cannot be known.
    """

    start: int
    end: int
    text: str
    at: datetime | None  # aware, UTC
    precision: Precision
    width: Width
    sentence: int  # index of the sentence it stands in
    day_stated: bool
    zone_stated: bool
    is_foreign: bool
    is_coming: bool  # 오는 3일, 내일
    is_range_start: bool  # 부터, ~
    is_range_end: bool  # 까지
    partner: int | None  # index of the other end of the range among all expressions


def find_times(
    text: str,
    sentences: Sequence[Sentence],
    published_at: datetime,
    kind: Kind = Kind.NEWS,
    background: frozenset[int] = frozenset(),
) -> tuple[TimeExpression, ...]:
    """Return the time expressions of a text in order.

    Days stated in background sentences do not become the day of what follows them.
    """
    zones = find_zones(text)
    place = _place_of(text, zones)
    by_sentence = _by_sentence(_tokens(text, zones), sentences)
    placer = Placer(published_at, kind is Kind.OFFICIAL, kind is Kind.COMMUNITY)
    aside: Placer | None = None
    found: list[TimeExpression] = []
    for index, tokens in enumerate(by_sentence):
        aside = (aside or placer.copy()) if index in background else None
        reader = aside or placer
        own = sentences[index].text
        reader.begin_sentence(in_korea=mentions_korea(own), is_then=is_then(own))
        if (
            abroad := holds_on(text, zones, sentences[index].start, sentences[index].end)
        ) is not None:
            reader.usual_zone = abroad.zone or place
        if not tokens:
            continue
        mentions = read_mentions(text, tokens, place)
        moments = reader.place(mentions)
        if moments and found and is_told_again(own):
            moments[0] = same_moment(moments[0], found[-1].at)
        first = len(found)
        found += [
            _expression(text, mention, at, index, first)
            for mention, at in zip(mentions, moments, strict=True)
        ]
    return tuple(found)


def _place_of(text: str, zones: Sequence[ZoneToken]) -> ZoneInfo | None:
    """Return the zone that "local time" means in a text, or None where nothing tells it."""
    if all(token.zone is KST for token in zones):
        return None
    return (
        local_zone(zones)
        or zone_from_pair(text)
        or zone_of_title(text)
        or hinted_zone(text)
        or zone_of_lead(text)
    )


@lru_cache(maxsize=4)  # asked for twice of each text
def find_spans(text: str) -> tuple[DurationExpression, ...]:
    """Return the spans of time of a text in order; minutes of a clock time are not one."""
    clocks = [token for token in find_clocks(text) if not token.is_part_of_day]
    spans: list[DurationExpression] = []
    index = 0
    for span in find_durations(text):
        while index < len(clocks) and clocks[index].end <= span.start:
            index += 1
        is_minutes_of_clock = index < len(clocks) and (
            clocks[index].start < span.start
            or (clocks[index].hour is None and clocks[index].start == span.start)  # 8시32분~54분
        )
        if not is_minutes_of_clock:
            spans.append(span)
    return tuple(spans)


def _tokens(text: str, zones: Sequence[ZoneToken]) -> list[Token]:
    """Return days, clock times and zones in order, without those inside a span of time."""
    tokens: list[Token] = [*zones, *find_days(text), *find_clocks(text)]
    tokens.sort(key=lambda token: (token.start, -token.end))
    spans = find_spans(text)
    kept: list[Token] = []
    index, covered = 0, -1
    for token in tokens:
        while index < len(spans) and spans[index].end <= token.start:
            index += 1
        in_span = index < len(spans) and spans[index].start < token.end
        if token.start >= covered and not (in_span and not isinstance(token, ZoneToken)):
            kept.append(token)
            covered = token.end
    return kept


def _by_sentence(tokens: Sequence[Token], sentences: Sequence[Sentence]) -> list[list[Token]]:
    groups: list[list[Token]] = [[] for _ in sentences]
    index = 0
    for token in tokens:
        while index < len(sentences) and sentences[index].end <= token.start:
            index += 1
        if index < len(sentences) and sentences[index].start <= token.start:
            groups[index].append(token)
    return groups


def _expression(
    text: str, mention: Mention, at: datetime | None, sentence: int, first: int
) -> TimeExpression:
    day, clock = mention.day, mention.clock
    return TimeExpression(
        mention.start,
        mention.end,
        text[mention.start : mention.end],
        at,
        _precision(clock),
        _width(day, clock),
        sentence,
        day_stated=day is not None,
        zone_stated=mention.zone_stated,
        is_foreign=mention.zone is None or mention.zone.key != "Asia/Seoul",
        is_coming=day is not None and day.is_coming,
        is_range_start=mention.starts_range,
        is_range_end=mention.ends_range,
        partner=None if mention.partner is None else first + mention.partner,
    )


def _precision(clock: ClockToken | None) -> Precision:
    if clock is None:
        return Precision.DAY
    return Precision.HOUR if clock.minute is None else Precision.MINUTE


def _width(day: DayToken | None, clock: ClockToken | None) -> Width:
    if clock is not None or day is None:
        return Width.CLOCK
    return {Scale.DAY: Width.DAY, Scale.MONTH: Width.MONTH, Scale.YEAR: Width.YEAR}[day.scale]
