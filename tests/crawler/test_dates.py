"""How dates of Korean pages and feeds are read."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.dates import AHEAD, read_date
from models.clock import KST

FETCHED = datetime(2026, 11, 22, 15, 5, tzinfo=KST)


def kst(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=KST)  # type: ignore[misc,arg-type]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Sun, 22 Nov 2026 15:04:05 +0900", kst(2026, 11, 22, 15, 4, 5)),
        ("Sun, 22 Nov 2026 06:04:05 GMT", kst(2026, 11, 22, 15, 4, 5)),
        ("Sun, 22 Nov 2026 15:04:05 KST", kst(2026, 11, 22, 15, 4, 5)),
        ("Sun, 22 Nov 2026 15:04:05", kst(2026, 11, 22, 15, 4, 5)),
        ("Tue, 27 Dec 2005 13:30:33+0900", kst(2005, 12, 27, 13, 30, 33)),
        ("Sun Nov 22 15:04:05 KST 2026", kst(2026, 11, 22, 15, 4, 5)),
        ("Nov 22, 2026, 3:04 PM", kst(2026, 11, 22, 15, 4)),
        ("2026-11-22T15:04:05+09:00", kst(2026, 11, 22, 15, 4, 5)),
        ("2026-11-22T15:04:05+0900", kst(2026, 11, 22, 15, 4, 5)),
        ("2026-11-22T15:04:05.000+0900", kst(2026, 11, 22, 15, 4, 5)),
        ("2026-11-22T06:04:05Z", kst(2026, 11, 22, 15, 4, 5)),
        ("2026-11-22 15:04:05", kst(2026, 11, 22, 15, 4, 5)),
        ("2026-11-22 15:04:05 KST", kst(2026, 11, 22, 15, 4, 5)),
        ("2026.11.22. 오후 3:04", kst(2026, 11, 22, 15, 4)),
        ("2026.11.22. 오전 12:04", kst(2026, 11, 22, 0, 4)),
        ("2026. 3. 9. 13:05", kst(2026, 3, 9, 13, 5)),
        ("2026년 11월 22일 15시 04분", kst(2026, 11, 22, 15, 4)),
        ("2026년 11월 22일 오후 1시", kst(2026, 11, 22, 13)),
        ("2026년 11월 22일", kst(2026, 11, 22)),
        ("20261122150405", kst(2026, 11, 22, 15, 4, 5)),
        ("입력 2026.08.27 20:27", kst(2026, 8, 27, 20, 27)),
        ("기사입력 : 2026-11-22 (일) 14:03", kst(2026, 11, 22, 14, 3)),
        ("일반 | 2023-09-07 13:18", kst(2023, 9, 7, 13, 18)),
        ("26.02.04 15:56:29", kst(2026, 2, 4, 15, 56, 29)),
        ("26/02/02", kst(2026, 2, 2)),
        ("54분전", kst(2026, 11, 22, 14, 11)),
        ("35 분 전", kst(2026, 11, 22, 14, 30)),
        ("2시간전", kst(2026, 11, 22, 13, 5)),
        ("1시간 30분 전", kst(2026, 11, 22, 13, 35)),
        ("3일 전", kst(2026, 11, 19, 15, 5)),
        ("방금", FETCHED),
        ("방금 전", FETCHED),
        ("어제 15:30", kst(2026, 11, 21, 15, 30)),
        ("오늘 09:10", kst(2026, 11, 22, 9, 10)),
        ("그저께", kst(2026, 11, 20, 15, 5)),
        ("11.22", kst(2026, 11, 22)),
        ("11/22", kst(2026, 11, 22)),
        ("11-22", kst(2026, 11, 22)),
        ("11.23", kst(2025, 11, 23)),
        ("02.29", kst(2024, 2, 29)),
        ("11월 22일 09:10", kst(2026, 11, 22, 9, 10)),
        ("13:54:37", kst(2026, 11, 22, 13, 54, 37)),
        ("15:15", kst(2026, 11, 22, 15, 15)),
        ("15:16", kst(2026, 11, 21, 15, 16)),
    ],
)
def test_each_form_is_read_as_korean_time_unless_it_says_otherwise(
    text: str, expected: datetime
) -> None:
    assert read_date(text, FETCHED) == expected


@pytest.mark.parametrize(
    "text",
    ["", "A19면 1단", "2026-11-22 15:16", "2026-13-01", "25:00", "0001-01-01T00:00:00",
     "1970-01-01T00:00:00Z", "Sun, 22 Nov 2026 06:04:05 XYZ", "1.2 k", "[12]", "공지"],
)  # fmt: skip
def test_what_is_no_date_or_lies_in_the_future_is_refused(text: str) -> None:
    assert read_date(text, FETCHED) is None


def test_a_post_of_one_to_midnight_read_at_midnight_is_yesterdays() -> None:
    fetched = kst(2026, 11, 23, 0, 1)
    assert read_date("23:59", fetched) == kst(2026, 11, 22, 23, 59)


def test_a_new_years_post_read_on_a_slow_clock_belongs_to_the_new_year() -> None:
    fetched = kst(2026, 12, 31, 23, 58)
    assert read_date("01.01 00:02", fetched) == kst(2027, 1, 1, 0, 2)


moments = st.integers(800_000_000, 2_800_000_000).map(lambda n: datetime.fromtimestamp(n, UTC))


@given(st.text(max_size=60), moments)
def test_no_text_brings_an_error_or_a_future(text: str, fetched: datetime) -> None:
    found = read_date(text, fetched)
    assert found is None or (found.utcoffset() == timedelta(0) and found <= fetched + AHEAD)


@given(moments, st.integers(0, 3 * 10**8))
def test_what_a_board_writes_is_what_is_read(fetched: datetime, seconds_ago: int) -> None:
    posted = (fetched - timedelta(seconds=seconds_ago)).astimezone(KST).replace(microsecond=0)
    if posted.year < 1991:
        return
    for form in ("%Y-%m-%d %H:%M:%S", "%Y%m%d%H%M%S", "%Y-%m-%dT%H:%M:%S%z"):
        assert read_date(posted.strftime(form), fetched) == posted


@given(moments, st.integers(0, 300 * 86400))
def test_a_day_without_its_year_is_the_newest_that_was(fetched: datetime, seconds: int) -> None:
    posted = (fetched - timedelta(seconds=seconds)).astimezone(KST)
    midnight = posted.replace(hour=0, minute=0, second=0, microsecond=0)
    assert read_date(posted.strftime("%m.%d"), fetched) == midnight
