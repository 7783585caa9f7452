"""Which lengths belong to failures before this one, by the days of their sentences."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from datetime import date, datetime

from detector.facts.expressions import TimeExpression, Width
from detector.facts.lengths import Length
from detector.sentences import Sentence
from models.clock import to_kst


def not_of_earlier_days(
    lengths: Sequence[Length],
    sentences: Sequence[Sentence],
    times: Sequence[TimeExpression],
    began: datetime | None,
) -> list[Length]:
    """Leave out lengths told of days before the onset: 전날 5시에도 20분간 접속이 더뎠다.

    A title may count days as they are abroad, so its lengths stay.
    """
    if began is None or not lengths:
        return list(lengths)
    first = to_kst(began).date()
    ends = [sentence.end for sentence in sentences]
    days: dict[int, list[tuple[int, date]]] = {}
    for time in times:
        if time.at is not None and time.width in {Width.CLOCK, Width.DAY}:
            days.setdefault(time.sentence, []).append((time.end, to_kst(time.at).date()))
    kept: list[Length] = []
    for length in lengths:
        begin = length.span.start
        index = bisect_right(ends, begin)
        told = [day for end, day in days.get(index, ()) if end <= begin]
        if not told or max(told) >= first or sentences[index].in_title:
            kept.append(length)
    return kept
