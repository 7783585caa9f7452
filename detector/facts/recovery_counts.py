"""How many of how many are back, as a text counts them: 647개 중 87개, 복구율 13.4%."""

from __future__ import annotations

import re
from dataclasses import dataclass

from detector.facts.recovery_patterns import STILL

_NUMBER = r"\d[\d,]{0,12}(?:만\s?\d{0,4}천?|천)?"
_UNIT = r"(?:여\s?)?(?:개소|개|대|곳|건|종|회선|가구|기|국소|편)"
_BACK = r"(?:복구|정상화|재개|회복|가동|정상|살[아렸려린]|개통)"
_OF = re.compile(
    rf"(?P<total>{_NUMBER})\s?{_UNIT}[^.,\d\n]{{0,18}}?(?:중에서|중|가운데)\s?(?:[^.\d\n]|"
    rf"\d{{1,2}}(?=[월일시분])){{0,30}}?(?P<count>{_NUMBER})\s?{_UNIT}"
    r"(?:\s?\((?P<share>\d{1,3}(?:\.\d{1,2})?)\s?%\))?"
)
_SLASH = re.compile(rf"(?P<count>{_NUMBER})\s?(?:{_UNIT})?\s?/\s?(?P<total>{_NUMBER})\s?{_UNIT}")
_COUNT = re.compile(
    rf"{_BACK}(?:된|한)\s[^.,\d\n]{{0,16}}?(?P<after>{_NUMBER})\s?{_UNIT}|"
    rf"(?P<before>{_NUMBER})\s?{_UNIT}(?:\s[^.,\d\n]{{1,14}}?)?(?:이|가|을|를|의|만)?\s?(?:\S{{1,6}}\s)?{_BACK}(?:됐|"
    rf"되었|돼|했|를 마|완료)"
)
#: After a count of what is back: "오후 4시에는 81개로 늘었다".
_GREW = re.compile(
    rf"(?P<count>{_NUMBER})\s?{_UNIT}(?:으로|로|까지)\s(?:\S{{1,4}}\s)?(?:늘|증가|불어|확대)"
)
_PERCENT = re.compile(
    rf"(?:{_BACK}율|{_BACK}\s비율)[^.\d\n]{{0,12}}?(?P<rate>\d{{1,3}}(?:\.\d{{1,2}})?)\s?(?:%|퍼센트)|"
    rf"(?P<share>\d{{1,3}}(?:\.\d{{1,2}})?)\s?(?:%|퍼센트)[^.,\d\n]{{0,12}}?(?<!미)(?<!안 ){_BACK}(?!율|률)"
)
_SHARE = re.compile(r"\d\s?(?:%|퍼센트)")
_NEAR = 40
_MAN = 10_000
_WHOLE = 100.0


@dataclass(frozen=True, slots=True)
class Counted:
    """How many are back, of how many, and what share, as far as a clause says."""

    count: int | None = None
    total: int | None = None
    percent: float | None = None

    def __bool__(self) -> bool:
        """Return whether anything is counted."""
        return any(value is not None for value in (self.count, self.total, self.percent))


def read_counts(clause: str, *, is_done: bool) -> Counted:
    """Return what a clause counts as back; is_done says that it tells of something working again."""
    percent = _percent(clause)
    for pattern in (_OF, _SLASH):
        for match in pattern.finditer(clause):
            count, total = number(match["count"]), number(match["total"])
            around = clause[max(0, match.start() - _NEAR) : match.end() + _NEAR]
            if not 0 < count <= total:
                continue
            if _is_down(clause, match):
                return Counted(None, total, None)
            if re.search(_BACK, around):
                share = match.groupdict().get("share")
                return Counted(count, total, float(share) if share else percent)
    single = _COUNT.search(clause) if is_done else None
    if single is None:
        return Counted(None, None, percent)
    return Counted(number(single["after"] or single["before"]), None, percent)


def read_growth(clause: str) -> int | None:
    """Return to how many a count grew: "오후 4시에는 81개로 늘었다"."""
    match = _GREW.search(clause)
    return number(match["count"]) if match else None


def _percent(clause: str) -> float | None:
    match = _PERCENT.search(clause)
    # Of several shares each belongs to something else: 무선 84%, 인터넷 98%.
    if match is None or len(_SHARE.findall(clause)) > 1:
        return None
    percent = float(match["rate"] or match["share"])
    return percent if percent <= _WHOLE else None


def _is_down(clause: str, match: re.Match[str]) -> bool:
    """Return whether what is counted is still down: "647개 중 560개가 아직 복구되지 않았다"."""
    return STILL.search(clause, match.end(), match.end() + _NEAR) is not None


def number(written: str) -> int:
    """Return the number that digits with 만 and 천 write: 3만2000, 1만 2천, 12,000."""
    head, man, tail = written.replace(",", "").replace(" ", "").partition("만")
    if not man:
        return _thousands(head)
    return int(head) * _MAN + (_thousands(tail) if tail else 0)


def _thousands(written: str) -> int:
    return int(written[:-1] or 1) * 1000 if written.endswith("천") else int(written)
