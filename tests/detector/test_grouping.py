"""Which reports tell of one outage."""

from __future__ import annotations

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from detector.incidents.groups import GroupingReport
from detector.incidents.whole import group_reports
from models.clock import parse_iso
from models.records import Label

NINE = parse_iso("2018-11-22T09:00:00")
OWNERS = {"aws-seoul": {"aws"}, "kakaotalk": {"kakao"}, "kakao-t": {"kakao"}}


def report(
    row: int,
    *names: str,
    minutes: int = 0,
    label: Label = Label.OUTAGE,
    started: int | None = None,
    words: str = "",
    is_post: bool = False,
) -> GroupingReport:
    """Return a report published so many minutes after nine, about a start so many after it."""
    at = NINE + timedelta(minutes=minutes)
    kin = set(names).union(*(OWNERS.get(name, set()) for name in names))
    return GroupingReport(
        row=row,
        order=(at, "example.com", str(row)),
        published_at=at,
        label=label,
        names=frozenset(names),
        kin=frozenset(kin),
        started_at=None if started is None else NINE + timedelta(minutes=started),
        started_to_the_day=False,
        words=frozenset(words.split()),
        provider=names[0] if names else None,
        is_post=is_post,
    )


def rows(reports: list[GroupingReport]) -> list[list[int]]:
    return [[one.row for one in group] for group in group_reports(reports)]


DAY = 24 * 60


def test_posts_on_victims_join_the_story_that_names_their_cloud() -> None:
    first = [report(1, "coupang"), report(2, "upbit", minutes=5)]
    story = report(3, "aws", "coupang", "upbit", "baemin", minutes=60, started=-20)
    assert rows([*first, story]) == [[1, 2, 3]]


def test_two_outages_of_one_provider_a_day_apart_stay_two() -> None:
    reports = [report(1, "aws", started=0), report(2, "aws", minutes=DAY + 30, started=DAY)]
    assert rows(reports) == [[1], [2]]


def test_an_aftermath_three_days_later_joins_its_outage() -> None:
    reports = [report(1, "kt"), report(2, "kt", minutes=3 * DAY, label=Label.AFTERMATH)]
    assert rows(reports) == [[1, 2]]


def test_an_aftermath_that_dates_another_day_still_joins_the_only_outage_of_its_name() -> None:
    late = report(2, "kt", minutes=3 * DAY, started=3 * DAY - 60, label=Label.AFTERMATH)
    assert rows([report(1, "kt", started=0), late]) == [[1, 2]]


def test_services_of_one_company_that_fail_together_are_one_outage() -> None:
    assert rows([report(1, "kakaotalk"), report(2, "kakao-t", minutes=20)]) == [[1, 2]]


def test_unrelated_services_failing_at_the_same_hour_are_two_outages() -> None:
    assert rows([report(1, "netflix"), report(2, "kbank", minutes=3)]) == [[1], [2]]


def test_a_post_without_a_name_joins_what_is_written_of_at_its_minute() -> None:
    reports = [report(1, "upbit"), report(2, "netflix", minutes=-300), report(3, minutes=4)]
    assert [1, 3] in rows(reports)


def test_a_post_without_a_name_hours_away_stays_alone() -> None:
    assert rows([report(1, "upbit"), report(2, minutes=400)]) == [[1], [2]]


def test_news_that_service_is_back_may_come_days_later() -> None:
    reports = [report(1, "kt"), report(2, "kt", minutes=2 * DAY, label=Label.RECOVERY)]
    assert rows(reports) == [[1, 2]]


def test_a_text_three_days_later_that_states_no_start_joins_its_outage() -> None:
    late = report(2, "kt", minutes=3 * DAY - 30)
    assert rows([report(1, "kt", started=-30), late]) == [[1, 2]]


def test_posts_of_the_next_day_are_of_a_new_outage() -> None:
    again = [report(row, "kt", minutes=DAY + row, is_post=True) for row in (2, 3, 4)]
    assert rows([report(1, "kt", started=-30), *again]) == [[1], [2, 3, 4]]


def test_a_story_that_misdates_the_outage_joins_what_is_told_of_as_it_is_published() -> None:
    misdated = report(3, "kt", minutes=60, started=-2 * DAY)
    reports = [report(1, "kt", started=-20), report(2, "kt", minutes=90, started=-20), misdated]
    assert rows(reports) == [[1, 3, 2]]


def test_stories_that_blame_another_root_first_join_those_that_correct_them() -> None:
    early = [report(1, "kakao", "kakaotalk"), report(2, "kakaotalk", minutes=9, started=-10)]
    later = [report(3, "sk-ax", "kakaotalk", "melon", minutes=200, started=-12)]
    assert rows([*early, *later]) == [[1, 2, 3]]


def test_a_year_of_aftermath_glues_no_outages_together() -> None:
    outages = [report(1, "kakao", started=0), report(2, "kakao", minutes=40 * DAY)]
    aftermath = [
        report(number, "kakao", minutes=number * DAY, label=Label.AFTERMATH)
        for number in range(3, 120)
    ]
    found = rows([*outages, *aftermath])
    assert [group[0] for group in found] == [1, 2]
    assert found[0] == [1, *range(3, 40)]


def test_an_outage_that_was_never_seen_is_told_by_its_aftermath_of_one_day() -> None:
    stories = [
        report(number, "kt", minutes=5 * DAY + number, label=Label.AFTERMATH, started=0)
        for number in (1, 2)
    ]
    assert rows(stories) == [[1, 2]]


@given(
    st.lists(
        st.tuples(
            st.sampled_from([(), ("kt",), ("aws", "coupang"), ("coupang",), ("kakaotalk",)]),
            st.integers(-3000, 3000),
            st.sampled_from([Label.OUTAGE, Label.RECOVERY, Label.AFTERMATH]),
            st.one_of(st.none(), st.integers(-3000, 3000)),
        ),
        max_size=12,
    ),
    st.randoms(),
)
def test_the_order_of_the_reports_does_not_matter_and_none_is_lost(
    drawn: list[tuple[tuple[str, ...], int, Label, int | None]], random: object
) -> None:
    reports = [
        report(row, *names, minutes=minutes, label=label, started=started)
        for row, (names, minutes, label, started) in enumerate(drawn)
    ]
    shuffled = list(reports)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert rows(shuffled) == rows(reports)
    assert sorted(row for group in rows(reports) for row in group) == list(range(len(drawn)))
