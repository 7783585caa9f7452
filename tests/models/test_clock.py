"""Time: aware UTC inside, Korean time when shown."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.clock import KST, now, parse_iso, show_iso, to_kst, to_utc

MOMENT = datetime(2018, 11, 21, 23, 19, tzinfo=UTC)
#: Moments whose Korean time exists too.
MOMENTS = st.datetimes(
    datetime(1, 1, 2),  # noqa: DTZ001
    datetime(9999, 12, 30),  # noqa: DTZ001
    timezones=st.just(UTC),
)


def test_now_is_aware_and_in_utc() -> None:
    assert now().utcoffset() == timedelta(0)


@pytest.mark.parametrize(
    "text",
    [
        "2018-11-22T08:19:00+09:00",
        "2018-11-21T23:19:00Z",
        "2018-11-21T23:19:00+00:00",
        "2018-11-21T15:19:00-08:00",
        "2018-11-22 08:19",
        "2018-11-22T08:19",
        "20181122T081900",
    ],
)
def test_a_moment_is_the_same_however_it_is_written(text: str) -> None:
    assert parse_iso(text) == MOMENT
    assert parse_iso(text).tzinfo is UTC


def test_a_time_without_a_zone_is_korean() -> None:
    assert to_utc(datetime(2018, 11, 22, 8, 19)) == MOMENT  # noqa: DTZ001


def test_a_day_is_its_korean_midnight() -> None:
    assert parse_iso("2018-11-22") == datetime(2018, 11, 21, 15, tzinfo=UTC)


def test_korean_summer_time_of_1988_is_known() -> None:
    assert parse_iso("1988-07-01T12:00") == datetime(1988, 7, 1, 2, tzinfo=UTC)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "어제",
        "2018-13-01",
        "2018-11-22T25:00",
        "22일 오전 8시",
        "0001-01-01",
        "9999-12-31T23:59Z",
    ],
)
def test_what_is_no_time_is_refused(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011
        parse_iso(text)


def test_a_shown_time_is_korean_and_to_the_second() -> None:
    assert show_iso(MOMENT.replace(microsecond=999_999)) == "2018-11-22T08:19:00+09:00"
    assert show_iso(None) is None


def test_korean_time_is_the_same_moment() -> None:
    there = MOMENT.astimezone(timezone(timedelta(hours=-8)))
    assert to_kst(there) == MOMENT
    assert to_kst(there).tzinfo is KST
    assert to_kst(there).hour == 8


@given(MOMENTS)
def test_a_shown_time_can_be_read_back(moment: datetime) -> None:
    shown = show_iso(moment)
    assert shown is not None
    # Before 1908 Seoul's offset had seconds.
    assert abs(parse_iso(shown) - moment) < timedelta(seconds=1)
