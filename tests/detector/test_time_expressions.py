"""Single time expressions, one a line, and what each of them means."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detector.facts.background import background_sentences
from detector.facts.expressions import TimeExpression, Width, find_spans, find_times
from detector.facts.times import read_times
from detector.observed import observe
from detector.sentences import Sentence, split_sentences
from models.clock import parse_iso, to_kst
from models.records import Kind, Precision

# "text => what it means", in Korean time. "08시" is known to the hour, "11-22" to the day, "2018-07"
# to the month; a year is written where it is not the year of publication. ">" begins a range, "<"
# ends one, "?" is a time whose zone or day cannot be known, "-" means that nothing is found.
TIMES = """
# days @2018-11-22T20:00
이날 접속 장애 => 11-22
당일 복구 => 11-22
전날 발생 => 11-21
전일 발생 => 11-21
어제 발생 => 11-21
그제 발생 => 11-20
그저께 발생 => 11-20
오늘 발생 => 11-22
금일 발생 => 11-22
같은 날 복구 => 11-22
22일 발생 => 11-22
21일 발생 => 11-21
1일 발생 => 11-01
30일 발생 => 10-30
31일 발생 => 10-31
지난 15일 발생 => 11-15
지난 30일 발생 => 10-30
지난달 3일 발생 => 10-03
지난 달 31일 발생 => 10-31
이달 3일 발생 => 11-03
이달 12일(월) 발생 => 11-12
11월 22일(목) 발생 => 11-22
11월 9일 발생 => 11-09
12월 24일 발생 => 2017-12-24
지난 11월 2일 발생 => 11-02
2018년 11월 22일 발생 => 11-22
2017년 9월 5일 발생 => 2017-09-05
2018년 2월 30일 발생 => ?
18.11.22 발생 => 11-22
'18.11.22 발생 => 11-22
18.11.22(목) 발생 => 11-22
2018-11-22 발생 => 11-22
2018.11.22 발생 => 11-22
2018. 11. 22. 발생 => 11-22
2018/11/22 발생 => 11-22
11/22 발생 => 11-22
11/22(목) 발생 => 11-22
11.22(목) 발생 => 11-22
오늘(14일) 발생 => 11-14
어제(21일) 발생 => 11-21
그제(17일) 발생 => 11-17
전날(21일) 발생 => 11-21
지난 토요일(17일) 발생 => 11-17
지난 토요일 발생 => 11-17
지난주 금요일 발생 => 11-16
이번 주 월요일 발생 => 11-19
토요일 발생 => 11-17
목요일 발생 => 11-22
월요일인 19일 발생 => 11-19, 11-19
오는 25일 점검 => 11-25
다음 달 3일 점검 => 12-03
내달 3일 점검 => 12-03
내일 점검 => 11-23
지난해 7월 발생 => 2017-07
지난해 12월 3일 발생 => 2017-12-03
작년 발생 => 2017
재작년 발생 => 2016
2016년 1월 개설 => 2016-01
2006년 진출 => 2006
지난 7월 발생 => 2018-07
8월 발생 => 2018-08
사흘 전 발생 => 11-19
이틀 전 발생 => 11-20
3일 전 발생 => 11-19
열흘 전 발생 => 11-12
20일 발생해 다음 날 복구 => 11-20, 11-21
20일 발생해 이튿날 복구 => 11-20, 11-21
20일 발생해 익일 복구 => 11-20, 11-21
20일 발생해 사흘 뒤 복구 => 11-20, 11-23
9월 28일~10월 6일 장애 => 09-28>, <10-06
11월 20일부터 21일까지 장애 => 11-20>, <11-21
지난달 30일부터 이달 2일까지 장애 => 10-30>, <11-02
간밤 발생 => 11-21

# days @2019-01-03T09:00
지난해 12월 31일 발생 => 2018-12-31
지난달 31일 발생 => 2018-12-31
12월 31일 발생 => 2018-12-31
31일 발생 => 2018-12-31
2일 발생 => 01-02
전날 발생 => 01-02
작년 말 발생 => 2018

