"""What a channel is told as an incident goes through its life."""

from __future__ import annotations

from datetime import time
from typing import Any

from told_incidents import Story, at, hit, incident, policy, replace, webhook

from detector.alerts.holding_back import tell_held
from detector.alerts.policy import QuietHours
from models.alert_records import MessageState, OutboxMessage
from models.alert_threads import ack_threads, add_mute, open_threads
from models.database import Database
from models.outbox import list_messages
from models.records import Kind, Status

SUSPECTED, CONFIRMED, RECOVERING, RESOLVED = (
    Status.SUSPECTED, Status.CONFIRMED, Status.RECOVERING, Status.RESOLVED,
)  # fmt: skip


def messages(database: Database, *states: MessageState) -> list[OutboxMessage]:
    with database.reading() as session:
        return list_messages(session, states or tuple(MessageState))[::-1]


def kinds(database: Database) -> list[tuple[str, str]]:
    """Return why each message was made, and the status it told."""
    return [(one.kind, _status(one.content)) for one in messages(database)]


def _status(content: dict[str, Any]) -> str:
    return str(content["incident"]["status"]) if "incident" in content else ""


def test_each_step_is_told_once(database: Database) -> None:
    story = Story(database, policy(webhook()))
    life = [(SUSPECTED, 0), (CONFIRMED, 5), (RECOVERING, 60), (RESOLVED, 90)]
    for count in range(1, 5):
        story.becomes(incident("20261122-kt", *life[:count], rows=story.rows[:3]))
        story.plan(life[count - 1][1] + 1)
        story.plan(life[count - 1][1] + 2)
    assert kinds(database) == [
        ("opened", "confirmed"), ("step", "recovering"), ("step", "resolved"),
    ]  # fmt: skip
    assert len({one.thread_id for one in messages(database)}) == 1


def test_steps_that_passed_while_nobody_planned_are_told_in_one_message(database: Database) -> None:
    story = Story(database, policy(webhook()))
    story.becomes(incident("20261122-kt", (CONFIRMED, 5), rows=story.rows[:3]))
    story.plan(6)
    life = [(CONFIRMED, 5), (RECOVERING, 20), (CONFIRMED, 40), (RESOLVED, 100)]
    story.becomes(incident("20261122-kt", *life, rows=story.rows[:3]))
    story.plan(130)
    told = messages(database)[-1].content
    assert [step["status"] for step in told["steps"]] == ["recovering", "confirmed", "resolved"]


def test_what_was_over_before_alerts_began_is_told_to_nobody(database: Database) -> None:
    story = Story(database, policy(webhook()))
    story.becomes(incident("20261122-kt", (CONFIRMED, -300), (RESOLVED, -200), rows=[1]))
    assert story.plan(0) == 0


def test_an_outage_that_began_and_ended_unseen_is_told_once(database: Database) -> None:
    story = Story(database, policy(webhook()))
    story.becomes(incident("20261122-kt", (CONFIRMED, 5), (RESOLVED, 50), rows=[1, 2]))
    assert story.plan(70) == 1
    assert story.plan(71) == 0


def test_a_relapse_within_half_an_hour_stays_in_the_thread(database: Database) -> None:
    story = Story(database, policy(webhook()))
    life = [(CONFIRMED, 5), (RECOVERING, 20), (CONFIRMED, 45)]
    for count in (1, 2, 3):
        story.becomes(incident("20261122-kt", *life[:count], rows=[1, 2]))
        story.plan(life[count - 1][1] + 1)
    assert kinds(database)[-1] == ("again", "confirmed")
    assert len({one.thread_id for one in messages(database)}) == 1


def test_a_later_relapse_is_a_new_alarm(database: Database) -> None:
    story = Story(database, policy(webhook()))
    life = [(CONFIRMED, 5), (RECOVERING, 20), (CONFIRMED, 60), (RESOLVED, 80)]
    for count in (1, 2, 3, 4):
        story.becomes(incident("20261122-kt", *life[:count], rows=[1, 2]))
        story.plan(life[count - 1][1] + 1)
    assert [kind for kind, _ in kinds(database)] == ["opened", "step", "again", "step"]
    first, second, third, fourth = (one.thread_id for one in messages(database))
    assert first == second != third == fourth


def test_growth_is_told_when_it_is_large_and_not_at_once(database: Database) -> None:
    story = Story(database, policy(webhook()))
    few = incident("20261122-idc", (CONFIRMED, 5), names="가나다", rows=[1])
    story.becomes(few)
    story.plan(6)
    story.becomes(replace(few, affected=hit(*"가나다라마바사")))
    assert story.plan(20) == 0
    assert story.plan(37) == 1
    assert kinds(database)[-1][0] == "grew"
    assert [one["name"] for one in messages(database)[-1].content["new"]] == [*"라마바사"]


