"""Spans of time as they are written: 84분 동안, 1시간 반가량, 4시간째, 30분 만에."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from detector.quick import quick

_GAP = r"[ \t\u00a0]{0,2}"
_SEPARATOR = r"[~∼～〜–—\-]"
_NATIVE = {
    "반": 0, "한": 1, "두": 2, "세": 3, "서": 3, "네": 4, "넉": 4, "다섯": 5, "여섯": 6, "일곱": 7,
    "여덟": 8, "아홉": 9, "열": 10, "열한": 11, "열두": 12, "열세": 13, "열네": 14, "열다섯": 15,
    "스무": 20,
}  # fmt: skip
_DAYS = {
    "하루": 1,
    "이틀": 2,
    "사흘": 3,
    "나흘": 4,
    "닷새": 5,
    "엿새": 6,
    "이레": 7,
    "일주일": 7,
    "열흘": 10,
}
_NATIVE_WORDS = "|".join(sorted((word for word in _NATIVE if word != "반"), key=len, reverse=True))
_DAY_SUFFIX = rf"(?={_GAP}(?:간(?![가-힣])|동안|만에|만인|만이|째|넘게|가까이|이상(?:이나|[ ]?(?:지속|이어|계속))))"
_HOURS = (
    rf"(?:(?<![\d.,가-힣])(?P<hours_from>\d{{1,3}}){_GAP}{_SEPARATOR}{_GAP})?"
    rf"(?:(?<![\d.,])(?P<hours>\d{{1,4}}(?:\.\d)?)|(?<![가-힣])(?P<native_hours>{_NATIVE_WORDS}))"
    rf"(?P<hours_more>여)?{_GAP}시간(?!대|당|표|별|제|외|강|을{_GAP}(?:다시|정해))"
    rf"(?:{_GAP}(?:(?P<minutes>[0-5]?\d)(?P<minutes_more>여)?{_GAP}분(?!의[ ]?(?:\d|일))|(?P<half>반)(?!복"
    r"|응|발|영|면|환)))?"
)
#: What a span can begin with; tried first, as most letters begin none.
_FIRST = r"(?=[\d반한두세서네넉다여일열스하이사나닷엿])"
_DURATION = quick(
    rf"{_FIRST}(?:(?:(?<![\d.,])(?<!지난[ ])(?P<whole_days>\d)일{_GAP})?{_HOURS}"
    rf"|(?<![가-힣])(?P<half_hour>반){_GAP}시간"
    rf"|(?P<half_day>반나절)"
    rf"|(?:(?<![\d.,:])(?P<lone_from>\d{{1,3}}){_GAP}{_SEPARATOR}{_GAP})?(?<![\d.,:])(?P<lone_minutes>\d{{1,4}})"
    rf"(?P<lone_more>여)?{_GAP}분(?![기양위석]|의[ ]?(?:\d|일)|{_GAP}(?:까지|께|쯤(?!간|[ ](?:끊|멈|멎|안[ ]|못|막|걸렸|튕))"
    rf"|경|부터|현재|기준))"
    rf"|(?<![\d.,])(?:(?P<days_from>\d{{1,2}}){_GAP}{_SEPARATOR}{_GAP})?(?P<days>\d{{1,3}})일{_DAY_SUFFIX}"
    rf"|(?<![가-힣])(?P<native_days>{'|'.join(_DAYS)})(?:{_DAY_SUFFIX}|(?<=꼬박[ ]하루|꼬박[ ]이틀|꼬박[ ]사흘)))"
)
_ABOUT_BEFORE = re.compile(rf"(?:약|대략|거의|최대|최장|최소|무려|총|도합){_GAP}$")
_VAGUE_BEFORE = re.compile(rf"(?:약|대략|거의|최대|최장|최소){_GAP}$")
_SUFFIX = re.compile(
    rf"{_GAP}(?P<about>(?:(?:여|가량|정도|쯤|남짓|가까이|이상|(?:이[ ])?넘게|넘도록|안팎|내외"
    rf"|이나){_GAP}){{1,3}})?"
)
_LOWER_BOUND = re.compile(r"여|남짓|가까이|이상|넘")


class Form(StrEnum):
    """How a span of time is used."""

    FOR = "for"  # 84분 동안
    AFTER = "after"  # 30분 만에
    SO_FAR = "so_far"  # 4시간째
    LATER = "later"  # 2시간 뒤
    AGO = "ago"  # 10분 전
    WITHIN = "within"  # 1시간 안에
    PLAIN = "plain"


_FORM_MARKS: tuple[tuple[Form, re.Pattern[str]], ...] = (
    (Form.SO_FAR, re.compile(rf"{_GAP}(?:째|동안{_GAP}계속(?![돼됐되]))")),
    (Form.AFTER, re.compile(rf"{_GAP}만(?:에|인|이다|이었|이며|(?=[ ]?(?:[.…\"”]|\n|$)))")),
    (Form.FOR, re.compile(rf"{_GAP}(?:동안|간(?![가-힣]{{2}})|간의|내내|에{_GAP}걸)")),
    (Form.WITHIN, re.compile(rf"{_GAP}(?:이내|안에|내(?:에|로)?(?![가-힣]))")),
    (Form.LATER, re.compile(rf"{_GAP}(?:뒤|후|지나|흐른|있다가)")),
    (Form.AGO, re.compile(rf"{_GAP}전(?![가-힣]{{2}})")),
)


@dataclass(frozen=True, slots=True)
class DurationExpression:
    """A span of time that a text states: text[start:end] == text."""

    start: int
    end: int
    text: str
    minutes: int
    form: Form
    approximate: bool
    is_lower_bound: bool = False  # 1시간여, 3시간 넘게
    in_days: bool = False  # 이틀, 3일: counted in whole days


def find_durations(text: str) -> list[DurationExpression]:
    """Return every span of time whose length the text gives in numbers, in order."""
    return [_read(text, match) for match in _DURATION.finditer(text)]


def _read(text: str, match: re.Match[str]) -> DurationExpression:
    suffix = _SUFFIX.match(text, match.end())
    after = suffix.end() if suffix and suffix["about"] else match.end()
    before = text[max(0, match.start() - 6) : match.start()]
    about = _ABOUT_BEFORE.search(before)
    form, end = _form_at(text, after)
    if form is Form.PLAIN:
        form, end = _form_at(text, match.end())
        end = max(end, after)
    end -= len(text[match.start() : end]) - len(text[match.start() : end].rstrip())
    start = match.start() - (len(before) - about.start() if about else 0)
    inside = text[match.end() : after]
    is_range = any(match[name] for name in ("hours_from", "lone_from", "days_from"))
    more = any(match[name] for name in ("hours_more", "minutes_more", "lone_more"))
    lower = more or bool(_LOWER_BOUND.search(inside))
    vague = is_range or lower or bool(inside.strip()) or bool(_VAGUE_BEFORE.search(before))
    in_days = any(match[name] for name in ("days", "native_days", "half_day"))
    return DurationExpression(
        start,
        end,
        text[start:end],
        _minutes(match),
        form,
        vague or bool(in_days),
        lower or is_range,
        bool(in_days),
    )


def _form_at(text: str, position: int) -> tuple[Form, int]:
    for form, pattern in _FORM_MARKS:
        if (match := pattern.match(text, position)) is not None:
            return form, match.end()
    return Form.PLAIN, position


def _minutes(match: re.Match[str]) -> int:
    if match["half_hour"]:
        return 30
    if match["half_day"]:
        return 360
    if match["lone_minutes"]:
        return _middle(match["lone_from"], float(match["lone_minutes"]), 1)
    if match["days"]:
        return _middle(match["days_from"], float(match["days"]), 1440)
    if match["native_days"]:
        return _DAYS[match["native_days"]] * 1440
    hours = float(match["hours"]) if match["hours"] else float(_NATIVE[match["native_hours"]])
    minutes = int(match["minutes"] or 0) + (30 if match["half"] else 0)
    return int(match["whole_days"] or 0) * 1440 + _middle(match["hours_from"], hours, 60) + minutes


def _middle(lower: str | None, upper: float, unit: int) -> int:
    """Return the length in minutes; of a range such as 5~6시간 the middle."""
    return round((float(lower) + upper) / 2 * unit) if lower is not None else round(upper * unit)
