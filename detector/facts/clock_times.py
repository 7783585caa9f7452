"""Clock times as they are written: 오전 8시 30분께, 15:30, 자정, 7∼9시, 32분에서 54분까지."""

from __future__ import annotations

import re
from dataclasses import dataclass

from detector.quick import quick

GAP = r"[ \t\u00a0]{0,2}"
SEPARATOR = r"[~∼～〜–—\-]"
APPROXIMATE = (
    r"(?:께|쯤|경(?![가-힣]{2}|[기찰제])|경(?=부터|까지|에[는서야도]?|엔|으로|이[었다며고])|무렵|즈음|가량|정각|정도"
    r"|직후|(?:[을를][ ])?(?:조금[ ]|좀[ ])?(?:넘어|지나)서?(?:면서)?(?=부터))"
)

_HALF_WORDS = (
    r"오전|오후|이른[ ]새벽|새벽|이른[ ]아침|아침|점심|대낮|한낮|낮|늦은[ ]저녁|(?<!엊)저녁"
    r"|늦은[ ]밤|한밤중|한밤|심야|(?<![젯간난])밤|[AaPp]\.?[Mm]\.?(?![A-Za-z])"
)
_HALF = rf"(?:(?P<half#>{_HALF_WORDS})(?:에|인)?{GAP})?"
# 시 begins many nouns that can follow a number: 3시간, 10시즌, 5시리즈, 17시민.
_HOUR_SIGN = rf"{GAP}시(?!간|즌|리즈|민|장|스템|작|청|범|세|험)"
_MINUTES = (
    rf"(?:{GAP}(?P<minute#>[0-5]?\d)"
    rf"(?:{GAP}분(?!간|여|째|{GAP}(?:만에|만인|이상(?![을은한징현증]|이[ ])|넘게|내내))"
    rf"|(?={GAP}{SEPARATOR}{GAP}[0-5]?\d{GAP}분))"
    rf"|{GAP}(?P<half_past#>반)(?!복|응|발|영|면|도|포|품|환|경[ ]?(?:\d|약|수[ ]|수백|몇)|대|드|값|납))?"
)


def _numbered(pattern: str, number: int) -> str:
    """Return the pattern with its group names made unique, as one expression needs them."""
    return pattern.replace("#>", f"{number}>")


_NATIVE_NAMES = "열한|열두|열|한|두|세|네|다섯|여섯|일곱|여덟|아홉"
#: What a clock time can begin with; tried first, as most letters begin none.
_FIRST = r"(?=[\d오이새아점대한낮늦저밤심AaPp열두세네다여일자정])"
_CLOCK = quick(
    rf"{_FIRST}(?:{_numbered(_HALF, 1)}(?<![\d.,:])(?P<hour1>[01]?\d"
    rf"|2[0-4]){_HOUR_SIGN}{_numbered(_MINUTES, 1)}"
    rf"|{_numbered(_HALF, 2)}(?<![\d.,:/])(?P<hour2>[01]?\d"
    r"|2[0-4])[:：](?P<minute2>[0-5]\d)(?![\d:：])"
    rf"(?:[:：][0-5]\d)?(?:{GAP}(?P<half5>[AaPp]\.?[Mm])(?![A-Za-z]))?"
    rf"|{_numbered(_HALF, 3)}(?<![가-힣])(?P<native>{_NATIVE_NAMES}){_HOUR_SIGN}"
    rf"(?={GAP}(?:반|쯤|께|경|부터|무렵|까지|에(?!서)|\d))(?:{_numbered(_MINUTES, 3)})"
    rf"|{_numbered(_HALF, 4)}(?<![\d.,:])(?P<hour4>[01]?\d|2[0-4])"
    rf"(?={GAP}{SEPARATOR}{GAP}(?:[01]?\d|2[0-4]){_HOUR_SIGN})"
    rf"|(?P<tail_minute>(?<!\d)[0-5]?\d){GAP}분(?={GAP}{APPROXIMATE}?{GAP}(?:사이|까지))"
    rf"|(?<=[~∼～〜–—\-])(?P<tail_minute2>[0-5]?\d){GAP}분(?!간|여|째|{GAP}(?:동안|만에))"
    rf"|(?<![가-힣])(?P<word>자정|정오)"
    rf"|(?<![가-힣])(?P<part>오전|오후|새벽|아침|저녁|밤)(?=[ \t]|부터|께|에|까지|사이|$))",
    re.MULTILINE,
)
_NATIVE = {
    name: hour
    for hour, name in enumerate(
        ["한", "두", "세", "네", "다섯", "여섯", "일곱", "여덟", "아홉", "열", "열한", "열두"], 1
    )
}


@dataclass(frozen=True, slots=True)
class ClockToken:
    """A clock time as written; hour None means only minutes (an end of a range) or only a half-day.

    half is "am", "dawn", "noon", "pm", "evening" or "night".
    """

    start: int
    end: int
    hour: int | None
    minute: int | None
    half: str | None
    is_24h: bool = False
    is_midnight: bool = False
    has_colon: bool = False

    @property
    def is_part_of_day(self) -> bool:
        """Return whether it only says 오전, 오후, 밤 … without an hour."""
        return self.hour is None and self.minute is None


def find_clocks(text: str) -> list[ClockToken]:
    """Return every clock time and every bare half-day in the text, in order."""
    return [token for match in _CLOCK.finditer(text) if (token := _read(match)) is not None]


def _read(match: re.Match[str]) -> ClockToken | None:
    start, end = match.span()
    if (word := match["word"]) is not None:
        return ClockToken(start, end, 12 if word == "정오" else 0, 0, None, True, word == "자정")
    if (part := match["part"]) is not None:
        return ClockToken(start, end, None, None, _half_of(part))
    tail = match["tail_minute"] or match["tail_minute2"]
    if tail is not None:
        return ClockToken(start, end, None, int(tail), None)
    written = match["hour1"] or match["hour2"] or match["hour4"]
    hour = int(written) if written is not None else _NATIVE[match["native"]]
    half_word = (
        match["half1"] or match["half2"] or match["half3"] or match["half4"] or match["half5"]
    )
    zero_padded = written is not None and written.startswith("0") and half_word is None
    is_24h = hour > 12 or hour == 0 or zero_padded
    return ClockToken(
        start,
        end,
        hour,
        _minute_of(match),
        _half_of(half_word),
        is_24h,
        has_colon=match["hour2"] is not None,
    )


def _minute_of(match: re.Match[str]) -> int | None:
    written = match["minute1"] or match["minute2"] or match["minute3"]
    if written is not None:
        return int(written)
    return 30 if match["half_past1"] or match["half_past3"] else None


def _half_of(word: str | None) -> str | None:
    if word is None:
        return None
    if word.isascii():
        return "am" if word[0] in "aA" else "pm"
    for ending, half in (
        ("오전", "am"),
        ("새벽", "dawn"),
        ("아침", "am"),
        ("낮", "noon"),
        ("점심", "noon"),
        ("오후", "pm"),
        ("저녁", "evening"),
    ):
        if word.endswith(ending):
            return half
    return "night"


def hour_on_24(hour: int, half: str) -> int:
    """Return the hour on the 24-hour clock; 24 or more means past the midnight that follows."""
    if hour > 12:
        return hour
    if half in {"am", "dawn"}:
        return hour % 12
    if half == "noon":
        return hour if hour in {10, 11, 12} else hour + 12
    if half == "night":
        return hour + 12 if hour >= 6 else hour + 24
    return hour % 12 + 12
