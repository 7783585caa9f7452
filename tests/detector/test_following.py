"""Incidents are followed by their documents, whatever they are called; delays are counted right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from detector.incidents.following import Following
from detector.incidents.replay_figures import most_within, tally
from detector.incidents.truth import Truth
from models.records import Incident, Kind, Label, Status, SupportingDocument

NOON = datetime(2026, 3, 2, 3, tzinfo=UTC)


def at(minutes: int) -> datetime:
    return NOON + timedelta(minutes=minutes)


def incident(id: str, rows: Sequence[int], status: Status = Status.SUSPECTED) -> Incident:
    return Incident(
        id=id, headline="", provider_id=None, provider_name=None, region=None, cause=None,
        symptom=None, status=status, confidence=0.5, severity="minor", started_at=None,
        started_precision=None, ended_at=None, ended_precision=None, duration_minutes=None,
        first_seen=NOON, last_seen=NOON, official_notice_at=None, affected=(), counts={},
        independent_sources=1, claims=(),
        evidence=tuple(
            SupportingDocument(row, "a", "", "", NOON, Kind.NEWS, Label.OUTAGE) for row in rows
        ),
    )  # fmt: skip


def test_an_incident_that_gets_another_name_stays_the_same_one() -> None:
    following = Following()
    following.step(at(0), [incident("a", [1, 2])], {"a"})
    following.step(at(5), [incident("b", [1, 2, 3], Status.CONFIRMED)], {"b"})
    (only,) = following.all
    assert only.ids == ["a", "b"]
    assert (only.suspected_at, only.confirmed_at, only.gone_at) == (at(0), at(5), None)


def test_one_that_takes_the_name_of_another_is_not_taken_for_it() -> None:
    following = Following()
    following.step(at(0), [incident("a", [1, 2]), incident("a-2", [7, 8])], {"a", "a-2"})
    following.step(at(5), [incident("a", [7, 8]), incident("b", [1, 2])], {"a", "b"})
    assert [one.ids for one in following.all] == [["a", "b"], ["a-2", "a"]]


def test_one_that_becomes_part_of_another_is_merged_and_not_gone() -> None:
    following = Following()
    following.step(at(0), [incident("a", [1, 2, 3]), incident("b", [7])], {"a", "b"})
    following.step(at(5), [incident("a", [1, 2, 3, 7])], {"a"})
    first, second = following.all
    assert (first.is_absorbed, first.gone_at) == (False, None)
    assert (second.is_absorbed, second.gone_at) == (True, at(5))
    counted = tally(following.all)
    assert (counted.incidents, counted.merged, counted.gone) == (2, 1, 0)


def test_one_whose_documents_report_nothing_any_more_is_gone_and_may_come_back() -> None:
    following = Following()
    following.step(at(0), [incident("a", [1, 2, 3])], {"a"})
    following.step(at(5), [], set())
    (only,) = following.all
    assert only.gone_at == at(5)
    assert tally(following.all).gone == 1
    following.step(at(9), [incident("a", [1, 2, 3, 4])], {"a"})
    assert following.all == [only]
    assert only.course == [(at(0), Status.SUSPECTED), (at(5), None), (at(9), Status.SUSPECTED)]
    assert tally(following.all).gone == 0


def test_what_did_not_change_is_left_alone() -> None:
    following = Following()
    following.step(at(0), [incident("a", [1]), incident("b", [5])], {"a", "b"})
    following.step(at(5), [incident("b", [5, 6], Status.RESOLVED)], {"a", "b"})
    first, second = following.all
    assert first.course == [(at(0), Status.SUSPECTED)]
    assert second.first({Status.RESOLVED}) == at(5)


def test_the_busiest_week_is_any_seven_days() -> None:
    days = [NOON + timedelta(days=day) for day in (0, 6, 7, 8, 30)]
    assert most_within(timedelta(days=7), days) == 3
    assert most_within(timedelta(days=7), []) == 0


def known(*posts: int) -> Truth:
    truth = Truth((at(minute), Kind.COMMUNITY, "real") for minute in posts)
    truth.learn((row, "real") for row in range(len(posts)))
    return truth


def test_an_outage_is_overdue_five_minutes_after_its_third_post_and_once() -> None:
    truth = known(0, 2, 4, 30)
    assert truth.overdue(at(9)) == []
    assert truth.overdue(at(10)) == ["real"]
    assert truth.overdue(at(60)) == []
    assert truth.outages["real"].is_late


def test_an_outage_that_is_suspected_by_then_is_not_overdue() -> None:
    truth = known(0, 2, 4)
    truth.step(at(9), [incident("a", [0, 1, 2])])
    assert truth.overdue(None) == []
    assert not truth.outages["real"].is_late


def test_an_incident_of_mostly_other_documents_does_not_count_as_noticing_it() -> None:
    truth = known(0, 2, 4)
    truth.step(at(5), [incident("a", [0, 50, 51])])
    assert truth.outages["real"].suspected_at is None
    truth.step(at(6), [replace(incident("a", [0, 1, 50, 51]), status=Status.CONFIRMED)])
    assert truth.outages["real"].confirmed_at == at(6)


def test_two_posts_have_no_third_and_cannot_be_late() -> None:
    truth = known(0, 2)
    assert truth.overdue(None) == []
    assert not truth.outages["real"].is_late


def test_what_falls_into_one_minute_of_the_clock_is_not_late() -> None:
    truth = known(0, 2, 4)
    assert truth.overdue(at(9) + timedelta(seconds=40)) == []
    truth.step(at(9) + timedelta(seconds=50), [incident("a", [0, 1, 2])])
    assert not truth.outages["real"].is_late
