"""What a digest says otherwise than the last one of its day, and why."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from golden_day import DAY, claim, incident

from detector.digests.changes import (
    Because,
    Change,
    Correction,
    Reason,
    SeenDocument,
    ToldDay,
    ToldIncident,
    corrections_of,
)
from detector.digests.kept import to_keep, told_from
from detector.digests.rows import digest_rows
from detector.digests.wording import correction_text, reason_text
from detector.messages import Language
from models.clock import parse_iso
from models.records import AffectedService, Claim, Rule, Status, Step

SAID = parse_iso("2018-11-23T00:05:00")


def told(
    rows: Iterable[int] = (1, 2),
    version: int = 1,
    model: str = "m1",
    corrected_at: datetime | None = None,
    claims: tuple[Claim, ...] = (),
    **changed: object,
) -> ToldIncident:
    (row,) = digest_rows([incident(**changed)], [], DAY)
    seen = {one: SeenDocument(version, model, corrected_at) for one in rows}
    return ToldIncident(row, seen, claims)


def since(*incidents: ToldIncident) -> ToldDay:
    return ToldDay(DAY, SAID, incidents)


def corrected(
    before: ToldIncident, now: ToldIncident, homes: dict[int, str] | None = None
) -> list[Correction]:
    return corrections_of(since(before), [now], homes)


def test_what_is_the_same_is_no_correction() -> None:
    assert corrected(told(), told(rows=(1, 2, 3), confidence=0.5, independent_sources=9)) == []


def test_a_new_value_is_told_with_the_old_one_and_the_report_that_states_it() -> None:
    start = parse_iso("2018-11-22T08:10:00")
    words = claim(3, "started", "2018-11-22T08:10:00+09:00", "오전 8시 10분부터")
    found = corrected(told(), told(rows=(1, 2, 3), started_at=start, claims=(words,)))
    by_column = {one.column: one for one in found}
    assert set(by_column) == {"started", "notice_delay_minutes"}
    one = by_column["started"]
    assert (one.old, one.new) == (parse_iso("2018-11-22T08:19:00"), start)
    assert one.change is Change.CHANGED
    assert [reason.because for reason in one.why] == [Because.CLAIMED]
    assert "오전 8시 10분부터" in reason_text(one.why[0], Language.KO)
    assert by_column["notice_delay_minutes"].why[0].because is Because.REPORTED


def test_a_claim_that_was_known_before_is_not_the_reason() -> None:
    words = claim(1, "cause", "power")
    (one,) = corrected(told(cause=None), told(cause=_power(), claims=(words,), model="m2"))
    assert [reason.because for reason in one.why] == [Because.REREAD]


def test_an_article_edited_in_place_is_the_reason() -> None:
    (one,) = corrected(told(), told(version=2, region="도쿄 리전"))
    assert [(reason.because, reason.count) for reason in one.why] == [(Because.EDITED, 2)]


def test_a_person_s_word_after_the_digest_is_the_reason_and_one_before_is_not() -> None:
    after, before = SAID + timedelta(hours=1), SAID - timedelta(hours=1)
    (late,) = corrected(told(), told(region="도쿄", corrected_at=after))
    assert [reason.because for reason in late.why] == [Because.CORRECTED]
    (early,) = corrected(told(), told(region="도쿄", corrected_at=before))
    assert [reason.because for reason in early.why] == [Because.REGROUPED]


def test_a_new_state_is_told_with_the_rule_that_gave_it() -> None:
    step = Step(Status.RESOLVED, SAID + timedelta(days=1), Rule.SILENCE)
    before = told(status=Status.CONFIRMED)
    now = replace(told(status=Status.RESOLVED), steps=(step,))
    (one,) = corrected(before, now)
    assert (one.column, one.old, one.new) == ("status", "confirmed", "resolved")
    assert reason_text(one.why[0], Language.KO) == "2018. 11. 24.(토) 00:05 더는 아무도 쓰지 않음"
    judged = replace(now, steps=(replace(step, rule=Rule.CORRECTED),))
    assert [reason.because for reason in corrected(before, judged)[0].why] == [Because.REGROUPED]


@pytest.mark.parametrize("rule", list(Rule))
def test_every_rule_has_words(rule: Rule) -> None:
    reason = Reason(Because.STEPPED, name=rule.value, at=SAID)
    assert all(reason_text(reason, language) for language in Language)


@pytest.mark.parametrize("because", [one for one in Because if one is not Because.STEPPED])
def test_every_reason_has_words(because: Because) -> None:
    reason = Reason(because, 2, "20181122-aws", SAID, "말한 그대로")
    assert all(reason_text(reason, language) for language in Language)


def test_reports_that_left_are_the_reason() -> None:
    (one,) = corrected(told(rows=(1, 2, 3)), told(rows=(1,), severity="minor"))
    assert [(reason.because, reason.count) for reason in one.why] == [(Because.DROPPED, 2)]


def test_of_a_list_only_what_came_and_went_is_told() -> None:
    hits = tuple(AffectedService(name, name, SAID, 1) for name in ("배달의민족", "쿠팡", "업비트"))
    (one,) = corrected(told(), told(affected=hits))
    assert correction_text(one, Language.KO) == "업비트 더함"
    assert corrected(told(), told(affected=hits[:2])) == []  # another order is no correction


def test_an_incident_under_another_id_is_the_same_by_its_documents() -> None:
    assert corrected(told(), told(id="20181122-aws-2")) == []


def test_an_id_that_now_names_another_outage_is_no_match() -> None:
    found = corrections_of(
        since(told(rows=(1, 2))),
        [told(id="20181122-aws", rows=(8, 9)), told(id="20181122-aws-2", rows=(1, 2))],
    )
    assert [(one.change, one.incident_id) for one in found] == [(Change.ADDED, "20181122-aws")]


def test_a_new_incident_is_told_with_how_many_reports_tell_it() -> None:
    (one,) = corrections_of(since(), [told(rows=(1, 2, 3))])
    assert (one.change, one.old, one.new) == (Change.ADDED, None, "쿠팡·배민 먹통")
    assert [(reason.because, reason.count) for reason in one.why] == [(Because.REPORTED, 3)]


def test_two_that_became_one_and_one_that_became_two() -> None:
    first, second = told(id="a", rows=(1, 2, 3)), told(id="b", rows=(4, 5))
    (merged,) = corrections_of(since(first, second), [told(id="a", rows=(1, 2, 3, 4, 5))])
    assert (merged.change, merged.incident_id) == (Change.REMOVED, "b")
    assert [(why.because, why.name) for why in merged.why] == [(Because.MERGED, "a")]
    (split,) = corrections_of(since(told(id="a", rows=(1, 2, 3, 4, 5))), [first, second])
    assert (split.change, split.incident_id) == (Change.ADDED, "b")
    assert [(why.because, why.name) for why in split.why] == [(Because.SPLIT, "a")]


def test_one_that_is_gone_says_where_its_documents_are() -> None:
    gone = told(id="a", rows=(1, 2))
    (moved,) = corrections_of(since(gone), [], {1: "20181121-aws"})
    assert [(why.because, why.name) for why in moved.why] == [(Because.MOVED, "20181121-aws")]
    (dropped,) = corrections_of(since(gone), [])
    assert [(why.because, why.count) for why in dropped.why] == [(Because.DROPPED, 2)]
    judged = told(id="a", rows=(1, 2), corrected_at=SAID + timedelta(hours=1))
    (person,) = corrections_of(since(judged), [])
    assert [why.because for why in person.why] == [Because.CORRECTED]


def test_what_is_kept_comes_back_as_it_was_told() -> None:
    one = told(status=Status.RECOVERING, ended_at=None, duration_minutes=None)
    back = told_from(DAY, SAID, to_keep([one]), {2: SAID})
    assert back.incidents[0].row == one.row
    assert back.incidents[0].documents == {
        1: SeenDocument(1, "m1"), 2: SeenDocument(1, "m1", SAID),
    }  # fmt: skip


def test_what_was_kept_before_a_column_was_added_is_still_read() -> None:
    kept = to_keep([told()])
    del kept[0]["row"]["severity"]
    assert told_from(DAY, SAID, kept, {}).incidents[0].row.severity is None


def _power() -> object:
    from models.records import Cause

    return Cause.POWER
