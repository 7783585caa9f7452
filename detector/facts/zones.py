"""Which time zone a text names beside a clock time."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from detector.quick import quick
from models.clock import KST

_UTC = ZoneInfo("UTC")
_PACIFIC = ZoneInfo("America/Los_Angeles")
_EASTERN = ZoneInfo("America/New_York")
_CENTRAL = ZoneInfo("America/Chicago")
_LONDON = ZoneInfo("Europe/London")
_PARIS = ZoneInfo("Europe/Paris")
_TOKYO = ZoneInfo("Asia/Tokyo")

_TIME = (
    r"[ ]?(?:(?:표준|서머|썸머|여름|하계|일광[ ]?절약|현지)?[ ]?(?:시간|시각)(?!당|외)|표준[ ]?시(?!간)"
    r"|(?:서머|썸머)[ ]?타임)"
)

# Order matters: the first alternative that fits names the zone. "local" says only: not Korea.
_PATTERNS: tuple[tuple[str, str], ...] = (
    ("korea", rf"(?:한국|우리나라|우리|국내|서울)(?:{_TIME}|[ ]?기준)|\bKST\b"),
    (
        "pacific",
        rf"(?:태평양|미국?[ ]?서부|캘리포니아|샌프란시스코|시애틀|서부){_TIME}|(?:미국?[ ]?/[ ]?)태평양|태평양[ ]?기준"
        rf"|\bP[DS]?T\b",
    ),
    ("eastern", rf"(?:미국?[ ]?동부|뉴욕|워싱턴|동부){_TIME}|\bE[DS]?T\b"),
    ("central", rf"(?:미국?[ ]?중부){_TIME}|\bC[DS]T\b"),
    ("utc", rf"(?:그리니치|국제|세계){_TIME}|협정[ ]?세계시|세계[ ]?협정시|세계시|\b(?:UTC|GMT)\b"),
    ("london", rf"(?:영국|런던){_TIME}|\bBST\b"),
    ("mountain", rf"(?:미국?[ ]?산악|산악){_TIME}|\bM[DS]T\b"),
    ("hawaii", rf"하와이{_TIME}"),
    ("india", rf"인도{_TIME}|\bIST\b"),
    ("china", rf"(?:중국|베이징|홍콩|싱가포르|대만){_TIME}|\b(?:HKT|SGT)\b"),
    ("sydney", rf"(?:호주(?:[ ]?동부)?|시드니){_TIME}|\bAE[DS]T\b"),
    ("moscow", rf"(?:모스크바|러시아){_TIME}|\bMSK\b"),
    ("athens", rf"동유럽(?:{_TIME}|[ ]?시(?!간))|\bEES?T\b"),
    (
        "paris",
        rf"중[앙부][ ]?유럽[ ]?(?:표준)?시(?![간각])|(?:중[부앙][ ]?유럽|유럽|파리|독일|프랑스|베를린){_TIME}|\bCES?T\b",
    ),
    ("tokyo", rf"(?:일본|도쿄){_TIME}|\bJST\b"),
    ("local", rf"(?:현지|미국|해외)(?:{_TIME}|[ ]기준(?=[ ]?\d|[)）]))"),
)
#: Where a report of abroad speaks from or of, if it names no zone.
_HINTS = (
    (
        _EASTERN,
        r"미국?[ ]?동부(?![ ]?(?:[가-힣]{2,8}[ ])?(?:리전|데이터[ ]?센터))|[(【\[]?(?:뉴욕|워싱턴|보스턴)(?:="
        r"|[ ]?특파원)",
    ),
    (
        _PACIFIC,
        r"미국?[ ]?서부|[(【\[]?(?:샌프란시스코|로스앤젤레스|실리콘밸리|시애틀)(?:=|[ ]?특파원)",
    ),
    (_LONDON, r"[(【\[]?런던(?:=|[ ]?특파원)"),
    (_TOKYO, r"[(【\[]?도쿄(?:=|[ ]?특파원)"),
)
_HINT = tuple((zone, re.compile(pattern)) for zone, pattern in _HINTS)
#: What a zone can begin with; tried first, as most letters begin none.
_FIRST = (
    "(?=[한우국서태미캘샌시뉴워동중산하인베홍싱대호모러유파독프일도현해영런그세협PECMIHSAJBUGK])"
)
_ZONE = quick(
    f"{_FIRST}(?:" + "|".join(f"(?P<{name}>{pattern})" for name, pattern in _PATTERNS) + ")",
    re.ASCII,
)
_ZONES = {
    "korea": KST,
    "pacific": _PACIFIC,
    "eastern": _EASTERN,
    "central": _CENTRAL,
    "utc": _UTC,
    "london": _LONDON,
    "mountain": ZoneInfo("America/Denver"),
    "hawaii": ZoneInfo("Pacific/Honolulu"),
    "india": ZoneInfo("Asia/Kolkata"),
    "china": ZoneInfo("Asia/Singapore"),
    "sydney": ZoneInfo("Australia/Sydney"),
    "moscow": ZoneInfo("Europe/Moscow"),
    "athens": ZoneInfo("Europe/Athens"),
    "paris": _PARIS,
    "tokyo": _TOKYO,
    "local": None,
}


@dataclass(frozen=True, slots=True)
class ZoneToken:
    """A zone named in the text; zone is None where it only says "local time"."""

    start: int
    end: int
    zone: ZoneInfo | None
    is_latin: bool

    @property
    def is_korean(self) -> bool:
        """Return whether it says Korean time."""
        return self.zone is KST


def find_zones(text: str) -> list[ZoneToken]:
    """Return every zone named in the text, in order."""
    return [
        ZoneToken(
            match.start(),
            match.end(),
            _ZONES[match.lastgroup or "local"],
            match.group().isascii(),
        )
        for match in _ZONE.finditer(text)
    ]


def holds_on(text: str, zones: Sequence[ZoneToken], start: int, end: int) -> ZoneToken | None:
    """Return the zone in which all that follows is told, if text[start:end] says so: 이하 현지시간."""
    return next(
        (
            token
            for token in zones
            if start <= token.start < end
            and text[max(start, token.start - 3) : token.start] == "이하 "
        ),
        None,
    )


def local_zone(zones: Sequence[ZoneToken]) -> ZoneInfo | None:
    """Return the one foreign zone that the text names by place, or None if none or several."""
    foreign = {token.zone for token in zones if token.zone is not None and not token.is_korean}
    return foreign.pop() if len(foreign) == 1 else None


def hinted_zone(text: str) -> ZoneInfo | None:
    """Return the one foreign zone that a region or a dateline speaks for: (뉴욕=연합뉴스)."""
    found = {zone for zone, pattern in _HINT if pattern.search(text)}
    return found.pop() if len(found) == 1 else None
