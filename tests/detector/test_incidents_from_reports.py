"""When reports make an incident, when it is confirmed, and which start it shows."""

from __future__ import annotations

from datetime import timedelta

from detector.incidents.building import build_incidents
from models.clock import parse_iso
from models.records import (
    Evidence,
    Facts,
    Incident,
    Kind,
    Label,
    NamedEntity,
    Precision,
    Reading,
    Report,
    StatedTime,
    Status,
)

NINE = parse_iso("2026-03-02T09:00:00")
SHOP = NamedEntity("coupang", "쿠팡", ("쿠팡",), Evidence(0, 2, "쿠팡"))


def at(minutes: int | None) -> StatedTime | None:
    if minutes is None:
        return None
    return StatedTime(NINE + timedelta(minutes=minutes), Precision.MINUTE, Evidence(0, 2, "아홉"))


def told(
    row: int,
    source: str,
    kind: Kind = Kind.COMMUNITY,
    *,
    names: bool = True,
    probability: float = 0.9,
    started: int | None = None,
    ended: int | None = None,
    after: int = 0,
    label: Label = Label.OUTAGE,
) -> Report:
    """A report of one outage; times are in minutes after nine, it is published half an hour after."""
    facts = Facts(affected=(SHOP,) if names else (), started=at(started), ended=at(ended))
    return Report(
        row=row, source=source, external_id=str(row), url=f"https://{source}/{row}", kind=kind,
        published_at=NINE + timedelta(minutes=30 + row + after), title=f"{row}번째 글",
        reading=Reading(label, probability, facts, "made"),
    )  # fmt: skip


def only(*reports: Report) -> Incident:
    (incident,) = build_incidents([reports])
    return incident


def test_three_posts_of_which_two_name_who_failed_open_an_incident() -> None:
    posts = (told(1, "a.example"), told(2, "a.example"), told(3, "a.example", names=False))
    assert only(*posts).status is Status.SUSPECTED
    assert build_incidents([posts[:2]]) == []
    assert build_incidents([[posts[0], *[told(n, "a.example", names=False) for n in (4, 5)]]]) == []


def test_two_boards_that_name_who_failed_within_an_hour_open_and_confirm_an_incident() -> None:
    first, second = told(1, "a.example"), told(2, "b.example")
    assert only(first, second).status is Status.CONFIRMED
    assert build_incidents([[first, told(2, "b.example", names=False)]]) == []
    assert build_incidents([[first, told(2, "b.example", probability=0.6)]]) == []
    assert build_incidents([[first, told(2, "b.example", after=61)]]) == []
    assert build_incidents([[first, told(2, "a.example")]]) == []


def test_doubtful_posts_open_one_only_if_all_three_name_who_failed() -> None:
    doubtful = [told(n, "a.example", probability=0.3) for n in (1, 2)]
    assert build_incidents([[*doubtful, told(3, "a.example", names=False, probability=0.3)]]) == []
    assert only(*doubtful, told(3, "a.example", probability=0.3)).status is Status.SUSPECTED


def test_one_board_flooded_confirms_nothing() -> None:
    assert only(*[told(n, "a.example") for n in range(1, 40)]).status is Status.SUSPECTED


def test_a_second_board_or_outlet_confirms() -> None:
    flood = [told(n, "a.example") for n in (1, 2, 3)]
    assert only(*flood, told(4, "b.example")).status is Status.CONFIRMED
    assert only(*flood, told(4, "c.example", Kind.NEWS)).status is Status.CONFIRMED
    assert only(told(1, "c.example", Kind.NEWS)).status is Status.SUSPECTED


def test_a_notice_of_the_service_confirms_alone() -> None:
    assert only(told(1, "status.example", Kind.OFFICIAL)).status is Status.CONFIRMED


def test_starts_near_each_other_outweigh_one_far_off() -> None:
    stories = [
        told(n, f"{n}.example", Kind.NEWS, started=minutes)
        for n, minutes in enumerate((-61, 20, 30, 40))
    ]
    assert only(*stories).started_at == NINE + timedelta(minutes=30)


def test_a_start_read_off_to_the_minute_comes_before_a_round_one() -> None:
    stories = [told(n, f"{n}.example", Kind.NEWS, started=m) for n, m in enumerate((20, 16))]
    assert only(*stories).started_at == NINE + timedelta(minutes=16)


def test_an_end_before_two_boards_still_tell_of_it_is_of_a_part() -> None:
    early = told(1, "a.example", Kind.NEWS, started=0, ended=60)
    late = told(2, "b.example", Kind.NEWS, started=0, ended=900, after=900)
    posts = [told(n, f"board{n}.example", after=600) for n in (3, 4)]
    assert only(early, late, *posts[:1]).ended_at == NINE + timedelta(minutes=60)
    assert only(early, late, *posts).ended_at == NINE + timedelta(minutes=900)
    assert only(early, *posts).ended_at is None
