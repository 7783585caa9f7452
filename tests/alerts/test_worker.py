"""What `watch` does beside its work: tells, keeps telling, calls the heartbeat, sees when it is blind."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from alert_receiver import Receiver
from told_incidents import Story, at, incident, policy, webhook

from crawler.catalogue import Source, source_from_fields
from detector.alerts import heartbeat
from detector.alerts.blind import Sight, SourceState, sights
from detector.alerts.sight import plan_sights
from detector.cli.alert_worker import AlertSettings, AlertWorker
from models.alert_records import MessageState, OutboxMessage
from models.alert_threads import mark_at
from models.database import Database, open_database
from models.errors import UnwritableError
from models.outbox import list_messages
from models.records import CrawlOutcome, Kind, Status
from models.sources import record_crawl

CONFIRMED = Status.CONFIRMED


def source(id: str, kind: str) -> Source:
    fields = {
        "id": id, "name": id, "name_en": id, "kind": kind, "reader": "feed", "parser": "none",
        "urls": [f"https://{id}.example.org/feed"], "interval_minutes": 10,
        "least_documents_a_day": 1, "enabled": True, "robots": "https://example.org/robots.txt",
        "evidence": "https://example.org", "reason": "",
    }  # fmt: skip
    return source_from_fields(fields, "test")


def crawled(database: Database, id: str, state: str, minutes: float) -> None:
    outcome = CrawlOutcome(id, at(minutes), at(minutes), state, 1 if state == "ok" else 0, 0)
    record_crawl(database, outcome)


def wait_until(is_so: Callable[[], bool], seconds: float = 20) -> bool:
    until = time.monotonic() + seconds
    while not is_so() and time.monotonic() < until:
        time.sleep(0.05)
    return is_so()


def test_after_a_round_what_is_due_is_sent_and_the_heartbeat_called(
    database: Database, receiver: Receiver
) -> None:
    story = Story(database, policy(webhook(url=receiver.url + "/hook")))
    settings = AlertSettings(story.policy, receiver.url + "/beat")
    worker = AlertWorker(database, settings, [], now=lambda: at(7))
    worker.start()
    story.becomes(incident("20261122-kt", (CONFIRMED, 5), rows=[1]))
    worker.after_round()
    assert wait_until(lambda: len(receiver.taken) == 2)
    worker.stop()
    assert {got.path for got in receiver.taken} == {"/hook", "/beat"}
    with database.reading() as session:
        assert mark_at(session, "heartbeat") == at(7)


def test_without_a_heartbeat_that_answers_the_mark_is_not_set(
    database: Database, receiver: Receiver, capsys: pytest.CaptureFixture[str]
) -> None:
    receiver.answer = lambda _: 500
    settings = AlertSettings(policy(), receiver.url + "/secret")
    AlertWorker(database, settings, [], now=lambda: at(7)).after_round()
    with database.reading() as session:
        assert mark_at(session, "heartbeat") is None
    said = capsys.readouterr().err
    assert "http:500" in said
    assert "secret" not in said


def test_the_heartbeat_falls_silent_when_no_source_can_be_read(
    database: Database, receiver: Receiver
) -> None:
    sources = [source("a", "news"), source("b", "news"), source("c", "community"),
               source("d", "community")]  # fmt: skip
    for one in sources:
        crawled(database, one.id, "broken", 5)
    settings = AlertSettings(policy(), receiver.url)
    AlertWorker(database, settings, sources, now=lambda: at(7)).after_round()
    assert receiver.taken == []
    crawled(database, "a", "ok", 8)
    AlertWorker(database, settings, sources, now=lambda: at(9)).after_round()
    assert len(receiver.taken) == 1


def test_a_class_is_blind_when_all_of_it_is_in_trouble() -> None:
    states = [
        SourceState("a", Kind.NEWS, "ok"), SourceState("b", Kind.NEWS, "broken"),
        SourceState("c", Kind.COMMUNITY, "late"), SourceState("d", Kind.COMMUNITY, "blocked"),
        SourceState("e", Kind.COMMUNITY, "unknown"), SourceState("f", Kind.OFFICIAL, "broken"),
    ]  # fmt: skip
    blind = {sight.kind: sight.is_blind for sight in sights(states)}
    assert blind == {Kind.NEWS: False, Kind.COMMUNITY: True, Kind.OFFICIAL: False}


def test_a_blind_class_is_an_alert_once_it_lasts_and_its_end_another(database: Database) -> None:
    told = policy(webhook("하나"), webhook("둘"))
    blind, seeing = Sight(Kind.COMMUNITY, 6, 6), Sight(Kind.COMMUNITY, 6, 2)

    def planned(sight: Sight, minutes: float) -> int:
        with database.writing() as session:
            return plan_sights(session, told, [sight], at(minutes))

    assert planned(blind, 0) == 0
    assert planned(seeing, 5) == 0  # one bad round
    assert planned(blind, 10) == 0
    assert planned(blind, 15) == 0
    assert planned(blind, 21) == 2
    assert planned(blind, 60) == 0
    assert planned(seeing, 70) == 2
    with database.reading() as session:
        found = list_messages(session, [MessageState.WAITING])[::-1]
    assert [one.kind for one in found] == ["blind", "blind", "seeing", "seeing"]
    assert found[0].content["sources"] == 6


def test_a_worker_without_a_channel_does_nothing_and_stops(database: Database) -> None:
    worker = AlertWorker(database, AlertSettings(policy(), None), [], now=lambda: at(7))
    worker.start()
    worker.after_round()
    began = time.monotonic()
    worker.stop()
    assert timedelta(seconds=time.monotonic() - began) < timedelta(seconds=2)


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_the_heartbeat_falls_silent_when_what_sends_has_died(
    database: Database, receiver: Receiver, capsys: pytest.CaptureFixture[str]
) -> None:
    story = Story(database, policy(webhook(url=receiver.url)))
    settings = AlertSettings(story.policy, receiver.url + "/beat")
    worker = AlertWorker(database, settings, [], now=lambda: at(7))

    def fails() -> bool:
        raise RuntimeError("a fault of the program")

    worker._sender.is_due = fails  # type: ignore[method-assign]
    worker.start()
    worker.after_round()
    assert wait_until(worker._has_died)
    receiver.taken.clear()
    worker.after_round()
    assert receiver.taken == []
    assert "watch" in capsys.readouterr().err


def test_boards_that_all_go_silent_are_an_alert_while_the_heart_beats_on(
    database: Database, receiver: Receiver
) -> None:
    sources = [source("a", "news"), source("b", "news"), source("c", "community"),
               source("d", "community")]  # fmt: skip
    settings = AlertSettings(policy(webhook("하나")), receiver.url + "/beat")
    minute = 0.0
    worker = AlertWorker(database, settings, sources, now=lambda: at(minute))
    for id, state in (("a", "ok"), ("b", "ok"), ("c", "broken"), ("d", "blocked")):
        crawled(database, id, state, 5)
    for minute in (6, 10, 15):  # noqa: B007 - the worker's clock
        worker.look()
    assert waiting(database) == []  # a bad round is not worth waking anybody
    minute = 17
    worker.look()
    (told,) = waiting(database)
    assert (told.kind, told.content["kind"], told.content["troubled"]) == ("blind", "community", 2)
    worker.after_round()
    (beat,) = receiver.taken
    assert beat.headers["user-agent"] == "meoktong (sources ok 2/4; not ok: c, d)"


def waiting(database: Database) -> list[OutboxMessage]:
    with database.reading() as session:
        return list(list_messages(session, [MessageState.WAITING]))


def test_a_cycle_that_fails_calls_no_heartbeat(tmp_path: Path, receiver: Receiver) -> None:
    """Crawled, and not read: the database was taken away in between."""
    path = tmp_path / "gone.db"
    database = open_database(f"sqlite:///{path}")
    read_only = open_database(f"sqlite:///file:{path}?mode=ro&uri=true")
    crawled(database, "a", "ok", 5)
    settings = AlertSettings(policy(webhook("하나")), receiver.url)
    worker = AlertWorker(read_only, settings, [source("a", "news")], now=lambda: at(7))
    with pytest.raises(UnwritableError):
        worker.after_round()
    assert receiver.taken == []
    AlertWorker(database, settings, [source("a", "news")], now=lambda: at(8)).after_round()
    assert len(receiver.taken) == 1
    read_only.close()
    database.close()


@pytest.mark.parametrize(
    ("troubled", "agent"),
    [
        ([], "meoktong (sources ok 30/30)"),
        (["b", "a"], "meoktong (sources ok 28/30; not ok: a, b)"),
        ([f"s{n:02}" for n in range(12)],
         "meoktong (sources ok 18/30; not ok: "
         + ", ".join(f"s{n:02}" for n in range(10)) + " and 2 more)"),
        (["한글\r\nX: y"], "meoktong (sources ok 29/30; not ok: ????X: y)"),
    ],
)  # fmt: skip
def test_the_heartbeat_says_which_sources_are_not_well(troubled: list[str], agent: str) -> None:
    assert heartbeat.agent_of(30, troubled) == agent