# clocks @2018-11-22T20:00
오전 8시 30분 => 11-22 08:30
오전 8시30분께 => 11-22 08:30
오전 8시 30분쯤 => 11-22 08:30
오전 8시 30분경 => 11-22 08:30
오전 8시 무렵 => 11-22 08시
오전 10시를 전후해 => 11-22 10시
오전 8시 반 => 11-22 08:30
오전 8시 반쯤 => 11-22 08:30
오후 3시33분 => 11-22 15:33
오후 3시 => 11-22 15시
오후 3:33 => 11-22 15:33
오전 12시 50분 => 11-22 00:50
오전 12시 => 11-22 00시
오전 12시 5분께 => 11-22 00:05
오전 0시 10분 => 11-22 00:10
0시 정각 => 11-22 00시
0시 20분께 => 11-22 00:20
오후 12시 => 11-22 12시
오후 12시 30분 => 11-22 12:30
오후 12시 5분 => 11-22 12:05
낮 12시 => 11-22 12시
낮 12시 40분 => 11-22 12:40
낮 1시 20분 => 11-22 13:20
낮 2시 => 11-22 14시
정오 => 11-22 12:00
정오께 => 11-22 12:00
자정 => 11-22 00:00
자정 무렵 => 11-22 00:00
자정께 => 11-22 00:00
전날 자정 => 11-21 00:00
전날 밤 12시 => 11-22 00시
밤 12시 => 11-22 00시
밤 12시 30분 => 11-22 00:30
밤 11시 20분 => 11-21 23:20
밤 9시 => 11-21 21시
밤 1시 => 11-22 01시
전날 밤 1시 => 11-22 01시
새벽 2시 => 11-22 02시
새벽 3시 15분께 => 11-22 03:15
새벽 12시 반 => 11-22 00:30
아침 7시 50분 => 11-22 07:50
아침 9시 => 11-22 09시
저녁 7시 50분 => 11-22 19:50
저녁 6시 반 => 11-22 18:30
심야 2시 => 11-22 02시
한밤중 11시 => 11-21 23시
늦은 밤 11시 5분 => 11-21 23:05
점심 1시쯤 => 11-22 13시
15:30 => 11-22 15:30
08:30 => 11-22 08:30
8:30 => 11-22 08:30
00:05 => 11-22 00:05
15시30분 => 11-22 15:30
15시 30분 => 11-22 15:30
14시14분 => 11-22 14:14
23시 => 11-21 23시
13시께 => 11-22 13시
오후 14시14분 => 11-22 14:14
24시 => 11-22 00시
오전 08시30분 => 11-22 08:30
08시30분 => 11-22 08:30
AM 10:30 => 11-22 10:30
PM 3:33 => 11-22 15:33
3:33 PM => 11-22 15:33
10:30 am => 11-22 10:30
오전 9시 20분, 9시 40분 => 11-22 09:20, 11-22 09:40
오후 3시33분 발생해 4시10분 복구 => 11-22 15:33, 11-22 16:10
오전 11시 20분 발생해 12시 45분 복구 => 11-22 11:20, 11-22 12:45
오전 11시 15분 발생해 1시 10분 복구 => 11-22 11:15, 11-22 13:10
전날 오후 11시 40분 발생해 0시 30분 복구 => 11-21 23:40, 11-22 00:30
전날 오후 11시 40분 발생해 오전 1시 30분 복구 => 11-21 23:40, 11-22 01:30
오후 4시 발표했다. 3시 33분 발생 => 11-22 16시, 11-22 15:33
이날 오전 앱이 9시 20분부터 => 11-22, 11-22 09:20>
21일 오후 앱이 3시 20분부터 => 11-21, 11-21 15:20>
한 시쯤 => 11-22 13시
두시쯤부터 => 11-22 14시>
세시 반쯤 => 11-22 15:30
열두시에 => 11-22 12시
열한 시부터 => 11-22 11시>