def test_an_incident_that_somebody_took_on_is_told_only_by_its_steps(database: Database) -> None:
    story = Story(database, policy(webhook()))
    few = incident("20261122-idc", (CONFIRMED, 5), names="가나다", rows=[1])
    story.becomes(few)
    story.plan(6)
    with database.writing() as session:
        assert ack_threads(session, {few.id}, at(10)) == 1
    story.becomes(replace(few, affected=hit(*"가나다라마바사")))
    assert story.plan(60) == 0
    story.becomes(incident(few.id, (CONFIRMED, 5), (RESOLVED, 65), rows=[1]))
    assert story.plan(66) == 1


def test_an_open_root_mutes_and_lists_those_it_took_along(database: Database) -> None:
    story = Story(database, policy(webhook()))
    root = incident("20261122-aws", (CONFIRMED, 5), names=["쿠팡", "업비트"], rows=[1])
    victim = incident("20261122-쿠팡", (CONFIRMED, 6), rows=[2])
    other = incident("20261122-kt", (CONFIRMED, 6), rows=[3])
    story.becomes(root, victim, other)
    assert story.plan(7) == 2
    told = {one.content["incident"]["id"]: one.content for one in messages(database)}
    assert told.keys() == {root.id, other.id}
    assert [one["name"] for one in told[root.id]["dependants"]] == ["쿠팡"]


def test_what_is_known_to_depend_on_the_root_is_muted_too(database: Database) -> None:
    story = Story(database, policy(webhook()))
    root = incident("20261122-aws", (CONFIRMED, 5), rows=[1])
    victim = incident("20261122-야놀자", (CONFIRMED, 6), rows=[2])
    story.becomes(root, victim)
    stands_on = {"야놀자": frozenset({"aws"})}
    assert story.plan(7, depends_on=lambda id: stands_on.get(id, frozenset())) == 1


def test_a_victim_that_is_still_down_long_after_its_root_is_told_by_itself(
    database: Database,
) -> None:
    story = Story(database, policy(webhook()))
    names = ["쿠팡", "업비트"]
    victim = incident("20261122-쿠팡", (CONFIRMED, 6), rows=[2])
    story.becomes(incident("20261122-aws", (CONFIRMED, 5), names=names, rows=[1]), victim)
    story.plan(7)
    over = incident("20261122-aws", (CONFIRMED, 5), (RESOLVED, 60), names=names, rows=[1])
    story.becomes(over, replace(victim, last_seen=at(65)))
    assert story.plan(66) == 1  # the root's end alone
    story.becomes(over, replace(victim, last_seen=at(100)))
    assert story.plan(101) == 1
    assert kinds(database)[-1] == ("opened", "confirmed")
    assert messages(database)[-1].content["incident"]["id"] == victim.id


def test_a_victim_that_ends_with_its_root_is_never_told_by_itself(database: Database) -> None:
    story = Story(database, policy(webhook()))
    names = ["쿠팡", "업비트"]
    story.becomes(
        incident("20261122-aws", (CONFIRMED, 5), names=names, rows=[1]),
        incident("20261122-쿠팡", (CONFIRMED, 6), rows=[2]),
    )
    story.plan(7)
    story.becomes(
        incident("20261122-aws", (CONFIRMED, 5), (RESOLVED, 60), names=names, rows=[1]),
        incident("20261122-쿠팡", (CONFIRMED, 6), (RESOLVED, 120), rows=[2]),
    )
    story.plan(200)
    assert {one.content["incident"]["id"] for one in messages(database)} == {"20261122-aws"}


def test_a_merge_sends_one_correction(database: Database) -> None:
    story = Story(database, policy(webhook()))
    apart = [incident(f"20261122-{n}", (CONFIRMED, n), rows=[n]) for n in (1, 2, 3)]
    story.becomes(*apart)
    assert story.plan(5) == 3
    story.becomes(incident("20261122-idc", (CONFIRMED, 1), names="123", rows=[1, 2, 3]))
    assert story.plan(10) == 1
    told = messages(database)[-1]
    assert told.kind == "merged"
    assert sorted(one["name"] for one in told.content["others"]) == ["2", "3"]
    assert story.plan(11) == 0
    with database.reading() as session:
        assert len(open_threads(session)) == 1


def test_a_split_sends_one_correction_and_each_part_goes_on(database: Database) -> None:
    story = Story(database, policy(webhook()))
    story.becomes(incident("20261122-a", (CONFIRMED, 1), rows=[1, 2, 3, 4, 5]))
    story.plan(2)
    kept = incident("20261122-a", (CONFIRMED, 1), rows=[1, 2, 3])
    story.becomes(
        kept,
        incident("20261122-b", (CONFIRMED, 1), rows=[4]),
        incident("20261122-c", (CONFIRMED, 1), rows=[5]),
    )
    assert story.plan(10) == 1
    told = messages(database)[-1]
    assert told.kind == "split"
    assert [one["name"] for one in told.content["others"]] == ["b", "c"]
    story.becomes(
        kept,
        incident("20261122-b", (CONFIRMED, 1), (RESOLVED, 30), rows=[4]),
        incident("20261122-c", (CONFIRMED, 1), rows=[5]),
    )
    assert story.plan(31) == 1
    assert kinds(database)[-1] == ("step", "resolved")


