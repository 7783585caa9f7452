"""Which of the told times is the one at which the outage began."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta

from detector.facts.expressions import Width
from detector.facts.openings import fails_from_opening, tells_trouble
from detector.facts.said_days import is_of_known_failing
from detector.facts.time_roles import Role
from detector.facts.told import TimedRole
from detector.sentences import Sentence
from models.clock import to_kst
from models.records import Precision

#: A time whose words weigh less than this states nothing.
ENOUGH = 0.4
_NEARLY_BEST = 0.15
_ENOUGH_REPEATS = 3
_SAME_HOUR = timedelta(minutes=40)
_LEAD = 4  # title and the first three sentences
_OPENS_BY = 8
_LONGEST_OVERRUN = timedelta(days=2)
_OVERRAN = re.compile(
    r"연장|(?:점검|작업|업데이트)[^.\n]{0,20}?(?:늦어|길어|지연|넘[겨긴어]|미뤄|끝나지|못해|못하)"
    r"|마치지[ ]못|시에야|분에야|예정[ ]?(?:보다|시[각간](?:보다|을))|미뤄지|지연[ ]끝에"
)
_URGENT = re.compile(
    r"(?:긴급|임시)[ ]?(?:서버[ ]?)?점검|점검[ ]?사유[^\n]{0,60}?(?:오류|장애|이상|비정상)"
)
_STILL_SHUT = re.compile(r"열지[ ]못|무기한|시간째|열리지[ ]않고")
_STILL_FAILING = re.compile(r"고[ ]있|째|이어지|계속되|지속되")
_EARLIER = re.compile(r"앞서|지난|첫날|먼저|이미")


def choose_start(told: Sequence[TimedRole], sentences: Sequence[Sentence]) -> TimedRole | None:
    """Return the told time at which the outage began, or None where none is told.

    A fire or power cut speaks for the failure where no failing is told to the hour, then the first
    report of it; planned work that ran over speaks where nothing else does.
    """
    usable = [item for item in told if not item.time.is_range_end and item.weight >= ENOUGH]
    onsets = _without_earlier([item for item in usable if item.role is Role.ONSET], sentences)
    triggers = [item for item in usable if item.role is Role.TRIGGER]
    if clocks := [item for item in onsets if _is_clock(item)]:
        return _heaviest(clocks)
    if clocks := [item for item in triggers if _is_clock(item) and _fits(item, onsets)]:
        return min(clocks, key=lambda item: item.at)
    if clocks := [item for item in usable if _is_first_report(item) and _fits(item, onsets)]:
        # Its own notice of the failing may be earlier still.
        said = [item for item in usable if item.role is Role.NOTICE and _is_clock(item)]
        same_day = [item for item in said if _day(item) == _day(clocks[0])]
        return min([*clocks, *same_day], key=lambda item: item.at)
    days = [*onsets, *(item for item in triggers if not _is_clock(item))]
    if (opening := _opening(usable, days, sentences)) is not None:
        return opening
    if days:
        return _known_failing(days, sentences) or _heaviest(days)
    work = _overrun(usable, sentences) or _urgent_work(usable, sentences)
    return work or min(triggers, key=lambda item: item.at, default=None)


def _known_failing(days: Sequence[TimedRole], sentences: Sequence[Sentence]) -> TimedRole | None:
    """Return the day of what a text opens with as known to all: 지난달 8일 벌어진 사태의 보상이 …

    What is told of later days is what came of it.
    """
    for item in days:
        sentence = sentences[item.time.sentence]
        begin = item.time.start - sentence.start
        if item.time.sentence == 1 and is_of_known_failing(sentence.text, begin):
            return None if any(other.at < item.at for other in days) else item
    return None


def _opening(
    told: Sequence[TimedRole], days: Sequence[TimedRole], sentences: Sequence[Sentence]
) -> TimedRole | None:
    """Return when opened what is told to have failed from its opening on."""
    opened = [item for item in told if item.role is Role.OPENING and item.time.sentence < _OPENS_BY]
    if not any(fails_from_opening(sentence.text) for sentence in sentences):
        opened = [item for item in opened if tells_trouble(sentences[item.time.sentence].text)]
        opened = [] if days else opened
    clocks = [item for item in opened if _is_clock(item)]
    if clocks:
        return min(clocks, key=lambda item: item.at)
    return None if days else max(opened, key=lambda item: item.weight, default=None)


def _is_clock(item: TimedRole) -> bool:
    return item.time.width is Width.CLOCK


def _is_first_report(item: TimedRole) -> bool:
    """Return whether it is a time at which failing was reported: it had begun by then."""
    return item.role is Role.REPORT and _is_clock(item)


def _day(item: TimedRole) -> date:
    return to_kst(item.at).date()


def _fits(trigger: TimedRole, onsets: Sequence[TimedRole]) -> bool:
    """Return whether a fire was on a day of which failing is told, if any day is told."""
    days = [_day(item) for item in onsets]
    return not days or any(timedelta(0) <= day - _day(trigger) <= timedelta(1) for day in days)


def _without_earlier(onsets: Sequence[TimedRole], sentences: Sequence[Sentence]) -> list[TimedRole]:
    """Return the onsets without those of a day that the text sets apart as an earlier failure."""
    leads = [item for item in onsets if item.time.sentence < _LEAD and item.time.day_stated]
    if leads and leads[0].time.sentence == 1 and _is_clock(leads[0]):
        return list(onsets)  # 오류율은 지난달 21일 오전 9시 5분께 치솟아
    told = next((item for item in leads if not _is_set_apart(item, sentences)), None)
    if told is None or _STILL_FAILING.search(sentences[told.time.sentence].text):
        return list(onsets)
    return [
        item
        for item in onsets
        if _day(item) >= _day(told)
        or item.weight > told.weight  # 18일 국감에서 지난달 4일 끊긴 일이
        or not _is_set_apart(item, sentences)
    ]


def _is_set_apart(item: TimedRole, sentences: Sequence[Sentence]) -> bool:
    """Return whether 앞서, 지난, 첫날 stands before the time or 에는, 에도 after it."""
    sentence = sentences[item.time.sentence]
    begin, end = item.time.start - sentence.start, item.time.end - sentence.start
    before = sentence.text[max(0, begin - 12) : begin + 3]
    is_contrast = re.match(r"에[는도]|엔[ ]", sentence.text[end : end + 3]) is not None
    return item.time.day_stated and (is_contrast or _EARLIER.search(before) is not None)


def _heaviest(items: Sequence[TimedRole]) -> TimedRole:
    score = _supports(items)
    best = max(score)
    first = items[score.index(best)]
    nearly = [
        item
        for item, one in zip(items, score, strict=True)
        if one >= best - _NEARLY_BEST or _is_beside(item, first)
    ]
    return min(
        nearly,
        key=lambda item: (item.at, item.time.precision is not Precision.MINUTE, -item.weight),
    )


def _is_beside(item: TimedRole, best: TimedRole) -> bool:
    """Return whether both are told alike in one sentence: 2시부터 19분, 5시부터 22분 끊겼다."""
    is_alike = item.time.is_range_start and best.time.is_range_start
    is_as_sure = item.weight >= best.weight - _NEARLY_BEST
    return is_alike and is_as_sure and item.time.sentence == best.time.sentence


def _supports(items: Sequence[TimedRole]) -> list[float]:
    """Return each onset's weight, raised by every other statement of the same onset.

    "8시께" speaks for the "8시 4분" of another sentence.
    """
    same = Counter(item.at for item in items)
    rough = sorted(item.at for item in items if item.time.precision is not Precision.MINUTE)
    supports: list[float] = []
    for item in items:
        weight = item.weight + 0.25 * min(same[item.at] - 1, _ENOUGH_REPEATS)
        if item.time.precision is Precision.MINUTE:
            low = bisect_left(rough, item.at - _SAME_HOUR)
            high = bisect_right(rough, item.at + _SAME_HOUR)
            weight += 0.25 * min(high - low, _ENOUGH_REPEATS)
        supports.append(weight)
    return supports


def _urgent_work(told: Sequence[TimedRole], sentences: Sequence[Sentence]) -> TimedRole | None:
    """Return when work began that nobody had planned: 긴급 점검 일시 14:10 ~ 21:30."""
    begun = [
        item
        for item in told
        if item.role is Role.MAINTENANCE and _is_clock(item) and item.time.is_range_start
    ]
    is_urgent = any(_URGENT.search(sentence.text) for sentence in sentences)
    return min(begun, key=lambda item: item.at, default=None) if is_urgent else None


def _overrun(told: Sequence[TimedRole], sentences: Sequence[Sentence]) -> TimedRole | None:
    """Return when planned work began that kept the service shut longer than planned."""
    ends = [item for item in told if item.role is Role.RECOVERY and _is_clock(item)]
    begun = [item for item in told if item.role is Role.MAINTENANCE and _is_clock(item)]
    if ends:
        last = max(item.at for item in ends)
        begun = [item for item in begun if timedelta(0) < last - item.at <= _LONGEST_OVERRUN]
    if not begun or not any(_OVERRAN.search(sentence.text) for sentence in sentences):
        return None
    if not ends and not any(_STILL_SHUT.search(sentence.text) for sentence in sentences):
        return None
    return min(begun, key=lambda item: item.at)
