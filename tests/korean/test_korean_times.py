"""Times, ages and numbers as Koreans write them: the tables."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from detector.korean import ago, clock_of, going_on, in_units, lasting, time_of
from models.clock import KST
from models.records import Precision

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


@pytest.mark.parametrize(
    ("moment", "precision", "written"),
    [
        (datetime(2026, 11, 22, 6, 4, tzinfo=UTC), Precision.MINUTE, "2026. 11. 22.(일) 15:04"),
        (
            datetime(2026, 11, 22, 15, 4, 59, tzinfo=KST),
            Precision.MINUTE,
            "2026. 11. 22.(일) 15:04",
        ),
        (datetime(2026, 11, 22, 15, 59, 59, tzinfo=KST), Precision.HOUR, "2026. 11. 22.(일) 15시"),
        (datetime(2026, 11, 22, 0, 0, tzinfo=KST), Precision.DAY, "2026. 11. 22.(일)"),
        (datetime(2026, 11, 22, 15, 0, tzinfo=UTC), Precision.MINUTE, "2026. 11. 23.(월) 00:00"),
        (datetime(2026, 1, 5, 9, 7, tzinfo=KST), Precision.MINUTE, "2026. 1. 5.(월) 09:07"),
        (datetime(2026, 1, 5, 0, 30, tzinfo=KST), Precision.HOUR, "2026. 1. 5.(월) 0시"),
        (datetime(2024, 2, 29, 23, 59, tzinfo=KST), Precision.MINUTE, "2024. 2. 29.(목) 23:59"),
        (datetime(2025, 12, 31, 15, 0, tzinfo=UTC), Precision.DAY, "2026. 1. 1.(목)"),
    ],
)
def test_a_time_is_written_as_in_korea(
    moment: datetime, precision: Precision, written: str
) -> None:
    assert time_of(moment, precision) == written


@pytest.mark.parametrize(
    ("moment", "written"),
    [
        (datetime(2026, 11, 22, 6, 4, tzinfo=UTC), "15:04"),
        (datetime(2026, 11, 22, 0, 0, tzinfo=KST), "00:00"),
        (datetime(2026, 11, 21, 23, 59, tzinfo=KST), "11. 21. 23:59"),
        (datetime(2025, 11, 22, 15, 4, tzinfo=KST), "2025. 11. 22. 15:04"),
    ],
)
def test_a_short_time_leaves_out_what_is_the_same_today(moment: datetime, written: str) -> None:
    assert clock_of(moment, now=datetime(2026, 11, 22, 20, 0, tzinfo=KST)) == written


@pytest.mark.parametrize(
    ("length", "written", "still"),
    [
        (timedelta(0), "1분 미만", "1분 미만"),
        (timedelta(seconds=59), "1분 미만", "1분 미만"),
        (timedelta(seconds=60), "1분", "1분째"),
        (23 * MINUTE + timedelta(seconds=59), "23분", "23분째"),
        (59 * MINUTE + timedelta(seconds=59), "59분", "59분째"),
        (HOUR, "1시간", "1시간째"),
        (3 * HOUR + 30 * MINUTE, "3시간 30분", "3시간 30분째"),
        (3 * HOUR + 30 * MINUTE + timedelta(seconds=59), "3시간 30분", "3시간 30분째"),
        (24 * HOUR, "24시간", "24시간째"),
        (127 * HOUR + 30 * MINUTE, "127시간 30분", "127시간 30분째"),
        (7 * DAY - MINUTE, "167시간 59분", "167시간 59분째"),
        (7 * DAY, "7일", "7일째"),
        (9 * DAY + 4 * HOUR + 59 * MINUTE, "9일 4시간", "9일 4시간째"),
        (1234 * DAY, "1,234일", "1,234일째"),
        (-MINUTE, "1분 미만", "1분 미만"),
    ],
)
def test_a_length_is_cut_to_two_units(length: timedelta, written: str, still: str) -> None:
    assert (lasting(length), going_on(length)) == (written, still)


@pytest.mark.parametrize(
    ("age", "written"),
    [
        (timedelta(seconds=59), "방금"),
        (timedelta(seconds=-59), "곧"),
        (MINUTE, "1분 전"),
        (23 * MINUTE + timedelta(seconds=59), "23분 전"),
        (3 * HOUR + 30 * MINUTE, "3시간 30분 전"),
        (3 * HOUR, "3시간 전"),
        (DAY - MINUTE, "23시간 59분 전"),
        (DAY, "1일 전"),
        (2 * DAY + 4 * HOUR + 59 * MINUTE, "2일 4시간 전"),
        (29 * DAY + 23 * HOUR, "29일 23시간 전"),
        (41 * DAY + 23 * HOUR, "41일 전"),
        (-2 * HOUR - 5 * MINUTE, "2시간 5분 뒤"),
    ],
)
def test_an_age_is_cut_to_two_units(age: timedelta, written: str) -> None:
    assert ago(age) == written


@pytest.mark.parametrize(
    ("number", "written"),
    [
        (0, "0"), (7, "7"), (9_999, "9,999"), (10_000, "1만"), (12_345, "1만 2,345"),
        (10_001, "1만 1"), (30_000_000, "3,000만"), (99_999_999, "9,999만 9,999"),
        (100_000_000, "1억"), (123_456_789, "1억 2,345만"), (100_009_999, "1억"),
        (1_000_000_000_000, "1조"), (1_234_567_890_123, "1조 2,345억"), (-12_345, "-1만 2,345"),
        (47_000_000, "4,700만"), (10**17, "100,000조"),
    ],
)  # fmt: skip
def test_a_number_is_told_in_units_of_ten_thousand(number: int, written: str) -> None:
    assert in_units(number) == written
