"""Which reports are offered to a person first, and the precision of those that were judged."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from detector.messages import Language
from detector.precision import precision_line, precision_of, precision_text, wilson_interval
from detector.reviewing import decisive_quote, doubt_of, most_doubtful, random_sample
from models.corrections import ChosenBy, Correction
from models.judgeable import Judgeable
from models.records import Document, Kind, Label

BOUNDARIES = dict.fromkeys(Kind, 0.4)
NOW = datetime(2024, 5, 2, 3, tzinfo=UTC)


def judgeable(row: int, probability: float, **changes: object) -> Judgeable:
    usual: dict[str, object] = {
        "row": row, "source": "a", "external_id": str(row), "kind": Kind.NEWS, "published_at": NOW,
        "label": Label.OUTAGE if probability >= 0.4 else Label.OTHER, "probability": probability,
        "story": row,
    }  # fmt: skip
    return Judgeable(**(usual | changes))  # type: ignore[arg-type]


def judged(row: int, way: ChosenBy = ChosenBy.USER, **changes: object) -> Correction:
    usual: dict[str, object] = {
        "row": row, "version": 1, "label": Label.OTHER, "judged_by": None, "judged_at": NOW,
        "chosen_by": way, "said_label": Label.OUTAGE, "said_probability": 0.5, "said_model": "m",
    }  # fmt: skip
    return Correction(**(usual | changes))  # type: ignore[arg-type]


def document(title: str, body: str) -> Document:
    return Document("a", "1", "https://a.example/1", Kind.NEWS, NOW, title, body, NOW)


def test_what_is_nearest_to_the_boundary_comes_first() -> None:
    reports = [judgeable(n, p) for n, p in enumerate((0.99, 0.41, 0.05, 0.6, 0.3), 1)]
    found = most_doubtful(reports, BOUNDARIES, 4)
    assert [one.probability for one, _ in found] == [0.41, 0.3, 0.6, 0.05]
    assert [doubt for _, doubt in found] == sorted((doubt for _, doubt in found), reverse=True)


def test_what_is_quite_sure_is_never_offered() -> None:
    assert most_doubtful([judgeable(1, 1.0)], {Kind.NEWS: 0.5}, 9) == []


def test_what_was_judged_before_its_text_changed_comes_first_however_sure() -> None:
    reports = [judgeable(1, 0.4), judgeable(2, 1.0, is_stale=True)]
    assert [one.row for one, _ in most_doubtful(reports, BOUNDARIES, 9)] == [2, 1]


def test_a_report_that_opens_or_confirms_an_incident_weighs_more() -> None:
    plain, confirms, opens = (
        doubt_of(judgeable(1, 0.5, **extra), BOUNDARIES)
        for extra in ({}, {"confirms": True}, {"opens": True, "confirms": True})
    )
    assert plain < confirms < opens == pytest.approx(2 * plain, abs=1e-3)


def test_an_aftermath_is_doubtful_where_it_may_be_a_report() -> None:
    sure, unsure = (
        doubt_of(judgeable(1, p, label=Label.AFTERMATH), {Kind.NEWS: 0.1}) for p in (0.1, 0.5)
    )
    assert sure < unsure == 1.0


def test_what_was_judged_and_its_copies_are_left_out_and_of_copies_one_is_offered() -> None:
    reports = [
        judgeable(1, 0.5, correction=judged(1)),
        judgeable(2, 0.5, story=1),
        judgeable(3, 0.55),
        judgeable(4, 0.5, story=3),
        judgeable(5, 0.9),
    ]
    assert [one.row for one, _ in most_doubtful(reports, BOUNDARIES, 9)] == [4, 5]


def test_a_random_sample_looks_at_no_doubt_and_goes_on_where_it_ended() -> None:
    reports = [judgeable(n, 0.5 if n % 2 else 0.99) for n in range(1, 41)]
    first = random_sample(reports, 10)
    assert first == random_sample(reversed(reports), 10)
    done = {one.row for one in first}
    marked = [
        replace(one, correction=judged(one.row, ChosenBy.RANDOM)) if one.row in done else one
        for one in reports
    ]
    assert random_sample(marked, 10) == random_sample(reports, 20)[10:]


def test_a_random_sample_is_of_reports_that_the_program_flagged_whoever_judged_them_since() -> None:
    reports = [
        judgeable(1, 0.1),
        judgeable(2, 0.9),
        judgeable(3, 0.9, story=2),
        judgeable(4, 0.0, label=Label.OTHER, correction=judged(4)),
        judgeable(5, 1.0, correction=judged(5, said_label=Label.OTHER, label=Label.OUTAGE)),
    ]
    assert {one.row for one in random_sample(reports, 9)} == {2, 4}


def test_the_decisive_words_stand_in_a_sentence_on_something_digital() -> None:
    body = "길이 막혔다. 쿠팡 앱 접속이 되지 않고 있다."
    found = decisive_quote(document("아침 소식", body), Label.OUTAGE)
    assert found is not None
    assert found.text == "접속이 되지"
    assert f"아침 소식\n{body}"[found.start : found.end] == found.text
    assert decisive_quote(document("아침 소식", body), Label.AFTERMATH) == found
    assert decisive_quote(document("", "날이 맑다."), Label.OUTAGE) is None


@pytest.mark.parametrize(
    ("right", "of", "low", "high"),
    [
        (38, 40, 0.83496, 0.98618),
        (0, 10, 0.0, 0.27753),
        (10, 10, 0.72247, 1.0),
        (1, 1, 0.20655, 1.0),
    ],
)
def test_the_interval_is_wilsons(right: int, of: int, low: float, high: float) -> None:
    assert wilson_interval(right, of) == pytest.approx((low, high), abs=5e-6)


def test_the_interval_agrees_with_scipy() -> None:
    from scipy.stats import binomtest

    for of in (1, 2, 7, 40, 1000):
        for right in {0, 1, of // 2, of - 1, of}:
            theirs = binomtest(right, of).proportion_ci(method="wilson")
            assert wilson_interval(right, of) == pytest.approx((theirs.low, theirs.high), abs=1e-9)


def test_ways_of_choosing_are_counted_apart_and_by_kind() -> None:
    found = precision_of(
        [
            (Kind.NEWS, judged(1, ChosenBy.DOUBT, label=Label.RECOVERY)),
            (Kind.COMMUNITY, judged(2, ChosenBy.DOUBT, label=Label.OTHER)),
            (Kind.NEWS, judged(3, ChosenBy.RANDOM, label=Label.OUTAGE)),
            (Kind.NEWS, judged(4, ChosenBy.RANDOM, said_label=Label.OTHER, label=Label.OUTAGE)),
        ]
    )
    assert [(one.chosen_by, one.kind, one.right, one.same_label, one.judged) for one in found] == [
        (ChosenBy.RANDOM, None, 1, 1, 1),
        (ChosenBy.RANDOM, Kind.NEWS, 1, 1, 1),
        (ChosenBy.DOUBT, None, 1, 0, 2),
        (ChosenBy.DOUBT, Kind.NEWS, 1, 0, 1),
        (ChosenBy.DOUBT, Kind.COMMUNITY, 0, 0, 1),
    ]
    assert precision_text(found, Language.KO).count("검토한 보도") == 2
    assert precision_text([], Language.KO) == ""


def test_the_sentence_tells_how_many_of_how_many_and_the_interval() -> None:
    labels = [Label.OUTAGE] * 38 + [Label.OTHER] * 2
    pairs = [(Kind.NEWS, judged(n, label=label)) for n, label in enumerate(labels)]
    line = precision_line(precision_of(pairs)[0], Language.KO)
    assert line.startswith("검토한 보도 40건 가운데 38건이 맞음 (95 % 구간 83~99 %")
