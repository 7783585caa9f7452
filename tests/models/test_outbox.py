"""The outbox gives each message to one sender at a time, in order, and forgets nothing unsent."""

from __future__ import annotations

import threading
from datetime import UTC, datetime, timedelta

from models.alert_records import AlertThread, Attempt, MessageState, NewMessage, Outcome
from models.alert_threads import (
    ack_threads,
    add_mute,
    clear_mark,
    lift_mute,
    mark_at,
    mutes_at,
    open_threads,
    save_threads,
    set_mark,
)
from models.database import Database
from models.outbox import (
    add_messages,
    attempts_of,
    begin_attempt,
    channels_with_held,
    claim_next,
    drop_waiting,
    find_message,
    finish_attempt,
    fold,
    forget_sent,
    held_messages,
    list_messages,
    next_due,
    release,
    released_since,
)

NOON = datetime(2026, 11, 22, 3, tzinfo=UTC)
LEASE = timedelta(seconds=90)
MINUTE = timedelta(minutes=1)


def message(id: str, thread: str | None = None, held_for: str | None = None) -> NewMessage:
    return NewMessage(id, "방", thread, "step", NOON, {"말": id}, "minor", held_for)


def put(database: Database, *messages: NewMessage) -> None:
    with database.writing() as session:
        add_messages(session, messages, NOON)


def claimed(database: Database, after: timedelta = timedelta(0)) -> str | None:
    with database.writing() as session:
        found = claim_next(session, NOON + after, LEASE)
    return found.id if found else None


def tried(database: Database, id: str, outcome: Outcome, again: datetime | None = None) -> None:
    with database.writing() as session:
        found = find_message(session, id)
        assert found is not None
        number = begin_attempt(session, found, "방", NOON)
        finish_attempt(session, found, Attempt(id, number, NOON, "방", outcome, None), NOON, again)


def test_a_claimed_message_is_nobody_elses_until_its_lease_ends(database: Database) -> None:
    put(database, message("a"))
    assert claimed(database) == "a"
    assert claimed(database, LEASE - MINUTE) is None
    assert claimed(database, LEASE) == "a"


def test_messages_of_a_thread_come_one_after_the_other(database: Database) -> None:
    put(database, message("a", "t"), message("b", "t"), message("c", "u"))
    assert [claimed(database), claimed(database), claimed(database)] == ["a", "c", None]
    tried(database, "a", Outcome.SENT)
    assert claimed(database) == "b"


def test_a_dead_message_holds_up_nothing(database: Database) -> None:
    put(database, message("a", "t"), message("b", "t"))
    tried(database, "a", Outcome.REFUSED)
    assert claimed(database) == "b"
    with database.reading() as session:
        (dead,) = list_messages(session, [MessageState.DEAD])
    assert dead.id == "a"


def test_a_message_waits_for_its_next_try(database: Database) -> None:
    put(database, message("a"))
    tried(database, "a", Outcome.FAILED, NOON + 5 * MINUTE)
    assert claimed(database, 4 * MINUTE) is None
    with database.reading() as session:
        assert next_due(session) == NOON + 5 * MINUTE
    assert claimed(database, 5 * MINUTE) == "a"


def test_what_another_sender_brought_over_stays_sent(database: Database) -> None:
    put(database, message("a"))
    with database.writing() as session:
        found = find_message(session, "a")
        assert found is not None
        slow = begin_attempt(session, found, "방", NOON)
    tried(database, "a", Outcome.SENT)
    with database.writing() as session:
        attempt = Attempt("a", slow, NOON, "방", Outcome.UNKNOWN, "timeout")
        finish_attempt(session, found, attempt, NOON, NOON + MINUTE)
    with database.reading() as session:
        sent = find_message(session, "a")
        outcomes = [one.outcome for one in attempts_of(session, ["a"])]
    assert sent is not None
    assert sent.state is MessageState.SENT
    assert outcomes == [Outcome.UNKNOWN, Outcome.SENT]


def test_many_senders_at_once_claim_each_message_once(database: Database) -> None:
    put(database, *(message(f"m{n}") for n in range(20)))
    got: list[str] = []

    def work() -> None:
        while (id := claimed(database)) is not None:
            got.append(id)

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(got) == sorted({f"m{n}" for n in range(20)})


def test_held_messages_go_out_when_released_or_are_told_in_another(database: Database) -> None:
    put(database, message("a", held_for="quiet"), message("b", held_for="rate"), message("c"))
    with database.writing() as session:
        assert channels_with_held(session) == {"방"}
        held = held_messages(session, "방")
        assert [one.held_for for one in held] == ["quiet", "rate"]
        assert released_since(session, "방", NOON - MINUTE) == 1
        fold(session, [held[0].number], "c")
        release(session, [held[1].number], NOON + MINUTE)
        assert channels_with_held(session) == set()
        assert released_since(session, "방", NOON) == 1
    assert [claimed(database, MINUTE), claimed(database, MINUTE)] == ["c", "b"]


def test_only_what_is_done_is_forgotten(database: Database) -> None:
    put(database, message("a"), message("b"), message("c"))
    tried(database, "a", Outcome.SENT)
    tried(database, "b", Outcome.REFUSED)
    with database.writing() as session:
        assert forget_sent(session, NOON) == 0
        assert forget_sent(session, NOON + MINUTE) == 1
        drop_waiting(session, ["c"])
        assert [one.id for one in list_messages(session, tuple(MessageState))] == ["b"]
        assert attempts_of(session, ["a"]) == []


def test_a_thread_comes_back_as_it_was_stored(database: Database) -> None:
    thread = AlertThread(
        "t", "방", "20261122-kt", "KT", (1, 2), ("confirmed",), ("kt",), 1, "minor", NOON, NOON
    )
    with database.writing() as session:
        save_threads(session, [thread])
        assert open_threads(session) == [thread]
        assert open_threads(session, ["다른 방"]) == []
        assert ack_threads(session, {"20261122-kt"}, NOON) == 1
        assert open_threads(session)[0].acked_at == NOON


def test_a_mute_ends_by_itself_or_when_it_is_lifted(database: Database) -> None:
    with database.writing() as session:
        add_mute(session, "kt", "KT", NOON, NOON + 10 * MINUTE)
        add_mute(session, "kt", "KT", NOON + MINUTE, NOON + 5 * MINUTE)  # in the place of the first
        assert [one.until for one in mutes_at(session, NOON + 2 * MINUTE)] == [NOON + 5 * MINUTE]
        assert mutes_at(session, NOON + 6 * MINUTE) == []
        assert lift_mute(session, "kt", NOON + 3 * MINUTE) == 1
        assert lift_mute(session, "kt", NOON + 3 * MINUTE) == 0
        assert mutes_at(session, NOON + 4 * MINUTE) == []


def test_a_mark_is_set_moved_and_taken_away(database: Database) -> None:
    with database.writing() as session:
        assert mark_at(session, "heartbeat") is None
        set_mark(session, "heartbeat", NOON)
        set_mark(session, "heartbeat", NOON + MINUTE)
        assert mark_at(session, "heartbeat") == NOON + MINUTE
        clear_mark(session, "heartbeat")
        assert mark_at(session, "heartbeat") is None
