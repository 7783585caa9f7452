"""Moments that a text tells twice, in two zones."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime, timedelta

from detector.facts.mentions import Mention
from models.clock import KST

#: Characters within which one moment is told in two zones: 오전 10시45분(한국시간 8일 오전 0시45분).
_REPEATED_WITHIN = 24
_IN_KOREA = re.compile(r"(?:한국|우리|국내)[ ]?(?:나라[ ]?)?(?:시간|시각|기준)")
_ABROAD_AGAIN = re.compile(r"(?:현지|미국|해당[ ]지역)[ ]?(?:시간|시각)(?:으로|로)(?:는)?[ ,]")
_SAME_MOMENT = timedelta(minutes=5)


def is_told_again(sentence: str) -> bool:
    """Return whether a sentence begins to tell a moment in Korean time: 한국시간으로는 …"""
    return _IN_KOREA.match(sentence) is not None


def tells_abroad(sentence: str) -> bool:
    """Return whether a sentence tells what the clock said elsewhere then: 현지시간으로는 런던이 …"""
    return _ABROAD_AGAIN.match(sentence) is not None


def same_moment(told_again: datetime | None, first: datetime | None) -> datetime | None:
    """Return a moment told again in Korean time on the day of the first: 한국시간으로는 같은 날 …"""
    if told_again is None or first is None:
        return told_again
    days = (first - told_again + timedelta(hours=12)) // timedelta(days=1)
    moved = told_again + timedelta(days=days)
    return moved if abs(moved - first) <= _SAME_MOMENT else told_again


def take_korean_time(mentions: Sequence[Mention], moments: list[datetime | None]) -> None:
    """Give a foreign time that is repeated at once in Korean time the moment of the Korean one."""
    taken = -1  # the last mention that is one of a pair already
    for index in range(len(mentions) - 1):
        first, second = mentions[index], mentions[index + 1]
        is_pair = first.zone_stated and second.zone_stated and first.zone != second.zone
        is_near = second.start - first.end <= _REPEATED_WITHIN and second.clock is not None
        if index == taken or not is_pair or not is_near or first.clock is None:
            continue
        if second.zone is KST:
            moments[index] = moments[index + 1]
            taken = index + 1
        elif first.zone is KST:
            moments[index + 1] = moments[index]
            taken = index + 1


def korean_day(mentions: Sequence[Mention], moments: Sequence[datetime | None]) -> date | None:
    """Return the Korean day of 20일 0시 11분(한국시간 오후 4시 11분), or None: told in two zones."""
    if not any(one.zone_stated and one.zone is not KST for one in mentions):
        return None
    told = [
        moment.astimezone(KST).date()
        for one, moment in zip(mentions, moments, strict=True)
        if one.zone_stated and one.zone is KST and one.clock is not None and moment is not None
    ]
    return told[-1] if told else None
