"""Days as they are written: 22일, 지난달 3일, 이날, 전날, 어제, 토요일, 2018-11-22, 지난해 7월."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import StrEnum

from detector.quick import quick

GAP = r"[ \t\u00a0]{0,2}"
_WEEKDAYS = "월화수목금토일"
_MONTH = r"(?P<month>1[0-2]|0?[1-9])"
_DAY_NUMBER = r"(?P<day>3[01]|[12]\d|0?[1-9])"
# "10일 전 세계에서" has no "ten days ago".
_WHOLE = (
    rf"{GAP}(?:세계|국(?![가-힣]{{2}})|국민|직원|회원|서비스|지역|매장|점포|지점|영업점|노선|종목|부처|구간"
    r"|은행|고객|이용자|사용자|기종|시스템|채널|계열사|대통령|장관|총리|대표|의원)"
)
# What makes "3일" a span of time or a count instead of a day of the month.
_NOT_A_DAY = (
    # 이용 기간을 5일 늘려 줬다, 3일을 더해 준다
    rf"(?!{GAP}(?:늘[려렸린]|더[ ]|씩|이용권|구독권|짜리|[을를][ ]더[ 해했하한]|로[ ]퉁)"
    rf"|\d|간|째|치|분(?![가-힣]{{2}})|차(?![가-힣])|차[ ]|여[ 만동]"
    rf"|{GAP}(?:동안|만[에인이]|이내|평균|최대|한도|내내|가량|정도)"
    rf"|{GAP}(?:전(?!{_WHOLE})|뒤|후)(?:까지|부터|에|인|엔)?(?![가-힣])"
    rf"|(?<![123]\d일)(?<!지난[ ]\d일)(?<!이달[ ]\d일){GAP}\d{{1,2}}{GAP}시간)"  # "5일 7시간" is a span, "12일 4시간 동안" a day
)
_OFFSETS = {
    "오늘": 0, "금일": 0, "어제": -1, "어젯밤": -1, "간밤": -1, "지난밤": -1, "작일": -1,
    "엊저녁": -1, "그제": -2, "그저께": -2, "그끄제": -3, "내일": 1, "명일": 1, "모레": 2,
}  # fmt: skip
_COUNTS = {
    "하루": 1, "이틀": 2, "사흘": 3, "나흘": 4, "닷새": 5, "엿새": 6, "일주일": 7, "열흘": 10,
    "보름": 15,
}  # fmt: skip
_YEAR_SHIFTS = {"지난해": -1, "작년": -1, "재작년": -2, "올해": 0, "금년": 0, "내년": 1}
_MONTH_SHIFTS = {"지난": -1, "저번": -1, "전달": -1, "이번": 0, "이달": 0, "다음": 1, "내달": 1}
_WEEK_SHIFTS = {"지난": -1, "저번": -1, "이번": 0, "금주": 0, "다음": 1, "오는": 1}


class Scale(StrEnum):
    """How wide a stated day is."""

    DAY = "day"
    MONTH = "month"
    YEAR = "year"


class Basis(StrEnum):
    """What a written day counts from."""

    CALENDAR = "calendar"  # 2018년 11월 22일, 지난달 3일, 22일
    PUBLICATION = "publication"  # 오늘, 어제, 사흘 전, 토요일
    SAME = "same"  # 이날
    TOLD = "told"  # 사고 당일
    THAT = "that"  # 그날, and 당일 where a sentence begins
    BEFORE = "before"  # 전날
    AFTER = "after"  # 이튿날


@dataclass(frozen=True, slots=True)
class DayToken:
    """A day as written, not yet placed on the calendar."""

    start: int
    end: int
    basis: Basis
    scale: Scale = Scale.DAY
    year: int | None = None
    year_shift: int | None = None
    month: int | None = None
    month_shift: int | None = None
    day: int | None = None
    weekday: int | None = None
    weeks: int | None = None  # 지난주 -1, 이번 주 0
    shift: int = 0  # days from the basis
    is_coming: bool = False  # 오는 3일, 다음 주
    is_night: bool = False  # 간밤, 어젯밤
    is_until: bool = False  # 27일까지: may lie ahead
    is_of_then: bool = False  # 지난 6월 사고 때: the days beside it are of that month


_TODAY = "|".join(sorted(_OFFSETS, key=len, reverse=True))
_YEARS = "|".join(sorted(_YEAR_SHIFTS, key=len, reverse=True))
#: Each form with what a text must hold for it ("#월": a digit and 월), looked for first as it is cheap.
_FORMS: tuple[tuple[str, tuple[str, ...], re.Pattern[str]], ...] = tuple(
    (name, needs, quick(pattern))
    for name, needs, pattern in (
        (
            "calendar",
            ("#년",),
            rf"(?<![\d.])(?P<year>(?:19|20)\d\d)년{GAP}{_MONTH}월{GAP}{_DAY_NUMBER}일",
        ),
        (
            "calendar",
            ("#.", "#-", "#/"),
            rf"(?<![\d.\-/])['’‘]?(?P<year>(?:20)?[0-4]\d)(?P<separator>[.\-/]){GAP}{_MONTH}"
            rf"(?P=separator){GAP}{_DAY_NUMBER}(?!\d|[.\-/:]\d)\.?",
        ),
        ("calendar", ("#월",), rf"(?P<year_word>{_YEARS}){GAP}{_MONTH}월{GAP}{_DAY_NUMBER}일"),
        (
            "calendar",
            ("달",),  # the first day of 지난달 29~30일
            rf"(?<![가-힣])(?P<month_word>지난|이번|이){GAP}달{GAP}{_DAY_NUMBER}(?=[~∼～〜–-]\d{{1,2}}일)",
        ),
        ("month", ("#월",), rf"(?P<year_word>{_YEARS}){GAP}{_MONTH}월"),
        ("month", ("#년",), rf"(?<![\d.])(?P<year>(?:19|20)\d\d)년{GAP}{_MONTH}월"),
        ("year", ("#년",), r"(?<![\d.])(?P<year>(?:19|20)\d\d)년(?!대|도)"),
        (
            "calendar",
            ("#월",),
            rf"(?:(?P<coming>(?<![가-힣])오는){GAP}"
            rf"|지난{GAP})?(?<![\d.,]){_MONTH}월{GAP}{_DAY_NUMBER}일(?!간)",
        ),
        (
            "calendar",
            ("달",),
            r"(?<![가-힣])(?P<month_word>지난|저번|이번|다음|전|이"
            rf"|내){GAP}달{GAP}{_DAY_NUMBER}일{_NOT_A_DAY}",
        ),
        (
            "month",
            ("달",),
            rf"(?<![가-힣])(?P<month_word>지난|저번|이번|다음|이|내|전(?=달(?:에|보다|의|[ ](?:초|말|\d)))){GAP}달"
            r"(?![가-힣]{3})",
        ),
        ("month", ("#월",), rf"(?<![\d.,]){_MONTH}월(?!드|급)"),
        (
            "calendar",
            ("#일",),
            rf"(?:(?P<coming>(?<![가-힣])오는){GAP}"
            rf"|지난{GAP})?(?<![\d.,+±:/]){_DAY_NUMBER}일{_NOT_A_DAY}",
        ),
        (
            "calendar",
            ("#/", "#."),
            rf"(?<![\d./:]){_MONTH}[/.]{_DAY_NUMBER}(?={GAP}[(（][{_WEEKDAYS}][)）]"
            rf"|{GAP}(?:오전|오후|새벽|아침|낮|밤|저녁){GAP}\d|[ ]\d{{1,2}}[:시])",
        ),
        ("calendar", ("#/",), rf"(?<![\d./:]){_MONTH}/(?P<day>3[01]|[12]\d)(?![\d/%])"),
        ("today", tuple(_OFFSETS), rf"(?<!엊)(?P<word>{_TODAY})(?!서야|야[ ])"),
        ("told", ("당일",), r"(?<=[가-힣][ ])(?<!일[ ])당일"),
        ("that", ("당일", "그날"), r"(?<=[.\n][ ])당일|(?<=\n)당일|(?<![가-힣])그날(?!의)"),
        ("same", ("이날", "그날", "당일", "같은"), rf"이날|그날(?!의)|당일|같은{GAP}날"),
        (
            "before",
            ("전날", "전일"),  # the eve of a feast or an event is not the day before publication
            r"(?<!설[ ])(?<!추석[ ])(?<!연휴[ ])(?<!절[ ])(?<!수능[ ])(?<!시험[ ])(?<!선거[ ])(?<!마스[ ])전날"
            r"|전일(?![가-힣]{2})",
        ),
        ("after", ("이튿날", "다음", "익일"), rf"이튿날|다음{GAP}날|익일"),
        (
            "ago",
            ("전", "뒤", "후"),
            r"(?<!마감[ ])(?<!개막[ ])(?<!출시[ ])(?<!행사[ ])(?<!선거[ ])(?<!시험[ ])(?<!종료[ ])(?<!개장[ ])(?<!추석[ ])"
            rf"(?<![\d.])(?P<count>\d{{1,3}}일(?!{GAP}전{_WHOLE})|{'|'.join(_COUNTS)}){GAP}(?P<side>전|뒤|후)"
            r"(?:인|에|까지|부터|엔|날)?(?![가-힣])",
        ),
        (
            "weekday",
            ("요일",),
            r"(?:(?P<week>(?<![가-힣])(?:지난|저번|이번|금주|다음"
            rf"|오는))(?:{GAP}주)?{GAP})?(?<!평소[ ])(?<!매주[ ])(?<!마다[ ])(?<!첫[ ])(?P<weekday>[{_WEEKDAYS}])요일",
        ),
        ("year", ("지난해", "재작년", "작년"), r"(?P<year_word>지난해|재작년|작년)"),
    )
)
# "(목)" after a date says nothing new; "(22일)" after 이날 or 지난 토요일 says which day it is.
_BRACKET_WEEKDAY = re.compile(rf"{GAP}[(（][{_WEEKDAYS}](?:요일)?[)）]|[ ][{_WEEKDAYS}]요일")
_BRACKET_DAY = re.compile(rf"{GAP}[(（]{GAP}(?:{_MONTH}월{GAP})?{_DAY_NUMBER}일(?:{GAP}[)）])?")
_UNTIL = re.compile(r"(?:[ ](?:자정|낮|밤|오전|오후)[^.\n]{0,8}?)?까지")
_OF_THEN = re.compile(
    r"(?:의)?[ ](?:[가-힣]{1,6}[ ]){0,2}?(?:장애|사고|사태|먹통|대란|화재|해킹|공격)[ ]?(?:때|당시|에서)"
)
_SIGNS = re.compile(r"\d([년월일./\-])")
_NIGHTS = frozenset({"어젯밤", "간밤", "지난밤", "엊저녁"})


def find_days(text: str) -> list[DayToken]:
    """Return every day, month and year that the text writes, in order, without overlaps."""
    signs = set(_SIGNS.findall(text))
    found = [
        (match.start(), priority, name, match)
        for priority, (name, needs, pattern) in enumerate(_FORMS)
        if any(need[1:] in signs if need[0] == "#" else need in text for need in needs)
        for match in pattern.finditer(text)
    ]
    found.sort(key=lambda item: item[:2])
    tokens: list[DayToken] = []
    covered = -1
    for start, _, name, match in found:
        if start >= covered:
            token = _with_bracket(text, _read(name, match))
            if token.scale is Scale.MONTH and _OF_THEN.match(text, token.end):
                token = replace(token, is_of_then=True)
            elif token.day is not None and token.month is None and _UNTIL.match(text, token.end):
                token = replace(token, is_until=True)
            tokens.append(token)
            covered = token.end
    return tokens


def _read(name: str, match: re.Match[str]) -> DayToken:
    parts = match.groupdict()
    start, end = match.span()
    match name:
        case "today":
            word = parts["word"]
            shift = _OFFSETS[word]
            return DayToken(
                start,
                end,
                Basis.PUBLICATION,
                shift=shift,
                is_coming=shift > 0,
                is_night=word in _NIGHTS,
            )
        case "same" | "told" | "that" | "before" | "after":
            return DayToken(start, end, Basis(name))
        case "ago":
            return _read_ago(start, end, parts)
        case "weekday":
            weeks = _WEEK_SHIFTS.get(parts["week"] or "")
            weekday = _WEEKDAYS.index(parts["weekday"])
            return DayToken(
                start, end, Basis.PUBLICATION, weekday=weekday, weeks=weeks, is_coming=weeks == 1
            )
        case _:
            return _read_calendar(
                start, end, parts, {"calendar": Scale.DAY}.get(name) or Scale(name)
            )


def _read_ago(start: int, end: int, parts: dict[str, str | None]) -> DayToken:
    written = parts["count"] or "하루"
    count = _COUNTS[written] if written in _COUNTS else int(written[:-1])
    if parts["side"] == "전":
        return DayToken(start, end, Basis.PUBLICATION, shift=-count)
    return DayToken(start, end, Basis.AFTER, shift=count - 1)


def _read_calendar(start: int, end: int, parts: dict[str, str | None], scale: Scale) -> DayToken:
    year, month, day = parts.get("year"), parts.get("month"), parts.get("day")
    month_word = parts.get("month_word")
    month_key = {"전": "전달", "이": "이달", "내": "내달"}.get(month_word or "", month_word or "")
    month_shift = _MONTH_SHIFTS.get(month_key)
    year_shift = _YEAR_SHIFTS.get(parts.get("year_word") or "")
    return DayToken(
        start,
        end,
        Basis.CALENDAR,
        scale,
        year=(2000 + int(year) if len(year) == 2 else int(year)) if year else None,
        year_shift=year_shift,
        month=int(month) if month else None,
        month_shift=month_shift,
        day=int(day) if day else None,
        is_coming=bool(parts.get("coming")) or month_shift == 1 or year_shift == 1,
    )


def _with_bracket(text: str, token: DayToken) -> DayToken:
    if (match := _BRACKET_WEEKDAY.match(text, token.end)) is not None:
        return replace(token, end=match.end())
    if token.scale is not Scale.DAY or token.day is not None:
        return token
    match = _BRACKET_DAY.match(text, token.end)
    if match is None:
        return token
    month = match["month"]
    return DayToken(
        token.start,
        match.end(),
        Basis.CALENDAR,
        month=int(month) if month else None,
        day=int(match["day"]),
        is_night=token.is_night,
    )
