"""Whether a report tells two outages: each of two days with names of its own."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta

from detector.facts.expressions import TimeExpression, Width, find_times
from detector.gazetteer import with_owners
from detector.sentences import split_sentences
from models.clock import to_kst
from models.records import Facts, Kind, NamedEntity, Precision
from models.report_parts import OutageTold

#: Two outages told as one piece of news are this near; what lies farther back is recalled.
_APART = timedelta(days=4)


def outages_told(
    text: str, facts: Facts, published_at: datetime, kind: Kind
) -> tuple[OutageTold, ...]:
    """Return the two outages that a text tells of, or nothing where it tells one.

    It tells two where its provider and affected fall into those of one day and those of another
    ("어제는 카카오톡, 오늘은 토스"), and nobody is of both.
    """
    entities = [*((facts.provider,) if facts.provider else ()), *facts.affected]
    if len({entity.id for entity in entities}) < 2:
        return ()
    days, times = _days_of(text, entities, published_at, kind)
    by_day: dict[date, set[str]] = defaultdict(set)
    for name, own in days.items():
        if len(own) != 1:
            return ()
        by_day[next(iter(own))].add(name)
    if len(by_day) != 2 or max(by_day) - min(by_day) > _APART:
        return ()
    if len(days) != len({entity.id for entity in entities}) or _are_kin(*by_day.values()):
        return ()
    return tuple(_told(by_day[day], times[day]) for day in sorted(by_day))


def _days_of(
    text: str, entities: list[NamedEntity], published_at: datetime, kind: Kind
) -> tuple[Mapping[str, set[date]], Mapping[date, list[TimeExpression]]]:
    """Return on which days each name stands, by the day said last before it in its sentence."""
    sentences = split_sentences(text)
    days: dict[str, set[date]] = defaultdict(set)
    times: dict[date, list[TimeExpression]] = defaultdict(list)
    said: dict[int, list[TimeExpression]] = defaultdict(list)
    for time in find_times(text, sentences, published_at, kind):
        is_dated = time.day_stated and time.width in (Width.CLOCK, Width.DAY)
        if time.at is not None and is_dated and time.at <= published_at:
            said[time.sentence].append(time)
            times[to_kst(time.at).date()].append(time)
    for index, sentence in enumerate(sentences):
        for entity in entities:
            for start in _occurrences(entity, text, sentence.start, sentence.end):
                before = [time for time in said[index] if time.start < start]
                if before and before[-1].at is not None:
                    days[entity.id].add(to_kst(before[-1].at).date())
    return days, times


def _occurrences(entity: NamedEntity, text: str, begin: int, end: int) -> Iterator[int]:
    for surface in entity.surfaces:
        at = text.find(surface, begin, end)
        while at >= 0:
            yield at
            at = text.find(surface, at + 1, end)


def _are_kin(one: set[str], other: set[str]) -> bool:
    return bool(with_owners(one) & with_owners(other))


def _told(names: set[str], times: list[TimeExpression]) -> OutageTold:
    clock = [time for time in times if time.width is Width.CLOCK]
    first = (clock or times)[0]
    if first.at is None:
        raise ValueError("only times that are known are kept")
    precision = first.precision if clock else Precision.DAY
    return OutageTold(tuple(sorted(names)), first.at, precision)
