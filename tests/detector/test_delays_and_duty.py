"""How long it took until people were told, and whether the duty to tell users was met."""

from __future__ import annotations

from datetime import timedelta

import pytest
from incidents_told import START, at, claim, incident, told

from detector.incidents.delays import delays_of, typical_delays
from detector.incidents.duty import DutyState, duty_of
from models.clock import parse_iso
from models.records import Kind, Label, Precision, Status

POST, NEWS, NOTICE = Kind.COMMUNITY, Kind.NEWS, Kind.OFFICIAL
OVER: dict[str, object] = {"status": Status.RESOLVED, "ended_precision": Precision.MINUTE}


def test_each_step_is_counted_in_minutes() -> None:
    found = delays_of(
        incident(told(POST, 3), told(POST, 5), told(NEWS, 20), told(NOTICE, 50), ended_at=at(90),
                 ended_precision=Precision.MINUTE)
    )  # fmt: skip
    assert found.onset_to_post == 3
    assert found.post_to_article == 17
    assert found.article_to_notice == 30
    assert found.notice_to_recovery == 40
    assert found.onset_to_recovery == 90


def test_a_notice_before_the_first_article_is_a_negative_delay() -> None:
    assert delays_of(incident(told(NEWS, 30), told(NOTICE, 10))).article_to_notice == -20


def test_what_is_known_to_the_day_only_is_no_onset_and_no_end() -> None:
    day = Precision.DAY
    found = delays_of(
        incident(told(POST, 3), started_precision=day, ended_at=at(9), ended_precision=day)
    )
    assert found.onset_to_post is None
    assert found.onset_to_recovery is None


def test_without_a_stated_end_the_first_report_of_the_recovery_counts() -> None:
    assert (
        delays_of(incident(told(POST, 2), told(POST, 70, Label.RECOVERY))).onset_to_recovery == 70
    )


def test_a_report_on_causes_weeks_later_is_no_notice() -> None:
    late = told(NOTICE, 20 * 24 * 60, Label.AFTERMATH)
    assert delays_of(incident(told(NEWS, 10), late)).onset_to_notice is None


def test_the_usual_delay_is_the_median_of_those_that_have_it() -> None:
    several = [incident(told(POST, minutes)) for minutes in (2, 4, 60)] + [incident(told(NEWS, 9))]
    usual = typical_delays(several)
    assert (usual["onset_to_post"].minutes, usual["onset_to_post"].count) == (4, 3)
    assert (usual["onset_to_article"].minutes, usual["onset_to_article"].count) == (9, 1)
    assert "onset_to_notice" not in usual


def test_the_clock_runs_while_it_goes_on_and_nobody_was_told() -> None:
    found = duty_of(incident(told(POST, 3)), now=at(50))
    assert (found.state, found.minutes, found.due_at) == (DutyState.RUNNING, 70, at(120))


def test_the_clock_is_overdue_after_two_hours() -> None:
    found = duty_of(incident(told(POST, 3)), now=at(135))
    assert (found.state, found.minutes) == (DutyState.OVERDUE, 15)


def test_where_nobody_says_since_when_the_clock_counts_from_the_first_report() -> None:
    found = duty_of(incident(told(POST, 3), started_at=None), now=at(50))
    assert (found.state, found.minutes) == (DutyState.RUNNING, 73)
    assert found.is_from_first_report


@pytest.mark.parametrize(
    ("notice", "end", "state", "minutes"),
    [
        (45, 300, DutyState.IN_TIME, 75),
        (150, 300, DutyState.LATE, 30),
        (None, 300, DutyState.MISSED, None),
        (None, 110, DutyState.NONE, None),
        (180, 110, DutyState.NONE, None),
    ],
)
def test_what_became_of_the_duty(
    notice: int | None, end: int, state: DutyState, minutes: int | None
) -> None:
    told_of = [told(POST, 3)] + ([told(NOTICE, notice)] if notice else [])
    found = duty_of(incident(*told_of, ended_at=at(end), **OVER), now=at(9999))
    assert (found.state, found.minutes) == (state, minutes)


def test_where_sources_differ_on_whether_it_was_over_in_time_nothing_is_claimed() -> None:
    over = incident(told(NEWS, 90), ended_at=at(80), claims=(claim("duration", "600"),), **OVER)
    assert duty_of(over, now=at(9999)).state is DutyState.DISPUTED


def test_an_old_outage_of_which_nobody_wrote_an_end_is_not_overdue_for_years() -> None:
    found = duty_of(incident(told(NEWS, 30)), now=START + timedelta(days=700))
    assert found.state is DutyState.UNKNOWN


@pytest.mark.parametrize(
    ("day", "provider", "limit"),
    [
        ("2025-03-27", "kakaotalk", 240),
        ("2025-03-28", "kakaotalk", 120),
        ("2018-11-24", "kt", 120),  # carriers had two hours before as well
    ],
)
def test_the_limit_depends_on_the_day_and_the_trade(day: str, provider: str, limit: int) -> None:
    began = parse_iso(f"{day}T10:00:00")
    found = duty_of(incident(provider_id=provider, started_at=began), now=began)
    assert found.limit_minutes == limit
