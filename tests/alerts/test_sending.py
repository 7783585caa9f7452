"""Messages leave the outbox at least once, in order, always under the same id."""

from __future__ import annotations

import base64
import hashlib
import hmac
import threading
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from alert_receiver import Received, Receiver
from told_incidents import SECRET, Story, at, incident, nothing, policy, webhook

from detector.alerts.policy import Channel, ChannelKind
from detector.alerts.sending import Sender
from models.alert_records import MessageState, Outcome
from models.database import Database
from models.outbox import attempts_of, list_messages
from models.records import Status

CONFIRMED, RECOVERING, RESOLVED = Status.CONFIRMED, Status.RECOVERING, Status.RESOLVED


class Clock:
    """A clock that a test sets; minutes after noon."""

    def __init__(self, minutes: float) -> None:
        self.minutes = minutes

    def __call__(self) -> datetime:
        return at(self.minutes)


@pytest.fixture
def clock() -> Clock:
    return Clock(7)


def one_outage(database: Database, *channels: Channel, **changes: object) -> Story:
    story = Story(database, policy(*channels, **changes))
    story.becomes(incident("20261122-kt", (CONFIRMED, 5), rows=story.rows[:3]))
    story.plan(6)
    return story


def sender(story: Story, clock: Clock) -> Sender:
    return Sender(story.database, story.policy, nothing, now=clock)


def states(database: Database) -> list[MessageState]:
    with database.reading() as session:
        return [one.state for one in list_messages(session, tuple(MessageState))][::-1]


def test_a_webhook_is_signed_so_that_the_receiver_can_check_it(
    database: Database, receiver: Receiver, clock: Clock
) -> None:
    story = one_outage(database, webhook(url=receiver.url + "/hook"))
    sender(story, clock).send_due()
    (got,) = receiver.taken
    stamp = got.headers["webhook-timestamp"]
    assert int(stamp) == int(at(7).timestamp())
    key = base64.b64decode(SECRET.removeprefix("whsec_"))
    signed = f"{got.id}.{stamp}.".encode() + got.body
    right = base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()
    assert got.headers["webhook-signature"] == f"v1,{right}"
    assert got.json["type"] == "incident.confirmed"
    assert got.json["data"]["incident"]["id"] == "20261122-kt"
    assert got.json["data"]["text"].startswith("[확인] kt 장애 · 12:00부터 7분째")


def test_the_signature_is_that_of_the_published_example() -> None:
    from detector.alerts.channels.webhook import signed_headers

    headers = signed_headers(
        "msg_p5jXN8AQM9LWM0D4loKWxJek",
        datetime.fromtimestamp(1614265330).astimezone(),
        b'{"test": 2432232314}',
        SECRET,
    )
    assert headers["webhook-signature"] == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="


def test_while_a_secret_is_changed_both_sign(
    database: Database, receiver: Receiver, clock: Clock
) -> None:
    other = "whsec_" + base64.b64encode(b"k" * 32).decode()
    both = Channel("당직", ChannelKind.WEBHOOK, receiver.url, f"{SECRET} {other}")
    sender(one_outage(database, both), clock).send_due()
    assert len(receiver.taken[0].headers["webhook-signature"].split()) == 2


def test_a_receiver_that_is_down_for_two_hours_gets_every_step_in_order_and_late(
    database: Database, receiver: Receiver, clock: Clock
) -> None:
    story = one_outage(database, webhook(url=receiver.url))
    receiver.answer = lambda _: 503 if clock.minutes < 127 else 200
    life = [(CONFIRMED, 5), (RECOVERING, 60), (RESOLVED, 90)]
    for minute in range(7, 150):
        clock.minutes = minute
        for count, (_, when) in enumerate(life, 1):
            if when == minute:
                story.becomes(incident("20261122-kt", *life[:count], rows=story.rows[:3]))
        story.plan(minute)
        sender(story, clock).send_due()
    assert states(database) == [MessageState.SENT] * 3
    told = [got.json["data"]["incident"]["status"] for got in receiver.taken]
    assert told == ["confirmed", "recovering", "resolved"]
    assert {got.id for got in receiver.refused} <= {got.id for got in receiver.taken}
    assert all("늦은 알림" in got.json["data"]["text"] for got in receiver.taken)
    assert receiver.taken[0].json["data"]["late_minutes"] >= 120
    assert len(receiver.refused) < 25  # it does not hammer what is down