# ranges @2018-11-22T20:00
8시 32분에서 54분까지 => 11-22 08:32>, <11-22 08:54
오전 8시 32분에서 54분까지 => 11-22 08:32>, <11-22 08:54
오전 8시∼10시 30분 => 11-22 08시>, <11-22 10:30
오전 8시~10시 => 11-22 08시>, <11-22 10시
오전 8시-10시 => 11-22 08시>, <11-22 10시
오전 8시 – 10시 => 11-22 08시>, <11-22 10시
오전 8시～10시 => 11-22 08시>, <11-22 10시
오전 7∼9시 => 11-22 07시>, <11-22 09시
오전 7~9시 => 11-22 07시>, <11-22 09시
7~9시 => 11-22 07시>, <11-22 09시
오전 6시41~50분께 => 11-22 06:41>, <11-22 06:50
오전 6시 43~48분까지 => 11-22 06:43>, <11-22 06:48
오후 2시14분부터 32분까지 => 11-22 14:14>, <11-22 14:32
오전 9시24분부터 30분까지 => 11-22 09:24>, <11-22 09:30
오전 10시 37분부터 11시 6분까지 => 11-22 10:37>, <11-22 11:06
오전 11시 20분부터 12시 45분까지 => 11-22 11:20>, <11-22 12:45
오전 11시부터 1시까지 => 11-22 11시>, <11-22 13시
21일 오후 11시부터 다음 날 오전 2시까지 => 11-21 23시>, <11-22 02시
20일 오후 11시부터 2시까지 => 11-20 23시>, <11-21 02시
20일 밤 10시부터 이튿날 새벽 1시 30분까지 => 11-20 22시>, <11-21 01:30
전날 오후 11시 15분부터 이날 오전 12시 32분까지 => 11-21 23:15>, <11-22 00:32
전날 오후 11시부터 자정까지 => 11-21 23시>, <11-22 00:00
21일 오후 9시부터 오전 1시까지 => 11-21 21시>, <11-22 01시
08:30 ~ 10:00 => 11-22 08:30>, <11-22 10:00
08:30~10:00 => 11-22 08:30>, <11-22 10:00
2018-11-22 08:30 ~ 10:00 => 11-22 08:30>, <11-22 10:00
2018.11.21 23:30 ~ 2018.11.22 01:10 => 11-21 23:30>, <11-22 01:10
11월 21일 23:30 ~ 11월 22일 01:10 => 11-21 23:30>, <11-22 01:10
16:57~17:40 => 11-22 16:57>, <11-22 17:40
오후 3시54분부터 오후 4시51분까지 => 11-22 15:54>, <11-22 16:51
오전 8시 30분께부터 => 11-22 08:30>
오전 8시 30분부터 => 11-22 08:30>
10:40부터 => 11-22 10:40>
15:30 이후 => 11-22 15:30>
오전 10시까지 => <11-22 10시
오후 5시 현재까지 => 11-22 17시

# zones @2018-11-22T20:00
7일(현지시간) => ?
7일(현지시간) 오전 10시45분 => ?
7일(현지시간) 오전 10시45분(한국시간 8일 오전 0시45분) => 11-08 00:45, 11-08 00:45
현지시간 7일 오전 10시45분 => ?
현지시간으로 7일 오전 10시45분 => ?
미 동부시간 7일 오전 10시 45분 => 11-08 00:45
미국 동부시간 7일 오전 10시 45분 => 11-08 00:45
7일(현지시간) 미 동부 시간 이날 낮 12시 57분(서부 시간 오전 9시 57분) => ?, 11-08 02:57, 11-08 02:57
오전 10시 45분(미 동부시간) => 11-22 00:45
7일 오후 5시30분쯤(미 동부시간 기준) => 11-08 07:30
미 서부시간 7일 오전 10시 => 11-08 03시
미 태평양시간 7일 오전 10시 => 11-08 03시
태평양 표준시 기준 오전 9시 46분 => 11-22 02:46
7월 12일 10:51 PDT => 07-13 02:51
11월 7일 10:51 PST => 11-08 03:51
11월 7일 10:51 PT => 11-08 03:51
11월 7일 10:45 EST => 11-08 00:45
7월 7일 10:45 EDT => 07-07 23:45
11월 7일 10:45 ET => 11-08 00:45
11:19 UTC => 11-22 08:19
11:19 UTC(20:19 KST) => 11-21 20:19, 11-21 20:19
11:19(UTC) => 11-22 08:19
18일 11:20 GMT => 11-18 20:20
그리니치표준시 18일 11시 20분 => 11-18 20:20
협정세계시 18일 11시 20분 => 11-18 20:20
협정세계시(UTC) 18일 11시 20분 => 11-18 20:20
세계표준시 18일 11시 20분 => 11-18 20:20
영국시간 18일 오전 10시 47분 => 11-18 19:47
일본시간 18일 오전 10시 => 11-18 10시
한국시간 8일 오전 2시45분 => 11-08 02:45
한국시간으로 8일 오전 2시45분 => 11-08 02:45
한국시간으로는 9일 오전 6시30분쯤 => 11-09 06:30
한국 시각 8일 오전 2시 45분 => 11-08 02:45
우리 시간 8일 오전 2시 45분 => 11-08 02:45
8일(한국시간) 오전 2시45분 => 11-08 02:45
18일(한국시간 기준) 오후 8시 48분 => 11-18 20:48
20:19 KST => 11-21 20:19
오전 11시 40분, 한국 기준 5일 0시 40분 => 11-05 00:40, 11-05 00:40
미 동부시간 오전 11시 40분, 한국시간 5일 0시 40분 => 11-05 00:40, 11-05 00:40
한국시간 5일 0시 40분(현지시간 4일 오전 11시 40분) => 11-05 00:40, 11-05 00:40
한국시간 5일 0시 40분(미 동부시간 4일 오전 10시 40분) => 11-05 00:40, 11-05 00:40