def test_a_retracted_incident_is_taken_back(database: Database) -> None:
    story = Story(database, policy(webhook()))
    story.becomes(incident("20261122-kt", (CONFIRMED, 5), rows=[1]))
    story.plan(6)
    story.becomes(incident("20261122-kt", (CONFIRMED, 5), (Status.RETRACTED, 30), rows=[1]))
    story.plan(31)
    assert kinds(database)[-1] == ("step", "retracted")


def test_one_of_which_nothing_is_left_is_taken_back(database: Database) -> None:
    story = Story(database, policy(webhook()))
    story.becomes(incident("20261122-kt", (CONFIRMED, 5), rows=[1]))
    story.plan(6)
    story.becomes()
    story.plan(31)
    story.plan(32)
    assert kinds(database) == [("opened", "confirmed"), ("retracted", "retracted")]


def test_a_muted_provider_is_told_again_when_the_mute_ends(database: Database) -> None:
    story = Story(database, policy(webhook()))
    with database.writing() as session:
        add_mute(session, "kt", "KT", at(0), at(120))
    story.becomes(incident("20261122-kt", (CONFIRMED, 5), rows=[1]))
    assert story.plan(6) == 0
    assert story.plan(119) == 0
    assert story.plan(121) == 1


def test_quiet_hours_hold_and_then_send_one_digest(database: Database) -> None:
    night = QuietHours(time(11, 0), time(15, 0))
    story = Story(database, policy(webhook(), quiet=night))
    story.becomes(*(incident(f"20261122-{n}", (CONFIRMED, n), rows=[n]) for n in (1, 2, 3)))
    assert story.plan(5) == 3
    assert messages(database, MessageState.WAITING) == []
    with database.writing() as session:
        assert tell_held(session, story.policy, at(170)) == 0
        assert tell_held(session, story.policy, at(180)) == 1
    (digest,) = messages(database, MessageState.WAITING)
    assert [item["incident"]["id"] for item in digest.content["items"]] == [
        "20261122-1", "20261122-2", "20261122-3",
    ]  # fmt: skip
    assert {one.into for one in messages(database, MessageState.FOLDED)} == {digest.id}


def test_the_gravest_breaks_through_quiet_hours(database: Database) -> None:
    story = Story(database, policy(webhook(), quiet=QuietHours(time(11, 0), time(15, 0))))
    story.becomes(
        incident("20261122-a", (CONFIRMED, 1), rows=[1], severity="critical"),
        incident("20261122-b", (CONFIRMED, 1), rows=[2], severity="major"),
    )
    story.plan(5)
    (told,) = messages(database, MessageState.WAITING)
    assert told.content["incident"]["id"] == "20261122-a"


def test_more_than_so_many_an_hour_become_one_summary(database: Database) -> None:
    story = Story(database, policy(webhook(), per_hour=4))
    story.becomes(*(incident(f"20261122-{n}", (CONFIRMED, n), rows=[n]) for n in range(1, 11)))
    story.plan(12)
    assert len(messages(database, MessageState.WAITING)) == 4
    with database.writing() as session:
        assert tell_held(session, story.policy, at(60)) == 0
        assert tell_held(session, story.policy, at(73)) == 1
    summary = messages(database, MessageState.WAITING)[-1]
    assert len(summary.content["items"]) == 6
    assert messages(database, MessageState.HELD) == []


def test_what_only_boards_tell_of_while_a_wide_root_is_open_is_listed_and_waits(
    database: Database,
) -> None:
    story = Story(database, policy(webhook()))
    fire = incident("20261122-idc", (CONFIRMED, 5), names="가나다라마", rows=[1])
    lone = incident("20261122-바", (CONFIRMED, 10), rows=[2], counts={Kind.COMMUNITY: 9})
    story.becomes(fire, lone)
    assert story.plan(11) == 1
    assert [one["name"] for one in messages(database)[0].content["dependants"]] == ["바"]
    story.becomes(fire, replace(lone, last_seen=at(125)))  # two hours on it is still told of
    assert story.plan(126) == 1
    assert messages(database)[-1].content["incident"]["id"] == lone.id


def test_what_an_article_tells_of_by_itself_does_not_wait_for_a_wide_root(
    database: Database,
) -> None:
    story = Story(database, policy(webhook()))
    story.becomes(
        incident("20261122-idc", (CONFIRMED, 5), names="가나다라마", rows=[1]),
        incident("20261122-바", (CONFIRMED, 10), rows=[2], counts={Kind.NEWS: 1}),
    )
    assert story.plan(11) == 2
