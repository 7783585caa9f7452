"""Which provider may have failed under services that fail together, and with what odds."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from detector.incidents.common_root import Candidate, History, common_roots
from detector.incidents.failing_together import names_root

YEARS = History(observed=timedelta(days=3 * 365), shared_roots=2, reports=9)
CLOUD = Candidate("cloud", "구름", failures=2, took_along={"shop": 2, "coin": 2, "stay": 1})


def test_the_cloud_that_took_both_along_before_is_the_likely_root() -> None:
    (found,) = common_roots(["shop", "coin"], [CLOUD], YEARS)
    assert found.id == "cloud"
    assert found.probability > 0.8
    assert found.odds > 4
    assert found.explains == ("shop", "coin")
    assert found.learned_from == 2


def test_one_service_alone_needs_no_common_root() -> None:
    assert common_roots(["shop"], [CLOUD], YEARS) == []


def test_who_took_only_one_of_them_along_explains_nothing() -> None:
    carrier = Candidate("carrier", "통신사", failures=5, took_along={"shop": 5})
    assert common_roots(["shop", "coin"], [carrier], YEARS) == []


def test_the_operator_of_both_is_a_candidate_without_any_incident() -> None:
    operator = Candidate("owner", "주인", own=frozenset({"shop", "coin"}))
    (found,) = common_roots(["shop", "coin"], [operator], YEARS)
    assert found.learned_from == 0
    assert 0.3 < found.probability < 0.9


def test_the_operator_of_most_is_not_the_root_of_all_where_many_are_of_another() -> None:
    mine, theirs = [f"m{i}" for i in range(9)], [f"t{i}" for i in range(5)]
    operator = Candidate("owner", "주인", own=frozenset(mine))
    companies = {**dict.fromkeys(mine, "owner"), **dict.fromkeys(theirs, "other")}
    history = replace(YEARS, companies=companies)
    assert common_roots([*mine, *theirs], [operator], history) == []
    (found,) = common_roots(mine, [operator], history)
    assert found.probability > 0.5


def test_who_took_more_along_of_whom_nobody_complains_is_less_likely() -> None:
    wide = replace(
        CLOUD, id="wide", took_along={**CLOUD.took_along, **{f"s{i}": 2 for i in range(9)}}
    )
    told = replace(YEARS, reports=60)
    found = {one.id: one for one in common_roots(["shop", "coin"], [CLOUD, wide], told)}
    assert found["cloud"].probability > 0.8
    assert "wide" not in found


def test_silence_says_little_while_few_reports_are_in() -> None:
    few = common_roots(["shop", "coin"], [CLOUD], replace(YEARS, reports=2))[0]
    many = common_roots(["shop", "coin"], [CLOUD], replace(YEARS, reports=200))[0]
    assert few.probability > many.probability


def test_a_rush_on_services_of_one_trade_makes_a_common_root_less_likely() -> None:
    mixed = common_roots(["shop", "coin"], [CLOUD], YEARS)[0]
    (rush,) = common_roots(["shop", "coin"], [CLOUD], replace(YEARS, is_one_trade=True))
    assert rush.odds < mixed.odds / 2


def test_services_that_fail_often_by_themselves_are_rather_a_coincidence() -> None:
    shaky = replace(YEARS, failures={"shop": 20_000, "coin": 20_000})
    (calm,) = common_roots(["shop", "coin"], [CLOUD], YEARS)
    found = common_roots(["shop", "coin"], [CLOUD], shaky)
    assert not found or found[0].likelihood_ratio < calm.likelihood_ratio / 1000


@given(
    st.dictionaries(st.sampled_from("abcdefgh"), st.integers(1, 9), min_size=2),
    st.integers(0, 20),
    st.integers(1, 500),
    st.booleans(),
)
def test_probabilities_are_shares_and_odds_follow_from_them(
    took: dict[str, int], failures: int, reports: int, is_one_trade: bool
) -> None:
    candidates = [Candidate("h", "h", failures, took), Candidate("g", "g", 1, {"a": 1, "b": 1})]
    history = History(timedelta(days=400), {"a": 3}, 1, reports, is_one_trade)
    found = common_roots(["a", "b", "c"], candidates, history)
    assert sum(one.probability for one in found) <= 1 + 1e-9
    for one in found:
        assert 0 < one.probability <= 1
        assert (
            abs(one.odds - one.probability / max(1 - one.probability, 1e-6))
            < 1e-6 * one.odds + 1e-9
        )


def test_a_root_is_named_where_it_stands_under_others_or_is_not_among_them() -> None:
    assert names_root({"coupang", "upbit"}, ["aws"])
    assert names_root({"kakao", "kakaotalk"}, ["kakao"])
    assert names_root({"cloudflare", "x-twitter"}, ["cloudflare"])
    assert not names_root({"coupang"}, ["coupang"])
    assert not names_root({"kakaotalk", "kakao-t"}, ["kakaotalk", "kakao-t"])
    assert not names_root({"coupang"}, [])
