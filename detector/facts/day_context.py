"""Where on the calendar a written day lies, given what the text said before and when it came out."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass, field
from datetime import date, timedelta

from detector.facts.days import Basis, DayToken, Scale

#: A date this far ahead is announced; one further ahead was last year.
_SOON = timedelta(days=14)
#: A day no longer ago than this is meant by its number alone, whatever the text told before.
_STILL_NEW = 3
_WEEKDAYS_AGO = 13
_ONE_STORY = timedelta(days=10)


@dataclass(slots=True)
class DayContext:
    """What is known of days while a text is read from left to right."""

    published: date
    base: date | None = None  # the last day stated by the calendar
    focus: date | None = None  # the last day stated at all
    anchor: date | None = None  # the first day stated
    onset: date | None = None  # the first day of which a failing is told
    sentence_base: date | None = None
    has_before: bool = field(default=False)  # this sentence said 전날

    def begin_sentence(self) -> None:
        """Forget what only holds inside one sentence."""
        self.sentence_base = None
        self.has_before = False

    def resolve(self, token: DayToken, *, is_said: bool = False) -> date | None:
        """Return the day (first day of a month or year) that the token means, and remember it.

        is_said: it is the day of a statement, a meeting or a rule, not of what happened.
        """
        day = self._resolve(token, is_said=is_said)
        if day is not None and token.is_of_then:
            self.sentence_base = day
        if day is None or token.scale is not Scale.DAY:
            return day
        if token.basis is Basis.BEFORE:
            self.has_before = True
        elif token.basis not in {Basis.AFTER, Basis.TOLD, Basis.THAT}:
            self.base = self.sentence_base = day
        self.focus = day
        if self.anchor is None and not token.is_coming and not is_said:
            self.anchor = day
        return day

    def _resolve(self, token: DayToken, *, is_said: bool) -> date | None:
        match token.basis:
            case Basis.TOLD:
                return self.onset or self.base
            case Basis.THAT:
                return self.onset or self.base or self.published
            case Basis.SAME:
                return self._same_day()
            case Basis.BEFORE:
                return (self.sentence_base or self.published) - timedelta(days=1)
            case Basis.AFTER:
                return (self.focus or self.published) + timedelta(days=1 + token.shift)
            case Basis.PUBLICATION:
                return self._from_publication(token)
        return self._from_calendar(token, is_said=is_said)

    def _same_day(self) -> date:
        if self.has_before:
            return self.sentence_base or self.published
        return self.sentence_base or self.base or self.published

    def _from_publication(self, token: DayToken) -> date | None:
        if token.weekday is None:
            return self.published + timedelta(days=token.shift)
        behind = (self.published.weekday() - token.weekday) % 7
        if token.weeks is None and self._is_of_an_older_story():
            return None  # a weekday of then
        if token.weeks is None:
            return self.published - timedelta(days=behind)
        if token.is_coming:
            return self.published + timedelta(days=7 - behind)
        this_week = self.published + timedelta(days=token.weekday - self.published.weekday())
        if token.weeks == 0:
            return this_week
        # 지난 토요일 is the latest Saturday before; 지난주 토요일 said on a Sunday is not yesterday,
        # but both are written for the latest one, so the nearest past one is taken.
        return self.published - timedelta(days=behind or 7)

    def _is_of_an_older_story(self) -> bool:
        return self.onset is not None and (self.published - self.onset).days > _WEEKDAYS_AGO

    def _from_calendar(self, token: DayToken, *, is_said: bool) -> date | None:
        year, month = self._year_and_month(token)
        if token.scale is Scale.YEAR:
            return _date(year or self.published.year, 1, 1)
        if month is None:
            return self._day_of_month(token, is_said=is_said)
        return _date(year, month, token.day or 1) if year else self._latest_in(month, token)

    def _year_and_month(self, token: DayToken) -> tuple[int | None, int | None]:
        if token.month_shift is not None:
            months = self.published.year * 12 + self.published.month - 1 + token.month_shift
            return months // 12, months % 12 + 1
        if token.year_shift is not None:
            return self.published.year + token.year_shift, token.month
        return token.year, token.month

    def _latest_in(self, month: int, token: DayToken) -> date | None:
        day = token.day or 1
        this_year = _date(self.published.year, month, day)
        if token.is_coming:
            is_past = this_year is not None and this_year < self.published
            return _date(self.published.year + 1, month, day) if is_past else this_year
        if this_year is not None and this_year <= self.published + _SOON:
            return this_year
        return _date(self.published.year - 1, month, day)

    def _day_of_month(self, token: DayToken, *, is_said: bool) -> date | None:
        day = token.day or 1
        told = self.sentence_base
        if self.base is not None and self.base > self.published and self.base.day == day:
            return self.base  # the day of work announced above
        if told is not None and not token.is_coming and (self.published - told).days > 27:
            return _first_on_or_after(told, day)
        if token.is_coming:
            return _first_on_or_after(self.published, day)
        ahead = _date(self.published.year, self.published.month, day)
        if token.is_until and ahead is not None and self.published < ahead:
            return ahead if ahead <= self.published + _SOON else None
        latest = _latest_on_or_before(self.published, day)
        return latest if is_said else self._in_an_older_story(day, latest)

    def _in_an_older_story(self, day: int, latest: date | None) -> date | None:
        """Take the 20th in a text on the 17th of an earlier month for that month's, if it is near."""
        told = self.base
        if told is None or latest is None or (self.published - latest).days <= _STILL_NEW:
            return latest
        if (told.year, told.month) == (self.published.year, self.published.month):
            return latest
        following = _first_on_or_after(told, day)
        is_near = following is not None and following - told <= _ONE_STORY
        return following if is_near else latest


def _first_on_or_after(begin: date, day: int) -> date | None:
    for month in (0, 1, 2):
        found = _date(*_month_after(begin, month), day)
        if found is not None and found >= begin:
            return found
    return None


def _latest_on_or_before(limit: date, day: int) -> date | None:
    for month in (0, -1, -2):
        found = _date(*_month_after(limit, month), day)
        if found is not None and found <= limit:
            return found
    return None


def _month_after(day: date, months: int) -> tuple[int, int]:
    count = day.year * 12 + day.month - 1 + months
    return count // 12, count % 12 + 1


def _date(year: int | None, month: int, day: int) -> date | None:
    if year is None or not 1 <= year <= 9998 or not 1 <= month <= 12:
        return None
    return date(year, month, day) if 1 <= day <= monthrange(year, month)[1] else None
