"""Which zone "local time" means, told by one clock time that is also given in Korean time."""

from __future__ import annotations

import re
from zoneinfo import ZoneInfo

from detector.facts.clock_times import ClockToken, find_clocks, hour_on_24

# 오후 1시 54분(한국시간 1일 오전 6시 54분): the difference of the two is the zone.
_PAIR = re.compile(
    r"(?P<local>(?:오전|오후|새벽|낮|밤|저녁)[ ]?\d{1,2}시(?:[ ]?\d{1,2}분)?)(?:께|쯤"
    r"|경)?[ ]?[(（,][ ]?"
    r"(?:한국|우리)[ ]?(?:시간|시각|기준)(?:으로)?(?:[ ]\d{1,2}일)?[ ]?"
    r"(?P<korean>(?:오전|오후|새벽|낮|밤|저녁)?[ ]?\d{1,2}시(?:[ ]?\d{1,2}분)?)"
)
_KOREA_AHEAD = 9 * 60
_DAY = 24 * 60


def zone_from_pair(text: str) -> ZoneInfo | None:
    """Return the fixed zone that a pair of local and Korean time speaks for, or None."""
    for match in _PAIR.finditer(text):
        local, korean = _minutes(match["local"]), _minutes(match["korean"])
        if local is None or korean is None:
            continue
        ahead = (local - korean + _KOREA_AHEAD + _DAY // 2) % _DAY - _DAY // 2
        if ahead % 60 == 0 and ahead >= -_DAY // 2:
            # The names of fixed zones count westward: UTC-8 is Etc/GMT+8.
            return ZoneInfo(f"Etc/GMT{-ahead // 60:+d}")
    return None


def _minutes(written: str) -> int | None:
    clock = next(iter(find_clocks(written)), None)
    if clock is None or clock.hour is None:
        return None
    return _hour(clock) % 24 * 60 + (clock.minute or 0)


def _hour(clock: ClockToken) -> int:
    hour = clock.hour or 0
    return hour_on_24(hour, clock.half) if clock.half is not None else hour
