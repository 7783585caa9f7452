"""Where things stand in the pictures, and what they never say."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.testclient import TestClient
from told_page import GOING_ON, OVER

from detector.page.charts import NEIGHBOURS, day_bars, neighbourhood_of, timeline_of
from detector.views.coverage import days_between
from detector.views.party import history_of


def test_a_timeline_marks_onset_notice_and_recovery_in_order(client: TestClient) -> None:
    drawn = timeline_of(client.get(f"/incidents/{OVER}.json").json())
    assert [mark.kind for mark in drawn.marks] == ["onset", "notice", "recovery"]
    places = [mark.x for mark in drawn.marks]
    assert places == sorted(places)
    assert [(lane.kind, lane.count) for lane in drawn.lanes] == [
        ("official", 1), ("news", 2), ("community", 1),
    ]  # fmt: skip
    begin, width = drawn.outage or (0, 0)
    assert begin == drawn.marks[0].x
    assert begin + width == pytest.approx(drawn.marks[2].x, abs=0.02)


def test_an_outage_that_goes_on_is_shaded_to_the_edge(client: TestClient) -> None:
    drawn = timeline_of(client.get(f"/incidents/{GOING_ON}.json").json())
    begin, width = drawn.outage or (0, 0)
    assert begin + width == pytest.approx(100, abs=0.02)


def test_a_story_of_weeks_later_does_not_flatten_the_course(client: TestClient) -> None:
    told = client.get(f"/incidents/{OVER}.json").json()
    late = dict(told["evidence"][0], published="2026-12-20T09:00:00+09:00", label="aftermath")
    told["evidence"] = [*told["evidence"], late]
    drawn = timeline_of(told)
    assert drawn.later == 1
    assert drawn.marks[2].x - drawn.marks[0].x > 30


@given(st.integers(1, 366))
def test_the_bars_of_a_history_fill_its_width_and_no_more(count: int) -> None:
    days = [{"date": "2026-11-22", "state": "none", "incidents": []}] * count
    bars = day_bars(days)
    assert len(bars) == count
    assert bars[0].x == 0
    assert bars[-1].x + bars[-1].width <= 100.01


def test_a_day_of_which_nothing_was_collected_is_unknown() -> None:
    days = days_between(date(2026, 11, 20), date(2026, 11, 22))
    history = history_of([], days, {date(2026, 11, 21)})
    assert [day.state for day in history] == ["unknown", "none", "unknown"]


def test_a_picture_of_many_dependants_says_how_many_it_leaves_out() -> None:
    def edge(number: int) -> dict[str, object]:
        return {"id": f"s{number}", "name": f"서비스{number}", "incidents": ["a"], "via": None}

    drawn = neighbourhood_of({"depends_on": [edge(0)], "dependants": [edge(n) for n in range(20)]})
    assert drawn is not None
    assert (len(drawn.left), len(drawn.right), drawn.left_out) == (1, NEIGHBOURS, 20 - NEIGHBOURS)
    assert all(0 < y < drawn.height for y, _ in (*drawn.left, *drawn.right))
    assert neighbourhood_of({"depends_on": [], "dependants": []}) is None


def test_every_chart_has_a_name_a_description_and_a_table(client: TestClient) -> None:
    for path, charts in ((f"/incidents/{OVER}", 1), ("/services/kt", 1)):
        html = client.get(path).text
        assert html.count('role="img"') == charts
        assert html.count("<desc id=") == charts
        assert html.count("<details") >= charts


def test_links_to_the_data_ask_the_same(client: TestClient) -> None:
    html = client.get("/incidents?status=confirmed").text
    assert 'href="/incidents.csv?status=confirmed"' in html
    html = client.get("/services/kt?first=2026-11-01").text
    assert 'href="/services/kt.json?first=2026-11-01"' in html