def test_an_answer_that_never_came_is_tried_again_under_the_same_id(
    database: Database, receiver: Receiver, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    story = one_outage(database, webhook(url=receiver.url))
    receiver.delay = 1.5
    with monkeypatch.context() as patch:
        patch.setattr("detector.alerts.channels.post.READ_SECONDS", 0.2)
        sender(story, clock).send_due()
    receiver.delay = 0
    clock.minutes += 1
    sender(story, clock).send_due()
    first, second = receiver.taken
    assert first.id == second.id
    with database.reading() as session:
        outcomes = [one.outcome for one in attempts_of(session, [first.id])]
    assert outcomes == [Outcome.UNKNOWN, Outcome.SENT]


def test_a_sender_that_died_with_a_message_is_followed_by_another_when_its_lease_is_over(
    database: Database, receiver: Receiver, clock: Clock
) -> None:
    story = one_outage(database, webhook(url=receiver.url))
    dying = sender(story, clock)

    def dies(*_: object) -> None:
        raise KeyboardInterrupt

    dying._deliver = dies  # type: ignore[assignment, method-assign]
    with pytest.raises(KeyboardInterrupt):
        dying.send_due()
    assert sender(story, clock).send_due() == 0  # it may still be at it
    clock.minutes += 2
    assert sender(story, clock).send_due() == 1
    assert len(receiver.taken) == 1


def test_two_senders_at_once_send_each_message_once(
    database: Database, receiver: Receiver, clock: Clock
) -> None:
    story = Story(database, policy(webhook(url=receiver.url)))
    story.becomes(*(incident(f"20261122-{n}", (CONFIRMED, n), rows=[n]) for n in range(1, 16)))
    story.plan(16)
    receiver.delay = 0.02
    threads = [threading.Thread(target=sender(story, clock).send_due) for _ in range(2)]
    clock.minutes = 17
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(got.id for got in receiver.taken) == sorted({got.id for got in receiver.taken})
    assert len(receiver.taken) == 15


def test_a_later_step_never_overtakes_an_earlier_one(
    database: Database, receiver: Receiver, clock: Clock
) -> None:
    story = one_outage(database, webhook(url=receiver.url))
    receiver.answer = lambda _: 500
    sender(story, clock).send_due()
    story.becomes(incident("20261122-kt", (CONFIRMED, 5), (RESOLVED, 7), rows=story.rows[:3]))
    story.plan(7)
    receiver.answer = lambda _: 200
    sender(story, clock).send_due()  # the first still waits for its next try
    assert receiver.taken == []
    clock.minutes = 8
    sender(story, clock).send_due()
    statuses = [got.json["data"]["incident"]["status"] for got in receiver.taken]
    assert statuses == ["confirmed", "resolved"]


def test_a_receiver_that_asks_for_time_gets_it(
    database: Database, receiver: Receiver, clock: Clock
) -> None:
    story = one_outage(database, webhook(url=receiver.url))
    receiver.answer, receiver.headers = (lambda _: 429), {"Retry-After": "1200"}
    sender(story, clock).send_due()
    receiver.answer = lambda _: 200
    clock.minutes = 26
    assert sender(story, clock).send_due() == 0
    clock.minutes = 28
    assert sender(story, clock).send_due() == 1


@pytest.mark.parametrize("status", [400, 401, 404, 410, 302])
def test_what_a_receiver_refuses_is_a_dead_letter_with_its_words(
    database: Database, receiver: Receiver, clock: Clock, status: int
) -> None:
    story = one_outage(database, webhook(url=receiver.url + "/secret-token"))
    receiver.answer, receiver.body = (lambda _: status), "그런 방이 없습니다".encode()
    sender(story, clock).send_due()
    with database.reading() as session:
        (dead,) = list_messages(session, [MessageState.DEAD])
    assert dead.problem == f"http:{status} 그런 방이 없습니다"


def test_no_problem_quotes_an_address(database: Database, clock: Clock) -> None:
    story = one_outage(database, webhook(url="http://127.0.0.1:9/secret-token"))
    sender(story, clock).send_due()
    with database.reading() as session:
        (waiting,) = list_messages(session, [MessageState.WAITING])
    assert waiting.problem == "unreachable"


def test_what_was_given_up_after_days_is_a_dead_letter(database: Database, clock: Clock) -> None:
    story = one_outage(database, webhook(url="http://127.0.0.1:9/"))
    clock.minutes = 80 * 60
    sender(story, clock).send_due()
    assert states(database) == [MessageState.DEAD]


def test_the_next_channel_is_taken_when_the_one_it_depends_on_is_down(
    database: Database, receiver: Receiver, clock: Clock
) -> None:
    talk = webhook("카톡", receiver.url + "/talk", depends_on=frozenset({"kt"}), fallback="문자")
    sms = webhook("문자", receiver.url + "/sms")
    story = one_outage(database, talk, sms)
    sender(story, clock).send_due()
    (got,) = receiver.taken
    assert got.path == "/sms"
    assert got.json["data"]["text"].startswith("(카톡 대신) [확인] kt 장애")
    story.becomes(incident("20261122-kt", (CONFIRMED, 5), (RESOLVED, 30), rows=story.rows[:3]))
    story.plan(31)
    clock.minutes = 31
    sender(story, clock).send_due()
    assert receiver.taken[-1].path == "/talk"


def test_the_next_channel_is_taken_at_once_when_one_refuses(
    database: Database, receiver: Receiver, clock: Clock
) -> None:
    first = webhook("하나", receiver.url + "/one", fallback="둘")
    story = one_outage(database, first, webhook("둘", receiver.url + "/two"))
    receiver.answer = lambda got: 403 if got.path == "/one" else 200
    sender(story, clock).send_due()
    assert [got.path for got in receiver.taken] == ["/two"]
    assert receiver.taken[0].id == receiver.refused[0].id


def test_the_next_channel_is_taken_when_one_fails_for_long(
    database: Database, receiver: Receiver, clock: Clock
) -> None:
    first = webhook("하나", receiver.url + "/one", fallback="둘")
    story = one_outage(database, first, webhook("둘", receiver.url + "/two"))
    receiver.answer = lambda got: 500 if got.path == "/one" else 200
    for minutes in range(7, 30):
        clock.minutes = minutes
        sender(story, clock).send_due()
    assert [got.path for got in receiver.taken] == ["/two"]
    assert states(database) == [MessageState.SENT]


def _answers(statuses: list[int]) -> Callable[[Received], int]:
    return lambda _: statuses.pop(0) if statuses else 200


def test_jandi_gets_a_body_and_boxes(database: Database, receiver: Receiver, clock: Clock) -> None:
    room = Channel("잔디방", ChannelKind.JANDI, receiver.url + "/connect-api/webhook/1/2")
    sender(one_outage(database, room), clock).send_due()
    (got,) = receiver.taken
    assert got.headers["accept"] == "application/vnd.tosslab.jandi-v2+json"
    assert got.json["body"].startswith("[확인] kt 장애")
    assert {"title": "제목", "description": "kt 접속 장애"} in got.json["connectInfo"]
    assert got.json["connectColor"].startswith("#")


def test_naver_works_gets_a_title_a_text_and_a_button(
    database: Database, receiver: Receiver, clock: Clock
) -> None:
    room = Channel("웍스방", ChannelKind.NAVER_WORKS, receiver.url + "/message/1")
    receiver.body = b'{"code":200,"description":"success"}'
    sender(one_outage(database, room, page_url="https://m.example.org"), clock).send_due()
    (got,) = receiver.taken
    assert got.json["title"] == "[확인] kt 장애"
    assert got.json["body"]["text"].startswith("[확인] kt 장애 · 12:00부터")
    assert got.json["button"]["url"] == "https://m.example.org/incidents/20261122-kt"


def test_naver_works_refuses_inside_a_good_answer(
    database: Database, receiver: Receiver, clock: Clock
) -> None:
    room = Channel("웍스방", ChannelKind.NAVER_WORKS, receiver.url + "/message/1")
    receiver.body = b'{"code":400,"description":"missing parameter"}'
    sender(one_outage(database, room), clock).send_due()
    with database.reading() as session:
        (dead,) = list_messages(session, [MessageState.DEAD])
    assert dead.problem == "http:400 missing parameter"


def test_apprise_takes_any_other_service(
    database: Database, receiver: Receiver, clock: Clock
) -> None:
    address = receiver.url.replace("http://", "json://") + "/any"
    story = one_outage(database, Channel("남", ChannelKind.APPRISE, address))
    sender(story, clock).send_due()
    (got,) = receiver.taken
    assert got.json["title"] == "[확인] kt 장애"
    assert "제목: kt 접속 장애" in got.json["message"]


def test_a_service_that_apprise_does_not_know_is_a_dead_letter(
    database: Database, clock: Clock
) -> None:
    story = one_outage(database, Channel("남", ChannelKind.APPRISE, "nosuch://x"))
    sender(story, clock).send_due()
    with database.reading() as session:
        (dead,) = list_messages(session, [MessageState.DEAD])
    assert dead.problem == "apprise-url"


def test_a_message_for_a_channel_that_is_gone_is_a_dead_letter(
    database: Database, clock: Clock
) -> None:
    story = one_outage(database, webhook())
    Sender(database, policy(), nothing, now=clock).send_due()
    with database.reading() as session:
        (dead,) = list_messages(session, [MessageState.DEAD])
    assert dead.problem == "no-channel"
    assert story.policy.channels


def test_a_restarting_receiver_hears_within_seconds(
    database: Database, receiver: Receiver, clock: Clock
) -> None:
    story = one_outage(database, webhook(url=receiver.url))
    receiver.answer = _answers([503])
    sender(story, clock).send_due()
    clock.minutes += timedelta(seconds=6) / timedelta(minutes=1)
    assert sender(story, clock).send_due() == 1
    assert states(database) == [MessageState.SENT]
