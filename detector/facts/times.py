"""When the outage began, when it ended and how long it lasted, each with its quote."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta

from detector.facts.earlier_lengths import not_of_earlier_days
from detector.facts.expressions import TimeExpression, Width, find_spans, find_times
from detector.facts.judged_times import judge_times
from detector.facts.lengths import Length, read_lengths
from detector.facts.onsets import ENOUGH, choose_start
from detector.facts.stated import Times, clocked_length, stated
from detector.facts.time_model import TimeModel
from detector.facts.time_roles import Role
from detector.facts.time_scene import set_scene
from detector.facts.told import TimedRole, roles_of_times
from detector.sentences import Sentence
from models.clock import to_kst
from models.records import Evidence, Kind, Precision, StatedTime

_DAY = timedelta(days=1)
_POST_IS_ABOUT = timedelta(days=3)
_LONGEST = timedelta(days=31)  # no outage we know of was told to have lasted longer
_LONGEST_DATED = timedelta(days=120)  # unless the text dates its end: 95일 만인 12월 30일
_SAME_HOUR = timedelta(minutes=40)
_LEAD = 4
_ROUGHLY = 0.6
_ONGOING = re.compile(
    r"아직[ ](?!원인|정확)|여전히|복구되지[ ]않|복구가[ ]되지|복구[ ]중|복구[ ]작업(?:을|이"
    r"|에)[ ]?(?:진행|한창|나서|하고)|이어지고[ ]있|지속되고[ ]있|계속되고[ ]있|정상화되지"
    r"|복구[ ]시점[은을이]|시간이[ ](?:좀[ ]|조금[ ])?더[ ]걸|더[ ]걸릴"
)
_SINCE = re.compile(r"[ ]?(?:새벽|아침|오전|낮|점심|오후|저녁|밤)?(?:께|쯤|무렵)?(?:부터|이후)")
_OF_THEN = re.compile(r"월|년|작년|지난|전|저번")  # "5일 보상" is no memory
_PART_OF_DAY = re.compile(r"[ ]?(?:이른[ ]|늦은[ ])?(?:새벽|아침|오전|낮|점심|오후|저녁|밤)")
_OVER = re.compile(
    r"(?<!임시[ ])(?<!일부[ ])(?:복구|정상화|재개|해결|해소)(?:를|가|이)?[ ]?(?:모두[ ]"
    r"|완전히[ ])?(?:됐|되었|돼[ ]|완료|했|마[쳤치])|정상[ ]?(?:작동|운영|이용)"
)


def read_times(
    text: str,
    sentences: Sequence[Sentence],
    published_at: datetime,
    kind: Kind,
    background: frozenset[int],
    model: TimeModel | None = None,
) -> Times:
    """Return what the text states of the outage's times; what it does not state is None.

    background: indices of the sentences that tell of older incidents or plans.
    model: judges what the rules read; without it they have the last word.
    """
    times = find_times(text, sentences, published_at, kind, background)
    read = read_by_rules(text, sentences, times, published_at, kind, background)
    if model is None:
        return read
    scene = set_scene(text, sentences, times, find_spans(text), kind, background, published_at)
    return judge_times(scene, read, model)


def read_by_rules(
    text: str,
    sentences: Sequence[Sentence],
    times: Sequence[TimeExpression],
    published_at: datetime,
    kind: Kind,
    background: frozenset[int],
) -> Times:
    """Return what the rules read of the times that a text tells."""
    if kind is Kind.COMMUNITY:
        background |= _memories(times, published_at)
    told = roles_of_times(text, sentences, times, kind, background, published_at)
    lengths = read_lengths(text, sentences, find_spans(text), kind, background)
    tells = told
    if kind is Kind.COMMUNITY:
        tells = tuple(item for item in told if not _is_only_a_day(text, item))
    start = choose_start(tells, sentences)
    lengths = not_of_earlier_days(lengths, sentences, times, start.at if start else None)
    own = [sentence.text for index, sentence in enumerate(sentences) if index not in background]
    is_over = any(_OVER.search(text) for text in own)
    is_unfinished = any(_ONGOING.search(text) for text in own)
    end = _choose_end(
        text, told, times, start, published_at, is_unfinished=is_unfinished, is_over=is_over
    )
    started = stated(start.time, start.at) if start else None
    if started is None and kind is not Kind.COMMUNITY:
        started = _since_days(lengths, sentences, published_at)
    ended = stated(end[0], end[1]) if end else None
    minutes, evidence = _choose_length(text, lengths, started, ended, published_at)
    return Times(started, ended, minutes, evidence)


def _since_days(
    lengths: Sequence[Length], sentences: Sequence[Sentence], published_at: datetime
) -> StatedTime | None:
    """Return the day on which it began as "사흘째 먹통" tells it, or None."""
    lead_ends = sentences[min(_LEAD, len(sentences)) - 1].end if sentences else 0
    for length in lengths:
        span = length.span
        if length.is_so_far and span.in_days and span.start < lead_ends:
            day = to_kst(published_at).replace(hour=0, minute=0, second=0, microsecond=0)
            at = (day - timedelta(minutes=span.minutes) + _DAY).astimezone(UTC)
            return StatedTime(at, Precision.DAY, Evidence(span.start, span.end, span.text))
    return None


def _is_only_a_day(text: str, start: TimedRole) -> bool:
    """Return whether a post names a day without saying since when: "어제 그 난리" is no start."""
    is_day = start.time.width is Width.DAY
    return is_day and _SINCE.match(text, start.time.end) is None


def _memories(times: Sequence[TimeExpression], published_at: datetime) -> frozenset[int]:
    """Return the sentences of a post that tell of long ago: a post reports what happens now."""
    return frozenset(
        time.sentence
        for time in times
        if time.at and published_at - time.at > _POST_IS_ABOUT and _OF_THEN.search(time.text)
        if not (time.width is Width.DAY and time.is_range_start)  # 지난주 목요일부터 이러는데
    )


def _choose_end(
    text: str,
    told: Sequence[TimedRole],
    times: Sequence[TimeExpression],
    start: TimedRole | None,
    published_at: datetime,
    *,
    is_unfinished: bool,
    is_over: bool,
) -> tuple[TimeExpression, datetime] | None:
    is_ongoing = is_unfinished and not is_over
    of_range = _end_of_range(text, times, start, published_at)
    if start is not None and start.role not in {Role.MAINTENANCE, Role.REPORT} and of_range:
        return _of_the_whole(told, of_range[1]) or of_range
    some = (Role.SOME,) if is_over else ()
    for role in (Role.RECOVERY, Role.NOTICE_OF_RECOVERY, Role.PARTIAL, *some):
        if is_ongoing and role is not Role.RECOVERY:
            return None
        ends = [
            (item, at)
            for item in told
            if item.role is role and not (role is Role.PARTIAL and item.is_unfinished)
            if not (is_unfinished and item.time.width is Width.DAY and not item.is_whole)
            if (at := _end_after(item, start, published_at)) is not None
        ]
        if ends:
            last, at = _to_the_hour(max(ends, key=_by_finality), ends)
            return last.time, at
    # What work was planned to end at is its end only where nothing tells another.
    return of_range if start is not None and start.role is Role.MAINTENANCE else None


def _end_of_range(
    text: str, times: Sequence[TimeExpression], start: TimedRole | None, published_at: datetime
) -> tuple[TimeExpression, datetime] | None:
    """Return the other end of the range that the start begins, if it is over by now."""
    if start is None or start.time.partner is None:
        return None
    partner = times[start.time.partner]
    if not partner.is_range_end or partner.at is None or _PART_OF_DAY.match(text, partner.end):
        return None  # 26일 밤부터 이튿날 아침까지: the hour at which it ended is not told
    return (partner, partner.at) if start.at < partner.at <= published_at else None


def _of_the_whole(
    told: Sequence[TimedRole], part: datetime
) -> tuple[TimeExpression, datetime] | None:
    """Return when all was back, if that is told for a time after the end of a range of one part."""
    ends = [
        item
        for item in told
        if item.role is Role.RECOVERY and item.is_whole and item.weight >= 1
        if item.time.width is Width.CLOCK and timedelta(0) < item.at - part <= _DAY
    ]
    last = max(ends, key=lambda item: item.at, default=None)
    return (last.time, last.at) if last is not None else None


def _by_finality(end: tuple[TimedRole, datetime]) -> tuple[bool, date, bool, datetime]:
    """Order ends: of the whole or of the lead, then by day if the lead tells it, then by the clock."""
    item, at = end
    is_clock = item.time.width is Width.CLOCK
    is_in_lead = item.time.sentence <= 1
    is_of_lead = is_in_lead and is_clock and item.weight >= 1
    day = to_kst(at).date() if is_clock or is_in_lead else date.min
    return item.is_whole or is_of_lead, day, is_clock, at


def _to_the_hour(
    last: tuple[TimedRole, datetime], ends: Sequence[tuple[TimedRole, datetime]]
) -> tuple[TimedRole, datetime]:
    """Return the clock time told of the day on which it ended, or the minute told of its hour."""
    if last[0].time.precision is Precision.HOUR:
        exact = [
            end
            for end in ends
            if end[0].time.precision is Precision.MINUTE
            and timedelta(0) < end[1] - last[1] <= _SAME_HOUR
        ]
        return max(exact, key=_by_finality, default=last)
    if last[0].time.width is not Width.DAY:
        return last
    day = to_kst(last[1]).date()
    clocks = [
        end for end in ends if end[0].time.width is Width.CLOCK and to_kst(end[1]).date() == day
    ]
    return max(clocks, key=lambda end: end[1], default=last)


def _end_after(item: TimedRole, start: TimedRole | None, published_at: datetime) -> datetime | None:
    """Return when the recovery was: after the start, not after publication; None if neither fits."""
    if item.weight < ENOUGH:
        return None
    if start is None or item.at > start.at:
        longest = _LONGEST_DATED if item.time.day_stated and item.weight >= 1 else _LONGEST
        return item.at if start is None or item.at - start.at <= longest else None
    later = item.at + _DAY
    if not item.time.day_stated and start.at < later <= published_at:
        return later
    return None


def _choose_length(
    text: str,
    lengths: Sequence[Length],
    started: StatedTime | None,
    ended: StatedTime | None,
    published_at: datetime,
) -> tuple[int | None, Evidence | None]:
    clocked = clocked_length(text, started, ended)
    usable = [
        length
        for length in lengths
        if not length.is_so_far or (ended is None and _fits_so_far(length, started, published_at))
    ]
    if not usable:
        return clocked
    span = _best_length(usable, started, ended, published_at).span
    if clocked[0] is not None and (
        span.is_lower_bound or span.in_days or not _is_alike(span.minutes, clocked[0])
    ):
        return clocked
    return span.minutes, Evidence(span.start, span.end, span.text)


def _best_length(
    lengths: Sequence[Length],
    started: StatedTime | None,
    ended: StatedTime | None,
    published_at: datetime,
) -> Length:
    """Return the length that weighs most; while it goes on, the one that reaches up to now."""
    if started is not None and ended is None and started.precision is not Precision.DAY:
        up_to_now = int((published_at - started.at).total_seconds()) // 60
        for length in lengths:
            is_open = length.is_so_far or length.span.is_lower_bound
            if is_open and _is_alike(length.span.minutes, up_to_now):
                return length
    if started is not None and ended is not None:
        told = int((ended.at - started.at).total_seconds()) // 60
        for length in lengths:
            if length.span.minutes == told and Precision.DAY is not started.precision:
                return length  # the one that the clock times bear out: 2시간여 of a title is rough
    return lengths[0]


def _is_alike(stated: int, clocked: int) -> bool:
    """Return whether a stated length can be that of the two clock times, roughly told."""
    return clocked * _ROUGHLY <= stated <= clocked / _ROUGHLY


def _fits_so_far(length: Length, started: StatedTime | None, published_at: datetime) -> bool:
    """Return whether 이틀째 can mean two whole days; it also means the second day."""
    if not length.span.in_days or started is None:
        return True
    return published_at - started.at >= timedelta(minutes=length.span.minutes)
