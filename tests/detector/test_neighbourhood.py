"""Others on the same service raise a doubtful post; alone it must be sure and say what fails."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detector.neighbourhood import (
    ALONE,
    BESIDE_OTHERS,
    NAMELESS,
    SURE,
    in_force,
    signal_keys,
    support,
)
from models.records import Kind, Label, Signal

NOON = datetime(2026, 3, 2, 3, tzinfo=UTC)
THRESHOLD = 0.3


def signal(
    row: int,
    about: float,
    *,
    minutes: float = 0,
    keys: Sequence[str] = ("kakaotalk", "kakao"),
    kind: Kind = Kind.COMMUNITY,
    plain: bool = True,
    digest: str = "",
) -> Signal:
    return Signal(
        row=row,
        version=1,
        kind=kind,
        published_at=NOON + timedelta(minutes=minutes),
        about=about,
        probability=about,
        leaning=Label.OUTAGE,
        is_plain=plain,
        model="m",
        digest=digest or f"text {row}",
        keys=frozenset(keys),
    )


def label(post: Signal, *others: Signal) -> Label:
    return in_force(post, support(post, others), THRESHOLD).label


def test_a_lone_doubtful_post_stays_out() -> None:
    assert label(signal(1, 0.5)) is Label.OTHER


def test_a_lone_post_that_is_sure_and_says_what_fails_counts() -> None:
    assert label(signal(1, 0.9)) is Label.OUTAGE


def test_a_lone_post_that_says_nothing_plainly_stays_out_however_sure() -> None:
    assert label(signal(1, 0.99, plain=False)) is Label.OTHER


def test_others_on_the_same_service_within_minutes_raise_a_doubtful_post() -> None:
    others = [signal(2, 0.95, minutes=3), signal(3, 0.9, minutes=-4)]
    assert label(signal(1, 0.2), *others) is Label.OUTAGE
    assert label(signal(1, 0.2, plain=False), *others) is Label.OUTAGE


def test_what_speaks_for_no_outage_at_all_is_not_raised() -> None:
    others = [signal(row, 0.95, minutes=row) for row in range(2, 30)]
    assert label(signal(1, 0.05), *others) is Label.OTHER


def test_a_shared_owner_makes_neighbours_and_another_service_does_not() -> None:
    owner = signal(2, 0.95, minutes=1, keys=("kakao",)), signal(3, 0.95, minutes=2, keys=("kakao",))
    stranger = [signal(row, 0.95, minutes=1, keys=("upbit",)) for row in range(2, 9)]
    assert label(signal(1, 0.2), *owner) is Label.OUTAGE
    assert support(signal(1, 0.2), stranger) == 0.0


def test_a_post_of_three_hours_ago_says_nothing_and_an_article_of_then_does() -> None:
    assert support(signal(1, 0.2), [signal(2, 0.95, minutes=-180)]) == 0.0
    assert support(signal(1, 0.2), [signal(2, 0.95, minutes=-180, kind=Kind.NEWS)]) > 0.5


def test_one_text_posted_ten_times_counts_once() -> None:
    copies = [signal(row, 0.6, minutes=row, digest="the same") for row in range(2, 12)]
    assert support(signal(1, 0.2), copies) < 0.6
    assert support(signal(1, 0.2, digest="the same"), copies) == 0.0


def test_posts_that_do_not_say_what_fails_speak_for_nobody() -> None:
    vague = [signal(row, 0.99, minutes=row, plain=False) for row in range(2, 12)]
    assert support(signal(1, 0.2), vague) == 0.0


def test_a_post_without_a_name_needs_two_that_are_sure_within_half_an_hour() -> None:
    nameless = signal(1, 0.3, keys=(NAMELESS,))
    sure = [signal(row, 0.95, minutes=row, keys=("upbit", NAMELESS)) for row in (2, 3)]
    assert label(nameless, sure[0]) is Label.OTHER
    assert label(nameless, *sure) is Label.OUTAGE
    late = [replace(one, published_at=NOON + timedelta(minutes=40)) for one in sure]
    assert support(nameless, late) == 0.0


def test_only_sure_posts_and_those_without_a_name_are_found_as_nameless() -> None:
    assert signal_keys({"upbit"}, SURE, Kind.COMMUNITY) == {"upbit", NAMELESS}
    assert signal_keys({"upbit"}, SURE - 0.01, Kind.COMMUNITY) == {"upbit"}
    assert signal_keys({"upbit"}, 0.99, Kind.NEWS) == {"upbit"}
    assert signal_keys((), 0.2, Kind.COMMUNITY) == {NAMELESS}


@given(st.lists(st.tuples(st.floats(0, 1), st.floats(-200, 200)), max_size=5))
def test_the_order_of_the_neighbours_changes_nothing(others: list[tuple[float, float]]) -> None:
    post = signal(0, 0.3)
    found = [signal(row, p, minutes=m) for row, (p, m) in enumerate(others, 1)]
    assert len({support(post, order) for order in permutations(found)}) == 1


@given(st.floats(0, 1), st.floats(0, 1), st.booleans())
def test_more_support_never_makes_a_report_less_probable(
    about: float, backed: float, plain: bool
) -> None:
    post = signal(1, about, plain=plain)
    less, more = in_force(post, backed / 2, THRESHOLD), in_force(post, backed, THRESHOLD)
    assert less.probability <= more.probability
    assert less.label is not Label.OUTAGE or more.label is Label.OUTAGE


@pytest.mark.parametrize(("about", "counts"), [(ALONE, True), (ALONE - 0.01, False)])
def test_alone_it_takes_the_threshold_of_the_lone(about: float, counts: bool) -> None:
    assert (label(signal(1, about)) is Label.OUTAGE) == counts


def test_fully_backed_it_takes_little() -> None:
    assert in_force(signal(1, BESIDE_OTHERS), 1.0, THRESHOLD).label is Label.OUTAGE
    assert in_force(signal(1, BESIDE_OTHERS - 0.01), 1.0, THRESHOLD).label is Label.OTHER
