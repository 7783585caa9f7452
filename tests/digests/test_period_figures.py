"""A week, month, quarter or year in figures, beside the one before."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from golden_day import incident
from hypothesis import given
from hypothesis import strategies as st

from detector.digests.figures import compared, comparison_note, providers_compared
from detector.digests.period import Period, bounds_before, bounds_of, days_between
from detector.digests.rows import DayOfDigest, FailedSource
from detector.digests.summary import Figures, Summary, figures_of
from detector.messages import Language
from models.clock import parse_iso
from models.records import Incident, Status

NOVEMBER = days_between(date(2018, 11, 1), date(2018, 11, 30))
OCTOBER = days_between(date(2018, 10, 1), date(2018, 10, 31))


def began(
    at: str, minutes: int | None, provider: str | None = "AWS", **changed: object
) -> Incident:
    start = parse_iso(at)
    end = start + timedelta(minutes=minutes) if minutes is not None else None
    return incident(
        id=f"{at}-{provider}", provider_id=provider, provider_name=provider, started_at=start,
        ended_at=end, duration_minutes=minutes, first_seen=start,
        last_seen=start + timedelta(minutes=5),
        **{"official_notice_at": None, **changed},
    )  # fmt: skip


def days(span: list[date], *failed: str, watched: int = 10) -> list[DayOfDigest]:
    spots = tuple(FailedSource(id, "broken") for id in failed)
    return [DayOfDigest(day, spots, watched=watched) for day in span]


def november(*incidents: Incident) -> Figures:
    return figures_of(incidents, days(NOVEMBER))


@pytest.mark.parametrize(
    ("period", "day", "first", "last"),
    [
        ("week", "2018-11-22", "2018-11-19", "2018-11-25"),
        ("week", "2019-01-01", "2018-12-31", "2019-01-06"),
        ("month", "2020-02-10", "2020-02-01", "2020-02-29"),
        ("quarter", "2018-11-22", "2018-10-01", "2018-12-31"),
        ("quarter", "2018-03-31", "2018-01-01", "2018-03-31"),
        ("year", "2018-11-22", "2018-01-01", "2018-12-31"),
    ],
)
def test_periods_are_those_of_the_calendar(period: str, day: str, first: str, last: str) -> None:
    expected = date.fromisoformat(first), date.fromisoformat(last)
    assert bounds_of(Period(period), date.fromisoformat(day)) == expected


@given(st.sampled_from(list(Period)), st.dates(date(1990, 1, 1), date(2100, 1, 1)))
def test_the_period_before_ends_where_this_one_begins(period: Period, day: date) -> None:
    first, last = bounds_of(period, day)
    begin, end = bounds_before(period, first, 400)
    assert first <= day <= last
    assert end == first - timedelta(days=1)
    assert bounds_of(period, end) == (begin, end)


def test_a_month_that_is_not_over_is_compared_with_as_many_days_of_the_last() -> None:
    assert bounds_before(Period.MONTH, date(2018, 11, 1), 12) == (
        date(2018, 10, 1), date(2018, 10, 12),
    )  # fmt: skip
    assert bounds_before(Period.MONTH, date(2019, 3, 1), 30)[1] == date(2019, 2, 28)


def test_an_incident_is_counted_in_the_month_it_began_and_its_minutes_where_they_fell() -> None:
    over_the_end = began("2018-10-31T23:00", 120)
    earlier = figures_of([over_the_end], days(OCTOBER))
    later = november(over_the_end)
    assert (earlier.incidents, earlier.minutes) == (1, 60)
    assert (later.incidents, later.minutes) == (0, 60)


def test_the_months_of_a_year_add_up() -> None:
    all_year = days_between(date(2018, 1, 1), date(2018, 12, 31))
    incidents = [began(f"2018-{month:02}-28T22:00", 3000 * month) for month in range(1, 12)]
    whole = figures_of(incidents, days(all_year))
    months = [
        figures_of(incidents, days([day for day in all_year if day.month == number]))
        for number in range(1, 13)
    ]
    assert sum(one.incidents for one in months) == whole.incidents == 11
    assert sum(one.minutes for one in months) == whole.minutes


def test_a_length_that_nobody_says_is_no_minutes_and_is_told() -> None:
    found = november(began("2018-11-03T10:00", None), began("2018-11-04T10:00", 30))
    assert (found.incidents, found.minutes, found.unknown_length) == (2, 30, 1)


def test_a_retracted_incident_counts_only_as_such() -> None:
    found = november(began("2018-11-03T10:00", 99, status=Status.RETRACTED))
    assert (found.incidents, found.minutes, found.retracted) == (0, 0, 1)
    assert found.longest is None
    assert found.providers == ()


def test_the_median_delay_may_be_before_the_start() -> None:
    early = parse_iso("2018-11-03T09:30")
    found = november(
        began("2018-11-03T10:00", 30, official_notice_at=early),
        began("2018-11-04T10:00", 30),
    )
    assert (found.notice_delay, found.with_notice) == (-30, 1)


def test_providers_are_ranked_by_incidents_then_minutes_and_the_unknown_comes_last() -> None:
    found = november(
        began("2018-11-03T10:00", 500, "KT"), began("2018-11-04T10:00", 5, "AWS"),
        began("2018-11-05T10:00", 5, "AWS"), began("2018-11-06T10:00", 900, "카카오"),
        began("2018-11-07T10:00", 9, None), began("2018-11-08T10:00", 9, None),
        began("2018-11-09T10:00", 9, None),
    )  # fmt: skip
    assert [(one.name, one.incidents, one.minutes) for one in found.providers] == [
        ("AWS", 2, 10), ("카카오", 1, 900), ("KT", 1, 500), (None, 3, 27),
    ]  # fmt: skip


def test_coverage_tells_what_part_of_the_source_days_was_whole() -> None:
    seen = days(NOVEMBER[:20]) + days(NOVEMBER[20:28], "yna", "clien")
    nothing = [
        replace(one, is_unknown=True, failed=(FailedSource("모든 출처", "late"),))
        for one in days(NOVEMBER[28:])
    ]
    found = figures_of([], [*seen, *nothing]).coverage
    assert (found.days, found.unknown_days, found.source_days, found.blind) == (30, 2, 280, 16)
    assert found.share == pytest.approx(1 - 16 / 280)
    assert found.blindest == (("clien", 8), ("yna", 8))


def test_every_figure_stands_beside_that_of_the_period_before() -> None:
    now = november(began("2018-11-03T10:00", 60, "KT"), began("2018-11-05T10:00", 30, "KT"))
    before = figures_of([began("2018-10-03T10:00", 45, "KT")], days(OCTOBER))
    summary = Summary(Period.MONTH, NOVEMBER[-1], now, before)
    told = {(one.measure, one.name): (one.value, one.before) for one in summary.measures()}
    assert told["incidents", None] == (2, 1)
    assert told["minutes", None] == (90, 45)
    assert told["longest_minutes", "2018-11-03T10:00-KT"] == (60, 45)
    assert told["provider_incidents", "KT"] == (2, 1)
    assert told["notice_delay_median", None] == (None, None)
    words = {one.name: (one.value, one.before) for one in compared(summary, Language.KO)}
    assert words["시작한 사건"] == ("2건", "1건")
    assert words["가장 긴 사건"] == ("1시간 · KT", "45분 · KT")
    (provider,) = providers_compared(summary, Language.KO)
    assert (provider.name, provider.value, provider.before) == ("KT", "2건 · 1시간 30분", "1건")


def test_what_makes_a_comparison_doubtful_is_said() -> None:
    now, blind = november(), figures_of([], days(OCTOBER, "a", "b", "c"))
    fair = Summary(Period.MONTH, NOVEMBER[-1], now, figures_of([], days(OCTOBER)))
    assert "2018년 10월" in comparison_note(fair, Language.KO)
    assert "조심" not in comparison_note(fair, Language.KO)
    assert "조심" in comparison_note(replace(fair, before=blind), Language.KO)
    assert "견줄 수 없습니다" in comparison_note(replace(fair, before=None), Language.KO)
    assert "처음 30일만" in comparison_note(replace(fair, last=date(2018, 12, 31)), Language.KO)