# posts @2018-11-22T08:45
8시 20분쯤부터 => 11-22 08:20>
8시부터 => 11-22 08시>
아까 3시쯤부터 => 11-22 03시>
10:40부터 => 11-21 22:40>
어제 10시부터 => 11-21 10시>
7시반부터 => 11-22 07:30>
8:20부터 => 11-22 08:20>
0시 10분부터 => 11-22 00:10>
11시 50분부터 => 11-21 23:50>
오늘 새벽 2시부터 => 11-22 02시>
어젯밤 11시부터 => 11-21 23시>
방금 8시 40분에 => 11-22 08:40

# posts @2018-11-22T22:50
8시 20분쯤부터 => 11-22 20:20>
10:40부터 => 11-22 22:40>
아까 3시쯤 => 11-22 15시
9시반부터 => 11-22 21:30>
12시부터 => 11-22 12시>
오전 9시부터 => 11-22 09시>
점심때 1시부터 => 11-22 13시>
저녁 7시부터 => 11-22 19시>
11시부터 => 11-22 11시>

# posts @2018-11-23T00:30
11시 50분부터 => 11-22 23:50>
12시부터 => 11-23 00시>
12시 10분부터 => 11-23 00:10>
오늘 밤 11시부터 => 11-22 23시>
자정부터 => 11-23 00:00>
이날 오후 11시 30분 => 11-22 23:30
전날 오후 11시 30분 => 11-22 23:30
22일 오후 11시 30분 => 11-22 23:30
오후 10시 40분께 => 11-22 22:40

