"""Which sentences speak of older incidents, plans or figures instead of this incident."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from detector.facts import background_patterns as patterns
from detector.facts.clock_times import find_clocks
from detector.facts.day_context import DayContext
from detector.facts.days import Basis, DayToken, Scale, find_days
from detector.facts.said_days import is_aside, is_of_known_failing, is_said
from detector.facts.time_roles import fails_in
from detector.sentences import Sentence
from models.clock import to_kst

#: An outage told by its day is fresh news for about this long; after that a date means the past.
_FRESH = timedelta(days=6)
#: One incident may stretch over this many days (2022 data centre fire: five and a half).
_SAME_STORY = timedelta(days=6)

#: What began longer ago is told as history even where it goes on.
_STILL_GOING_ON = timedelta(days=45)
_TAIL = 110
#: What no clock time is written without.
_CLOCK_SIGN = re.compile(r"[\d한두세네섯곱덟홉열][ \t\u00a0]{0,2}[시분:：]|자정|정오")
_RESTORED = re.compile(r"복구|정상화|재개|해소|되살[아렸]")
_YESTERDAY = timedelta(days=1)

_LEAD = 4  # title and the first three sentences
_OPENS_STORY = 1  # how much more the first sentence counts


@dataclass(frozen=True, slots=True)
class _Told:
    """What one sentence says of days."""

    newest: date | None  # the newest day, month or year it states by the calendar
    day: date | None  # the newest day alone
    has_clock: bool
    is_outage: bool
    is_happening: bool
    is_said: bool  # its days are days of statements
    is_of_past: bool  # 지난 5일, 이달 7일: written for something known


def background_sentences(sentences: Sequence[Sentence], published_at: datetime) -> frozenset[int]:
    """Return the indices of sentences that do not tell of the incident this text is about."""
    today = to_kst(published_at).date()
    context = DayContext(today)
    told = [_read(sentence, context) for sentence in sentences]
    main = _main_day(sentences, told, today)
    found: set[int] = set()
    for index, sentence in enumerate(sentences):
        before = sentences[index - 1].text if index else ""
        if (
            _tells_the_last_time(sentence.text, before)
            or (
                not _tells_up_to_its_end(sentence.text, before)
                and _is_background(sentence.text, told[index], main, in_title=sentence.in_title)
            )
            or (index - 1 in found and _follows(sentence.text, told[index], before))
        ):
            found.add(index)
    return frozenset(found)


def _read(sentence: Sentence, context: DayContext) -> _Told:
    context.begin_sentence()
    today = context.published
    tokens = [
        token
        for token in find_days(sentence.text)
        if token.basis not in {Basis.SAME, Basis.THAT} and not is_aside(sentence.text, token.end)
    ]
    if not any(token.basis in {Basis.CALENDAR, Basis.PUBLICATION} for token in tokens):
        is_told_of = patterns.ON_THAT_DAY.search(sentence.text) is not None
        tokens = [token for token in tokens if token.basis is Basis.BEFORE and not is_told_of]
    said = [
        is_said(sentence.text, token.end) and not is_of_known_failing(sentence.text, token.start)
        for token in tokens
    ]
    has_known = any(is_of_known_failing(sentence.text, token.start) for token in tokens)
    days = [
        (last, token.scale is Scale.DAY)
        for token, is_of_statement in zip(tokens, said, strict=True)
        if not token.is_coming and not (is_of_statement and has_known)
        if (last := _last_day(token, context, is_said=is_of_statement)) is not None
        and last <= today + timedelta(days=31)
    ]
    text = sentence.text
    has_clock = _CLOCK_SIGN.search(text) is not None and any(
        not clock.is_part_of_day for clock in find_clocks(text)
    )
    return _Told(
        max((day for day, _ in days), default=None),
        max((day for day, is_day in days if is_day), default=None),
        has_clock,
        bool(patterns.OUTAGE.search(text)),
        bool(patterns.HAPPENING.search(text)),
        bool(said) and (all(said) or _says_on_a_day(text)) and not has_clock,
        any(text.startswith(("지난", "이달"), token.start) for token in tokens),
    )


def _says_on_a_day(text: str) -> bool:
    """Read "회사는 10일 자동 증설이 제때 되지 않았다고 밝혔다": on that day it was said."""
    return (
        patterns.SPEAKER_AND_DAY.search(text) is not None
        and patterns.SAYS_LAST.search(text) is not None
    )


def _last_day(token: DayToken, context: DayContext, *, is_said: bool) -> date | None:
    """Return the last day that the token covers: a month or year ends late."""
    first = context.resolve(token, is_said=is_said)
    if first is None or token.scale is Scale.DAY:
        return first
    span = 31 if token.scale is Scale.MONTH else 366
    last = first + timedelta(days=span - 1)
    return min(last, context.published) if first <= context.published else None


def _main_day(sentences: Sequence[Sentence], told: Sequence[_Told], today: date) -> date:
    """Return the day around which this text's own incident happened.

    Publication day, unless nothing fresh is told to have happened and an older day is.
    """
    back = (
        f.day for s, f in zip(sentences, told, strict=True) if patterns.GOES_BACK.search(s.text)
    )
    if (day := next((day for day in back if day is not None), None)) is not None:
        return day
    old: Counter[date] = Counter()
    days: Counter[date] = Counter()  # the same, told to the day
    after_old = False
    is_inquiry = any(patterns.INQUIRY.search(sentence.text) for sentence in sentences)
    for index, (sentence, facts) in enumerate(zip(sentences, told, strict=True)):
        is_old = facts.newest is not None and today - facts.newest > _FRESH
        if index < _LEAD and _opens_today(sentence.text, facts, today):
            return today
        is_of_inquiry = facts.day is not None and is_old and not facts.is_said
        is_of_inquiry &= is_inquiry or facts.is_of_past
        if not facts.is_outage and not (is_old and facts.has_clock) and not is_of_inquiry:
            continue
        if _is_fresh(sentence, facts, today, after_old=after_old):
            return today
        if facts.newest is not None and is_old:
            is_memory = patterns.MEMORY.search(sentence.text) is not None
            old[facts.newest] += 1
            if facts.day is not None:
                is_lead = index < _LEAD and facts.is_of_past
                opens = _OPENS_STORY if is_lead and index <= 1 else 0
                days[facts.day] += opens + (1 if is_memory else 5 if is_lead else 3)
            after_old = after_old or not is_memory
    old = days or old
    return max(old, key=lambda day: (old[day], day)) if old else today


def _opens_today(text: str, facts: _Told, today: date) -> bool:
    """Return whether a sentence of the lead tells of a clock time of these days."""
    is_new = facts.day is not None and today - facts.day <= _FRESH
    if is_new and patterns.DAY_OF_IT.search(text):
        return True
    is_of_old = (
        patterns.AFTERMATH.search(text)
        or patterns.MEMORY.search(text)
        or patterns.SAID.search(text)
    )
    return is_new and facts.has_clock and not is_of_old


def _is_fresh(sentence: Sentence, facts: _Told, today: date, *, after_old: bool) -> bool:
    text = sentence.text
    if not facts.is_happening or patterns.AFTERMATH.search(text) or patterns.MEMORY.search(text):
        return False
    if facts.is_said or patterns.THEN_FAILED.search(text):
        return False
    if facts.day is not None:
        return today - facts.day <= _FRESH
    if facts.newest is not None and today - facts.newest > _FRESH:
        return False
    if patterns.ON_THAT_DAY.search(text):
        return False
    if after_old:  # the day of what was told before holds on
        return re.search(r"오늘|금일", text) is not None
    return bool(facts.has_clock or patterns.GOING_ON.search(text))


def _is_background(text: str, facts: _Told, main: date, *, in_title: bool) -> bool:
    if patterns.ANOTHER.search(text) or patterns.DAYS_BEFORE.search(text):
        return True
    if facts.day is not None and facts.is_of_past and facts.day == main:
        return bool(patterns.MEMORY.search(text)) and not facts.has_clock
    if facts.newest is not None and main - facts.newest > _SAME_STORY:
        return not (facts.day is not None and _still_fails(text, main - facts.day))
    if facts.newest is not None and abs(main - facts.newest) <= _SAME_STORY and facts.is_happening:
        return _is_memory(text, main - facts.newest) and main != facts.newest
    return _is_of_elsewhen(text, facts, in_title=in_title)


def _tells_the_last_time(text: str, before: str) -> bool:
    """Read "앱이 또 멈췄다. 12일 접속이 끊긴 지 이틀 만이다": another failure, set beside this one."""
    if not patterns.SINCE_LAST_TIME.search(text):
        return False
    return bool(patterns.ALIKE.search(text) or patterns.ONCE_MORE.search(before))


def _tells_up_to_its_end(text: str, before: str) -> bool:
    """Read "복구가 끝났다. 지난 12일 서버가 무너진 뒤 18일 만이다": this one, however long ago."""
    found = patterns.UP_TO_ITS_END.search(text)
    return found is not None and _RESTORED.search(before + text) is not None


def _is_of_elsewhen(text: str, facts: _Told, *, in_title: bool) -> bool:
    """Return whether a sentence speaks of other years, of figures or of plans."""
    if patterns.YEARS_AGO.search(text):
        return True
    if patterns.SERVICE_LIFE.search(text) and not facts.has_clock and not _opened_and_fails(text):
        return True
    if patterns.MEMORY.search(text) and not facts.has_clock and not patterns.NOW.search(text):
        return True
    if patterns.FIGURES.search(text) and not _fails_beside_figures(text, facts, in_title=in_title):
        return True
    if facts.is_happening or (facts.is_of_past and fails_in(text)):
        return False
    return patterns.PLAN.search(text) is not None


def _opened_and_fails(text: str) -> bool:
    """Read "지난 21일 문을 연 시스템이 사흘째 느리다": what opened is what fails."""
    return patterns.DAY_OF_IT.search(text) is not None and fails_in(text[-_TAIL:])


def _still_fails(text: str, ago: timedelta) -> bool:
    """Read "지난 6일 바뀐 시스템이 보름 넘게 말을 듣지 않고 있다"."""
    is_going_on = patterns.STILL_DOES.search(text) and not patterns.MEMORY.search(text)
    return ago <= _STILL_GOING_ON and is_going_on is not None and fails_in(text[-_TAIL:])


def _fails_beside_figures(text: str, facts: _Told, *, in_title: bool) -> bool:
    """Read "업계 1위 X의 시스템은 9시 5분부터 비틀거렸다": figures of who fails here."""
    return (facts.has_clock or in_title) and (facts.is_happening or fails_in(text))


def _is_memory(text: str, ago: timedelta) -> bool:
    """Return whether it tells of an earlier failure; "전날 밤 끊긴 바 있다" is this one."""
    memory = patterns.MEMORY.search(text)
    if memory is None or patterns.NOW.search(text):
        return False
    return ago > _YESTERDAY or not memory.group().startswith("바")


def _follows(text: str, facts: _Told, before: str) -> bool:
    """Return whether a sentence after a background one goes on with it."""
    if patterns.ANOTHER.search(before) and patterns.THE_OTHER.match(text):
        return True
    return (
        facts.newest is None and bool(patterns.THEN.search(text)) and not patterns.NOW.search(text)
    )
