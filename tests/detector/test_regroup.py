"""Reports find the same incidents however they come."""

from __future__ import annotations

import random
from collections import Counter

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from detector.incidents.told import tell
from detector.incidents.whole import group_reports
from models.groups import find_groups, groups_of
from models.incidents import find_incident
from models.records import Kind, Label, Precision
from models.tables import DocumentRow
from tests.detector.made_reports import Made, incidents, new_database, store

DAY = 24 * 60
NAMES = st.sampled_from(
    [
        (),
        ("kt",),
        ("kakaotalk",),
        ("kakao", "kakaotalk"),
        ("kakao-t",),
        ("aws", "coupang", "upbit"),
        ("coupang",),
        ("upbit", "bithumb"),
        ("sk-ax", "kakaotalk", "melon"),
    ]
)


@st.composite
def made_lists(draw: st.DrawFn) -> list[Made]:
    """Draw reports of two weeks, most of them near each other."""
    drawn = draw(
        st.lists(
            st.tuples(
                NAMES,
                st.integers(-2 * DAY, 2 * DAY) | st.integers(-7 * DAY, 7 * DAY),
                st.sampled_from([Label.OUTAGE, Label.OUTAGE, Label.RECOVERY, Label.AFTERMATH]),
                st.none() | st.integers(0, 3 * DAY) | st.integers(0, 12 * 60),
                st.sampled_from([Precision.MINUTE, Precision.MINUTE, Precision.DAY]),
                st.sampled_from([Kind.NEWS, Kind.COMMUNITY]),
                st.sets(st.sampled_from("가나다라마"), max_size=3),
            ),
            min_size=1,
            max_size=14,
        )
    )
    return [
        Made(
            number=number,
            names=names,
            minutes=minutes,
            label=label,
            started=None if before is None else minutes - before,
            precision=precision,
            kind=kind,
            words=tuple(sorted(words)),
        )
        for number, (names, minutes, label, before, precision, kind, words) in enumerate(drawn)
    ]


def at_once(made: list[Made]) -> dict[str, tuple[str, ...]]:
    with new_database() as database:
        store(database, made)
        return incidents(database)


SLOW = settings(deadline=None, max_examples=12, suppress_health_check=[HealthCheck.too_slow])


@SLOW
@given(made_lists(), st.randoms(use_true_random=False), st.integers(1, 6))
def test_order_and_batches_do_not_change_the_incidents(
    made: list[Made], shuffle: random.Random, batch: int
) -> None:
    shuffled = shuffle.sample(made, len(made))
    with new_database() as database:
        for begin in range(0, len(shuffled), batch):
            store(database, shuffled[begin : begin + batch])
        assert incidents(database) == at_once(made)


@SLOW
@given(made_lists(), st.randoms(use_true_random=False))
def test_what_is_read_again_after_a_change_ends_in_the_same_incidents(
    made: list[Made], random_: random.Random
) -> None:
    wrong = [
        Made(one.number, other.names, one.minutes, other.label, one.started, one.precision,
             one.kind, other.words)
        for one, other in zip(made, random_.sample(made, len(made)), strict=True)
    ]  # fmt: skip
    none = [
        Made(one.number, one.names, one.minutes, Label.OTHER, kind=one.kind) for one in made[:3]
    ]
    with new_database() as database:
        for one in wrong:
            store(database, [one])
        store(database, none)
        for one in random_.sample(made, len(made)):
            store(database, [one])
        store(database, made[:2])  # twice the same
        assert incidents(database) == at_once(made)


@SLOW
@given(made_lists(), st.randoms(use_true_random=False))
def test_groups_found_bit_by_bit_are_those_of_all_reports_at_once(
    made: list[Made], shuffle: random.Random
) -> None:
    with new_database() as database:
        for one in shuffle.sample(made, len(made)):
            store(database, [one])
        with database.reading() as session:
            rows = list(session.scalars(select(DocumentRow.id)))
            whole = {
                frozenset((report.row, report.part) for report in group)
                for group in group_reports(tell(session, rows))
            }
            member = groups_of(session, rows)
            parents = {g.id: g.parent for g in find_groups(session, set(member.values()))}
    together: dict[str, set[tuple[int, int]]] = {}
    for place, id in member.items():
        while parents.get(id):
            id = str(parents[id])
        together.setdefault(id, set()).add(place)
    alone = {frozenset([(row, 0)]) for row in rows} - {frozenset([place]) for place in member}
    assert {frozenset(one) for one in together.values()} | (alone & whole) == whole


@SLOW
@given(made_lists())
def test_no_report_is_in_two_incidents(made: list[Made]) -> None:
    with new_database() as database:
        store(database, made)
        urls = Counter(url for told in incidents(database).values() for url in told)
    assert set(urls.values()) <= {1}


def test_when_two_incidents_turn_out_to_be_one_the_old_id_leads_to_it() -> None:
    posts = [Made(1, ("upbit",), 0), Made(2, ("coupang",), 20)]
    story = Made(3, ("aws", "coupang", "upbit"), 60, started=0)
    with new_database() as database:
        store(database, posts)
        apart = incidents(database)
        store(database, [story])
        [(id, urls)] = incidents(database).items()
        with database.reading() as session:
            found = [find_incident(session, old) for old in apart]
            successors = {incident.id for incident in found if incident}
    assert sorted(apart) == ["20221014-coupang", "20221014-upbit"]
    assert len(urls) == 3
    assert successors == {id}


def test_when_a_correction_takes_the_only_report_away_its_incident_goes() -> None:
    with new_database() as database:
        store(database, [Made(1, ("kt",), 0), Made(2, ("kt",), 2 * DAY, Label.AFTERMATH)])
        store(database, [Made(1, ("kt",), 0, Label.OTHER)])
        assert incidents(database) == {}
        store(database, [Made(1, ("kt",), 0)])
        assert list(incidents(database)) == ["20221014-kt"]