# nothing @2018-11-22T20:00
84분 동안 => -
1시간 30분 => -
30분 만에 => -
4시간째 => -
3일간 => -
3일째 => -
이틀째 => -
10일 만에 => -
24시간 운영 => -
20시즌 => -
5시리즈 => -
16:9 화면 => -
2:1 승리 => -
다시 시도 => -
즉시 복구 => -
잠시 후 => -
1일 평균 300만명 => -
24/7 지원 => -
5일 7시간 30분 동안 => -
02-398-8585 => -
502 Bad Gateway => -
서울시 공무원 => -
"""
# "text => minutes form", "~" where the text says about.
SPANS = """
84분 동안 이상 => 84 for
84분간 이상 => 84 for
84분 동안 => 84 for
1시간 30분 동안 => 90 for
1시간 30분 => 90 plain
1시간30분 => 90 plain
1시간 반가량 => 90 plain ~
1시간 반 => 90 plain
한 시간 반 => 90 plain
두 시간 => 120 plain
두시간 동안 => 120 for
세 시간 => 180 plain
네 시간 만에 => 240 after
다섯 시간 => 300 plain
열두 시간 => 720 plain
반시간 => 30 plain
반 시간 => 30 plain
반나절 => 360 plain ~
하루 만에 => 1440 after ~
이틀 만에 => 2880 after ~
사흘간 => 4320 for ~
나흘 만에 => 5760 after ~
닷새 동안 => 7200 for ~
엿새간 => 8640 for ~
열흘째 => 14400 so_far ~
3일간 => 4320 for ~
5일 동안 => 7200 for ~
3일째 => 4320 so_far ~
10일 만에 => 14400 after ~
약 5~6시간 => 330 plain ~
2∼3시간 => 150 plain ~
1~2분 동안 => 2 for ~
127시간 30분 => 7650 plain
127시간 30분 동안 => 7650 for
5일 7시간 30분 동안 => 7650 for
3시간여 => 180 plain ~
1시간여 동안 => 60 for ~
20여 분 => 20 plain ~
10여분간 => 10 for ~
30여분 만에 => 30 after ~
30분 만에 => 30 after
30분만에 => 30 after
7시간 만인 => 420 after
18분 만에 복구 => 18 after
약 6시간 만에 => 360 after ~
2시간 31분 만에 => 151 after
4시간째 => 240 so_far
20분째 => 20 so_far
30분째 접속 => 30 so_far
이틀째 => 2880 so_far ~
1시간 넘게 => 60 plain ~
3시간 이상 => 180 plain ~
2시간 가까이 => 120 plain ~
1시간 남짓 => 60 plain ~
약 30분 => 30 plain ~
약 1시간 20분간 => 80 for ~
35분간 => 35 for
30분가량 => 30 plain ~
25분가량 이어졌다 => 25 plain ~
1시간 정도 => 60 plain ~
2시간 뒤 => 120 later
1시간 후 => 60 later
10분 전 => 10 ago
30분 전 => 30 ago
1시간 이내 => 60 within
2시간 안에 => 120 within
1시간 내 => 60 within
총 15시간 => 900 plain
무려 10시간 => 600 plain
1.5시간 => 90 plain
수십 분 => -
몇 시간 => -
수 시간 => -
여러 시간 => -
십수 분 => -
24시간대 => -
8시 30분 => -
오전 8시 32분부터 => -
54분까지 => -
50분께 => -
시간당 3만원 => -
"""


def _cases() -> list[tuple[str, str, str, str]]:
    cases = []
    for table in TIMES.strip().split("\n\n"):
        head, *rows = table.split("\n")
        group, published = head.removeprefix("# ").split(" @")
        for row in rows:
            text, expected = row.split(" => ")
            cases.append((group, published, text, expected))
    return cases


CASES = _cases()
SPAN_CASES = [tuple(row.split(" => ")) for row in SPANS.strip().split("\n")]


def shown(expression: TimeExpression, year: int) -> str:
    if expression.at is None:
        return "?"
    at = to_kst(expression.at)
    prefix = "" if at.year == year else "%Y-"
    wide = {Width.YEAR: "%Y", Width.MONTH: "%Y-%m", Width.DAY: f"{prefix}%m-%d"}
    clock = "%H:%M" if expression.precision is Precision.MINUTE else "%H시"
    text = at.strftime(wide.get(expression.width, f"{prefix}%m-%d {clock}"))
    return (
        f"{'<' if expression.is_range_end else ''}{text}{'>' if expression.is_range_start else ''}"
    )


@pytest.mark.parametrize(
    ("group", "published", "text", "expected"), CASES, ids=[f"{c[0]}: {c[2]}" for c in CASES]
)
def test_an_expression_means_this_time(
    group: str, published: str, text: str, expected: str
) -> None:
    kind = Kind.COMMUNITY if group == "posts" else Kind.NEWS
    stored = f"\n{text}"
    found = find_times(stored, split_sentences(stored), parse_iso(published), kind)
    year = parse_iso(published).year
    assert (", ".join(shown(expression, year) for expression in found) or "-") == expected
    assert all(stored[item.start : item.end] == item.text for item in found)


@pytest.mark.parametrize(("text", "expected"), SPAN_CASES, ids=[case[0] for case in SPAN_CASES])
def test_a_span_lasts_this_long(text: str, expected: str) -> None:
    found = [
        f"{span.minutes} {span.form.value}{' ~' if span.approximate else ''}"
        for span in find_spans(text)
    ]
    assert (", ".join(found) or "-") == expected
    assert all(text[span.start : span.end] == span.text for span in find_spans(text))


def test_there_are_at_least_two_hundred_and_fifty_expressions() -> None:
    assert len(CASES) + len(SPAN_CASES) >= 250
    assert len({case[:3] for case in CASES}) == len(CASES)


_WORDS = """
이날 전날 22일 지난달 3일 오전 오후 밤 8시 30분 께 부터 까지 ~ ( ) 현지시간 한국시간 UTC 자정 정오 1시간 반
84분 동안 만에 째 장애가 발생했다. 복구됐다. 공지했다 ” “ 2018-11-22 08:30 11/22 작년 토요일 이튿날 사흘 뒤
예정 현재 99시 0일 31일 2월 9999년
"""
_PIECES = st.sampled_from([*_WORDS.split(), "\n"])
_TEXTS = st.one_of(st.text(), st.lists(_PIECES, max_size=40).map(" ".join))


@settings(max_examples=400, deadline=None)
@given(_TEXTS, st.sampled_from(list(Kind)))
def test_any_text_is_read_without_failing_and_quoted_truly(text: str, kind: Kind) -> None:
    published = parse_iso("2018-11-22T20:00")
    times = observe(text, kind, published).times
    quotes = [stated.evidence for stated in (times.started, times.ended) if stated]
    quotes += [times.duration_evidence] if times.duration_evidence else []
    assert all(text[quote.start : quote.end] == quote.text for quote in quotes)
    assert all(stated.at <= published for stated in (times.started, times.ended) if stated)
    if times.started and times.ended:
        assert times.started.at < times.ended.at
    assert (times.duration_minutes is None) == (times.duration_evidence is None)


REPEATED = (
    "1시 ", "오전 ", "22일 ", "이날 ", "8시 30분부터 ", "8시~", "(현지시간) ", "UTC ", "1시간 ", "30분 ",
    "장애 ", "장애가 ", "복구 ", "“", "\"공지", "2018.", "11/", "일부 ", "자정 ", "하루 ", "         ", "분 ",
    "8시 30분부터 10시까지 장애가 발생했다. ", "지난해 7월에도 ", "당시 ", "\n", "1", "시", "가", "약 ",
    "7일(현지시간) 8시 ", "UTC 8시 ", "8시 30분에 1시간 동안 접속이 안 됐다 ",
)  # fmt: skip


def _seconds(text: str, runs: int) -> float:
    # One sentence for all, so that nothing is saved by cutting the text up.
    sentences = (Sentence(0, len(text), text),)
    published = parse_iso("2018-11-22T20:00")
    best = float("inf")
    for _ in range(runs):
        begin = time.process_time()
        read_times(text, sentences, published, Kind.NEWS, frozenset())
        best = min(best, time.process_time() - begin)
    return best


def _ratio(piece: str, small: int, large: int) -> float:
    """Return how much longer a character takes in the large text; the best of a few tries."""
    ratios = []
    for _ in range(3):
        short = _seconds((piece * small)[:small], runs=3) / small
        long = _seconds((piece * large)[:large], runs=1) / large
        ratios.append(long / (short + 1e-7))
        if ratios[-1] < 2:
            break
    return min(ratios)


@pytest.mark.parametrize("piece", REPEATED, ids=[repr(piece) for piece in REPEATED])
def test_reading_a_repeated_piece_takes_time_in_proportion_to_its_length(piece: str) -> None:
    assert _ratio(piece, 600, 6_000) < 2


def test_a_report_of_forty_kilobytes_takes_no_longer_a_character_than_one_of_one() -> None:
    piece = "22일 오전 8시 30분께부터 접속 장애가 발생해 10시에 복구됐다고 한다, 장애는 1시간 30분 이어졌다 "
    assert _ratio(piece, 1_000, 40_000) < 2


def test_background_is_found_in_linear_time_too() -> None:
    small, large = (
        "\n이날 오전 8시부터 장애가 발생했다. " + "지난해 7월에도 장애가 발생한 바 있다. " * size
        for size in (200, 2_000)
    )
    published = parse_iso("2018-11-22T20:00")
    per_character = []
    for text in (small, large):
        sentences = split_sentences(text)
        begin = time.process_time()
        assert background_sentences(sentences, published)
        per_character.append((time.process_time() - begin) / len(text))
    assert per_character[1] < 3 * per_character[0] + 2e-7
