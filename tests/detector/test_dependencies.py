"""Who stands on whom: what one pair shows, what many make, what the gazetteer knows."""

from __future__ import annotations

from datetime import timedelta

import pytest

from detector.incidents.dependencies import (
    EdgeKind,
    Party,
    ends_of,
    known_edges,
    learn_edges,
    parts_of,
)
from models.clock import parse_iso
from models.dependencies import Attestation, Pair

BEGAN = parse_iso("2022-10-15T15:30:00")


def pair(
    root: str | None, named: str, hit: str, *, incident: str = "1", is_hit: bool = True
) -> Pair:
    day = timedelta(days=int(incident))
    return Pair(incident, BEGAN + day, root, root, named, named, hit, hit, is_hit)


def attested(one: Pair, row: int) -> Attestation:
    at = one.began + timedelta(minutes=row)
    return Attestation(one, row, "example.com", "", "제목", at, one.named_id, one.hit_id, 0)


@pytest.mark.parametrize(
    ("root", "named", "hit", "ends"),
    [
        ("sk-ax", "sk-ax", "kakaotalk", ("sk-ax", "kakaotalk")),
        ("aws", "aws-seoul", "coupang", ("aws-seoul", "coupang")),  # more exactly
        ("aws", "amazon", "coupang", ("aws", "coupang")),  # too widely
        ("sk-ax", "kakao", "kakaotalk", ("kakao", "kakaotalk")),  # its own service
        ("sk-ax", "kakao", "naver", None),  # an early story that blames the wrong one
        ("kakaotalk", "kakaotalk", "kakao", None),  # its own operator
        ("upbit", "upbit", "bithumb", None),  # rivals in one rush
        ("openai", "sora", "chatgpt", None),  # siblings
        (None, "aws", "coupang", None),
    ],
)
def test_what_a_pair_shows(
    root: str | None, named: str, hit: str, ends: tuple[str, str] | None
) -> None:
    found = ends_of(pair(root, named, hit))
    assert (found and (found[0].id, found[1].id)) == ends


def test_a_building_named_where_its_operator_failed_stands_under_it() -> None:
    found = ends_of(pair("sk-ax", "sk-ax", "skcc-pangyo", is_hit=False))
    assert found == (Party("skcc-pangyo", "skcc-pangyo"), Party("sk-ax", "sk-ax"))


def test_a_building_of_another_company_shows_nothing() -> None:
    assert ends_of(pair("sk-ax", "sk-ax", "naver-gak-sejong", is_hit=False)) is None


def test_an_edge_has_its_incidents_its_documents_and_when_it_was_seen() -> None:
    first = pair("aws", "aws", "coupang")
    again = pair("aws", "aws", "coupang", incident="3")
    other = pair("aws", "aws", "upbit")
    edges = learn_edges(
        [attested(other, 1), attested(again, 4), attested(first, 2), attested(first, 3)]
    )
    coupang, upbit = edges
    assert coupang.dependant.id == "coupang"
    assert coupang.kind is EdgeKind.LEARNED
    assert coupang.incidents == ("1", "3")
    assert [one.row for one in coupang.evidence] == [2, 3, 4]
    assert (coupang.first_seen, coupang.last_seen) == (first.began, again.began)
    assert upbit.incidents == ("1",)


def test_one_document_that_blames_it_by_two_names_counts_once() -> None:
    pairs = [pair("aws", "aws", "coupang"), pair("aws", "amazon", "coupang")]
    (edge,) = learn_edges([attested(one, 7) for one in pairs])
    assert len(edge.evidence) == 1


def test_what_the_gazetteer_knows_is_told_apart() -> None:
    kinds = {
        (edge.kind, edge.provider.id, edge.dependant.id) for edge in known_edges(["kakaotalk"])
    }
    assert (EdgeKind.OPERATOR, "kakao", "kakaotalk") in kinds
    assert (EdgeKind.PART_OF, "aws", "aws-seoul") in {
        (edge.kind, edge.provider.id, edge.dependant.id) for edge in known_edges(["aws-seoul"])
    }


def test_parts_are_found_near_and_far() -> None:
    assert {"aws", "aws-seoul", "ec2"} <= parts_of("amazon")
    assert parts_of("nobody") == frozenset()
