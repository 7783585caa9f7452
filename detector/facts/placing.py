"""When each mention of a sentence was, given what came before it and when the text came out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from detector.facts.clock_times import ClockToken, hour_on_24
from detector.facts.day_context import DayContext
from detector.facts.days import Basis, Scale
from detector.facts.halves import HALF_DAY as _HALF_DAY
from detector.facts.halves import is_dawn_after, like
from detector.facts.mentions import Mention
from detector.facts.told_again import korean_day, take_korean_time
from detector.facts.zone_places import shares_days
from models.clock import KST

_DAY = timedelta(days=1)
#: Days within which another day is told in passing: who says it, earlier failures.
_TOLD_OF = timedelta(days=31)
_STILL_FRESH = timedelta(days=1)
_ABOUT_NOW = timedelta(minutes=3)
_STILL_TODAY = timedelta(hours=8)
#: With 오전/오후 written, only a jump nearly a day back means the day after.
_NEARLY_A_DAY = timedelta(hours=18)


@dataclass(slots=True)
class Placer:
    """Places mentions on the time line while a text is read from left to right."""

    published_at: datetime
    is_24h_text: bool  # a notice: 8:30 is in the morning
    is_post: bool = False  # a post tells of the last hours, whatever hour it named before
    days: DayContext = field(init=False)
    zone_of_day: ZoneInfo | None = KST
    usual_zone: ZoneInfo | None = KST  # that of days named without one: (이하 현지시간)
    previous: datetime | None = None  # the last clock time placed, in its zone
    in_sentence: datetime | None = None  # the same, of this sentence only
    sentence_day: date | None = None
    is_since: bool = False  # the last clock time says since when
    story_day: date | None = None  # 이날, as it was understood when the sentence began
    said_day: date | None = None  # the last day of a statement: 22일 밝혔다
    sentence_zone: ZoneInfo | None = None  # of a clock time of this sentence, said beside it

    def __post_init__(self) -> None:
        self.days = DayContext(self.published_at.astimezone(KST).date())

    def copy(self) -> Placer:
        """Return a placer that knows the same and can be led astray without harm."""
        twin = Placer(self.published_at, self.is_24h_text, self.is_post)
        days = self.days
        twin.days = DayContext(days.published, days.base, days.focus, days.anchor, days.onset)
        twin.zone_of_day, twin.previous = self.zone_of_day, self.previous
        twin.said_day = self.said_day
        twin.usual_zone = self.usual_zone
        return twin

    def begin_sentence(self, *, in_korea: bool, is_then: bool = False) -> None:
        """Forget what only holds inside one sentence; is_then: 당시, it goes back to the onset."""
        self.days.begin_sentence()
        self.is_since = False
        self.story_day = self.days.base or self.days.published
        self.in_sentence = self.sentence_day = self.sentence_zone = None
        if is_then and self.days.onset is not None:
            self.days.focus = self.days.onset
        if in_korea:
            self.zone_of_day = KST

    def place(self, mentions: Sequence[Mention]) -> list[datetime | None]:
        """Return the moment of each mention (aware, UTC), or None where it cannot be known."""
        moments = [self._place(mention) for mention in mentions]
        take_korean_time(mentions, moments)
        korean = korean_day(mentions, moments)
        if korean is not None and self.usual_zone is KST:
            self.zone_of_day, self.days.focus = KST, korean  # what follows goes on in Korea
        for first, mention in enumerate(mentions):
            if mention.partner is not None and mention.partner > first:
                self._move_before_publication(mentions, moments, first, mention.partner)
        return moments

    def _move_before_publication(
        self,
        mentions: Sequence[Mention],
        moments: list[datetime | None],
        first: int,
        last: int,
    ) -> None:
        """Take 7~9시 for the morning where the evening would end after publication."""
        begin, end = moments[first], moments[last]
        if begin is None or end is None or end <= self.published_at:
            return
        if all(_is_bare(mentions[index]) for index in (first, last)):
            moments[first], moments[last] = begin - _HALF_DAY, end - _HALF_DAY

    def _place(self, mention: Mention) -> datetime | None:
        told_before, base_before = self.days.focus, self.days.base
        day = self._day(mention)
        self._inherit_zone(mention)
        if mention.day is not None and mention.day.scale is not Scale.DAY:
            return _start_of(day) if shares_days(mention.zone, day) else None
        is_repeated = self.sentence_zone is not None and mention.zone != self.sentence_zone
        if day is not None and not (mention.zone_stated and is_repeated):
            self.sentence_day = day
        self._keep_day(mention, day, told_before)
        if mention.is_earlier and base_before is not None:
            self.days.base = self.days.sentence_base = base_before
        if mention.clock is None:
            self._keep_old_story(mention)
            return _start_of(day) if shares_days(mention.zone, day) else None
        if mention.zone is None or (mention.day is not None and day is None):
            return None
        moment = self._clock(mention, mention.clock, day, mention.zone)
        if moment is None:
            return None
        if self._is_of_story_day(mention, moment):
            told = self.sentence_day = self.days.focus = self.story_day
            moment = self._clock(mention, mention.clock, told, mention.zone) or moment
        self.previous = self.in_sentence = moment
        self.is_since = mention.starts_range and mention.partner is None
        return moment.astimezone(UTC)

    def _keep_day(self, mention: Mention, day: date | None, told_before: date | None) -> None:
        """Let a day named in passing, of a statement or a deadline not be that of what follows."""
        is_of_onset = told_before is not None and told_before == self.days.onset
        if mention.is_aside and (_is_near(told_before, day) or is_of_onset):
            self.sentence_day = self.days.focus = told_before
        elif mention.is_deadline or (mention.is_said and told_before is not None):
            self.days.focus = told_before

    def _is_of_story_day(self, mention: Mention, moment: datetime) -> bool:
        """Read "28일 오후 8시 닫고 이날 오전 4시 열 예정", "1일부터 옮겨 이날 9시 열었다"."""
        if mention.day is None or mention.day.basis is not Basis.SAME or self.in_sentence is None:
            return False
        told = self.in_sentence.date()
        return (self.is_since and (self.story_day or told) > told) or moment < self.in_sentence

    def _day(self, mention: Mention) -> date | None:
        if mention.day is None:
            return None
        day = self.days.resolve(mention.day, is_said=mention.is_said)
        if mention.is_said and mention.day.basis is not Basis.SAME:
            self.said_day = day
        is_said_day = mention.day.basis is Basis.SAME and day is not None and day == self.said_day
        if is_said_day and mention.is_onset and self._is_old_story():
            day = self.days.focus = self.days.onset  # 이날은 스위치가 고장 나
        is_told = mention.is_onset and mention.day.scale is Scale.DAY
        if is_told and self.days.onset is None and not mention.day.is_coming:
            self.days.onset = day
        return day

    def _keep_old_story(self, mention: Mention) -> None:
        """Let the day of a statement not be that of the clock times it tells: 12일 "10시부터"."""
        if mention.is_said and self._is_old_story():
            self.sentence_day = self.days.onset

    def _is_old_story(self) -> bool:
        onset = self.days.onset
        return onset is not None and self.days.published - onset > _STILL_FRESH

    def _inherit_zone(self, mention: Mention) -> None:
        if mention.zone_stated:
            if mention.day is not None:
                self.zone_of_day = mention.zone
            if mention.clock is not None and self.sentence_zone is None:
                self.sentence_zone = mention.zone
            return
        if mention.day is not None and mention.day.basis in {Basis.CALENDAR, Basis.PUBLICATION}:
            self.zone_of_day = self.usual_zone
            self.sentence_zone = None
        mention.zone = self.sentence_zone or self.zone_of_day

    def _clock(
        self, mention: Mention, clock: ClockToken, day: date | None, zone: ZoneInfo
    ) -> datetime | None:
        before = self.in_sentence.astimezone(zone) if self.in_sentence else None
        if clock.hour is None:
            return _with_minute(before, clock.minute or 0)
        given = day or self.sentence_day
        base = datetime.combine(given or self._default_day(zone), time(0), zone)
        is_range_end = mention.partner is not None and mention.ends_range
        moment = self._hour(mention, clock, base, before, given) + timedelta(
            minutes=clock.minute or 0
        )
        if before is not None and day is None:
            moment = self._after(moment, before, is_range_end=is_range_end)
        elif given is None and is_dawn_after(clock.half, moment, self.previous, self.published_at):
            moment += _DAY  # 전날 밤 11시에 멈췄다. 새벽 1시에 되살아났다
        if is_range_end and before is not None:
            return moment
        return self._not_after_publication(moment, mention)

    def _default_day(self, zone: ZoneInfo) -> date:
        return self.days.focus or self.days.anchor or self.published_at.astimezone(zone).date()

    def _hour(
        self,
        mention: Mention,
        clock: ClockToken,
        base: datetime,
        before: datetime | None,
        given: date | None,
    ) -> datetime:
        hour = clock.hour or 0
        half = clock.half or (mention.half if not clock.is_24h or clock.is_midnight else None)
        if clock.is_midnight:
            return self._midnight(mention, base, before, half)
        if half is not None:
            return base + timedelta(hours=hour_on_24(hour, half))
        if clock.is_24h or (clock.has_colon and self.is_24h_text):
            return base + timedelta(hours=hour)
        minutes = timedelta(minutes=clock.minute or 0)
        is_range_end = mention.partner is not None and mention.ends_range
        if before is not None and (is_range_end or not self._is_of_today(base)):
            return self._like(before, base + minutes, hour, is_range_end=is_range_end) - minutes
        return self._guess_half(base + minutes, hour, given) - minutes

    def _midnight(
        self, mention: Mention, base: datetime, before: datetime | None, half: str | None
    ) -> datetime:
        if before is not None and before > base:
            return datetime.combine(before.date() + _DAY, time(0), before.tzinfo)
        ends_the_day = half in {"night", "evening", "pm"} or (
            mention.ends_range and mention.day is not None
        )
        later = base + _DAY
        return later if ends_the_day and later <= self.published_at else base

    def _like(self, before: datetime, base: datetime, hour: int, *, is_range_end: bool) -> datetime:
        """Return the hour on the half-day that the clock time before it suggests."""
        return like(before, base, hour, self.published_at, is_range_end=is_range_end)

    def _guess_half(self, base: datetime, hour: int, given: date | None) -> datetime:
        previous = self.previous.astimezone(base.tzinfo) if self.previous else None
        if previous is not None and previous.date() == base.date() and not self._is_of_today(base):
            moment = self._like(previous, base, hour, is_range_end=False)
            is_ahead = moment - _HALF_DAY <= self.published_at < moment
            return moment - _HALF_DAY if is_ahead else moment  # "11시 반" told after 낮 12시
        early = base + timedelta(hours=hour % 12)
        late = early + _HALF_DAY
        is_today = base.date() == self.published_at.astimezone(base.tzinfo).date()
        if is_today:
            if any(timedelta(0) < one - self.published_at <= _ABOUT_NOW for one in (early, late)):
                return early if early > self.published_at else late  # posted at 8:59 on "9시"
            if late <= self.published_at:
                return late
            return early if early <= self.published_at else late - _DAY
        return early if 7 <= hour <= 11 else late

    def _is_of_today(self, base: datetime) -> bool:
        """Return whether the hour is one of a post's own day: the latest one is meant."""
        return self.is_post and base.date() == self.published_at.astimezone(base.tzinfo).date()

    def _after(self, moment: datetime, before: datetime, *, is_range_end: bool) -> datetime:
        is_next_day = moment <= before if is_range_end else before - moment >= _NEARLY_A_DAY
        later = moment + _DAY
        return later if is_next_day and (is_range_end or later <= self.published_at) else moment

    def _not_after_publication(self, moment: datetime, mention: Mention) -> datetime:
        is_dated = mention.day is not None and mention.day.basis is Basis.CALENDAR
        ahead = _STILL_TODAY if self.is_24h_text else _ABOUT_NOW
        if timedelta(0) < moment - self.published_at <= ahead:
            return moment  # a notice says what comes: "오후 3시에 다시 출금합니다"
        if is_dated or moment <= self.published_at or moment - _DAY > self.published_at:
            return moment
        return moment - _DAY


def _is_near(told: date | None, said: date | None) -> bool:
    """Return whether a day was told beside which another one is named in passing."""
    return told is not None and said is not None and timedelta(0) < abs(said - told) <= _TOLD_OF


def _is_bare(mention: Mention) -> bool:
    """Return whether nothing but the hour tells morning from evening."""
    clock = mention.clock
    return (
        clock is not None
        and clock.half is None
        and mention.half is None
        and not clock.is_24h
        and mention.day is None
    )


def _with_minute(before: datetime | None, minute: int) -> datetime | None:
    if before is None:
        return None
    moment = before.replace(minute=minute)
    return moment if moment > before else None  # 8시 50분부터 10분 사이: ten minutes


def _start_of(day: date | None) -> datetime | None:
    return datetime.combine(day, time(0), KST).astimezone(UTC) if day is not None else None
