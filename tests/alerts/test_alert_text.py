"""A message in 200 characters says state, who, since when, how sure, whom it hits, and where to read."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from told_incidents import NOON, at, hit, incident

from detector.alerts.content import incident_content
from detector.alerts.course import course_of
from detector.alerts.details import details
from detector.alerts.due import Due, Reason
from detector.alerts.text import LIMIT, Sending, write
from detector.messages import Language
from models.records import Incident, Status

CONFIRMED, RESOLVED = Status.CONFIRMED, Status.RESOLVED
LINK = "https://meoktong.example.org/incidents/20261122-kt"


def content(one: Incident, reason: Reason = Reason.OPENED, **more: object) -> dict[str, object]:
    told = Due(reason, course_of(one), one.affected)
    return incident_content(one, told, thread_id="t", link=LINK) | more


def written(told: dict[str, object], minutes: float = 20, **sending: object) -> str:
    return write(told, Language.KO, Sending(at(minutes), **sending)).text  # type: ignore[arg-type]


def test_an_open_outage() -> None:
    one = incident("20261122-kt", (CONFIRMED, 5), names=["카카오톡", "멜론"])
    assert written(content(one)) == (
        "[확인] kt 장애 · 12:00부터 20분째 · 확신 93%, 독립된 4곳 · 영향 카카오톡, 멜론 · " + LINK
    )


def test_one_that_is_over() -> None:
    one = incident("20261122-kt", (CONFIRMED, 5), (RESOLVED, 89), duration_minutes=89)
    assert written(content(one, Reason.STEP), 95) == (
        "[복구] kt 장애 · 13:29까지 1시간 29분 · 확신 93%, 독립된 4곳 · " + LINK
    )


def test_one_of_which_nobody_tells_any_more_does_not_claim_an_end() -> None:
    one = incident("20261122-kt", (CONFIRMED, 5), (RESOLVED, 3000), last_seen=at(60))
    told = content(one, Reason.STEP)
    told["incident"]["rule"] = "silence"  # type: ignore[index]
    assert "11. 22. 13:00 뒤로 소식 없음" in written(told, 3000)


def test_a_late_one_says_so_first() -> None:
    one = incident("20261122-kt", (CONFIRMED, 5))
    late = written(content(one), late=timedelta(hours=2, minutes=5))
    assert late.startswith("(2시간 5분 늦은 알림) [확인] kt 장애")


def test_one_that_comes_by_another_channel_says_for_which() -> None:
    one = incident("20261122-kt", (CONFIRMED, 5))
    assert written(content(one), instead_of="카톡").startswith("(카톡 대신) [확인]")


def test_a_correction_names_what_was_told_apart() -> None:
    one = incident("20261122-idc", (CONFIRMED, 5))
    told = content(one, Reason.MERGED, others=[{"id": "x", "name": "카카오톡"}])
    assert written(told).startswith(
        "[정정 · 확인] idc 장애 · 따로 알린 카카오톡과 같은 장애입니다 · 12:00부터 20분째"
    )


def test_many_victims_are_named_as_far_as_there_is_room_and_the_link_is_whole() -> None:
    one = incident("20261122-idc", (CONFIRMED, 5), names=[f"서비스{n:02}" for n in range(40)])
    found = write(content(one), Language.KO, Sending(at(20)))
    assert 5 <= len(found.named) < 40
    assert f"외 {40 - len(found.named)}곳 · {LINK}" in found.text
    assert len(found.text) <= LIMIT


def test_in_english() -> None:
    one = incident("20261122-kt", (CONFIRMED, 5), names=["melon"])
    assert write(content(one), Language.EN, Sending(at(20))).text == (
        "[confirmed] kt outage · since 2026-11-22 12:00 KST, for 20 min"
        " · 93% sure, 4 independent sources · hit: melon · " + LINK
    )


@settings(deadline=None)
@given(
    names=st.lists(st.text(min_size=1, max_size=80), max_size=60),
    provider=st.text(min_size=1, max_size=300),
    link=st.none() | st.text(max_size=300),
    reason=st.sampled_from([Reason.OPENED, Reason.STEP, Reason.GREW, Reason.AGAIN, Reason.MERGED]),
    status=st.sampled_from(list(Status)),
    late=st.none() | st.timedeltas(timedelta(0), timedelta(days=4)),
    language=st.sampled_from(list(Language)),
)
def test_no_text_is_longer_than_it_may_be(
    names: list[str], provider: str, link: str | None, reason: Reason, status: Status,
    late: timedelta | None, language: Language,
) -> None:  # fmt: skip
    one = incident("20261122-x", (status, 5), provider_name=provider, affected=hit(*names))
    told = content(one, reason, link=link, others=[{"id": n, "name": n} for n in names])
    text = write(told, language, Sending(NOON + timedelta(days=4), late, "채널" * 20)).text
    assert 0 < len(text) <= LIMIT
    assert "\n" not in text


@pytest.mark.parametrize("why", ["rate", "quiet"])
def test_a_summary_of_many_fits_too(why: str) -> None:
    items = [content(incident(f"20261122-{'긴이름' * 5}{n}", (CONFIRMED, n))) for n in range(50)]
    told = {"reason": "summary", "why": why, "items": items, "link": LINK}
    text = written(told)
    assert len(text) <= LIMIT
    assert "50건: 확인 긴이름" in text
    assert text.endswith(LINK)


def test_a_hostile_name_calls_nobody_and_is_no_link() -> None:
    one = incident(
        "20261122-x", (CONFIRMED, 5), provider_name="@everyone <!channel> [여기](http://evil)",
        headline="*[클릭](http://evil)* `@here`\x1b[2J",
    )  # fmt: skip
    told = content(one)
    text = written(told)
    said = dict(details(told, Language.KO, at(20)))["제목"]
    for outside in (text.partition(" · ")[0], said):
        assert not {"@", "<", ">", "`", "*", "\x1b"} & set(outside)
        assert "](" not in outside
