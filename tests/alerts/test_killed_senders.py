"""Whatever is killed, and whenever: every step is delivered, repeats only under the same id."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import threading
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import dying
import pytest
from alert_receiver import Received, Receiver
from click.testing import CliRunner
from told_incidents import nothing, store_rows

from detector.alerts.planning import plan
from detector.alerts.sending import Sender
from detector.cli.commands import meoktong
from models.alert_records import MessageState
from models.database import Database
from models.outbox import list_messages
from models.records import Status

#: For two hours, of the nine, the receiver is down; now and then it is slow.
DOWN = (150.0, 270.0)


class Mortal:
    """A process that is started again each time it is killed."""

    def __init__(self, *arguments: object) -> None:
        self._arguments = [sys.executable, dying.__file__, *map(str, arguments)]
        self.lines: list[str] = []
        self.start()

    def start(self) -> None:
        path = os.pathsep.join([str(Path(__file__).parents[2]), str(Path(__file__).parent)])
        self.process = subprocess.Popen(
            self._arguments, stdout=subprocess.PIPE, text=True,
            env={**os.environ, "PYTHONPATH": path, "PYTHONIOENCODING": "utf-8"},
        )  # fmt: skip
        self.is_ready = threading.Event()
        self._reader = threading.Thread(target=self._read, args=(self.process,), daemon=True)
        self._reader.start()

    def _read(self, process: subprocess.Popen[str]) -> None:
        assert process.stdout is not None
        for line in process.stdout:
            self.is_ready.set()
            self.lines.append(line.strip())
        process.stdout.close()

    def kill(self) -> None:
        self.process.kill()
        self.process.wait()
        self._reader.join()


def steps_in(data: dict[str, Any]) -> Iterator[tuple[str, str, str]]:
    """Yield the incident, status and time of each step that a message tells."""
    for one in [data, *data.get("items", [])]:
        for step in one.get("steps", []):
            yield one["incident"]["id"], step["status"], step["at"]


def play(
    database: Database, url: str, receiver: Receiver, kills: int, seconds: float
) -> tuple[list[Mortal], dying.Clock]:
    """Let two processes live through nine hours in so many seconds, killed so often."""
    store_rows(database, dying.INCIDENTS * dying.ROWS_EACH)
    with database.writing() as session:
        start = dying.NOON
        plan(session, dying.telling(""), start, depends_on=nothing, above=nothing)
    dice = random.Random()
    clock = dying.Clock(time.time(), dying.HOURS * 3600 / seconds)

    def answer(_got: Received) -> int:
        time.sleep(dice.choice([0, 0, 0.02, 0.2]))
        minutes = (clock() - dying.NOON).total_seconds() / 60
        return 503 if DOWN[0] <= minutes < DOWN[1] else 200

    receiver.answer = answer
    mortals = [
        Mortal(url, receiver.url, role, clock.began, clock.speed) for role in ("writer", "sender")
    ]
    try:
        for number in range(kills):
            one = mortals[number % 2]
            assert one.is_ready.wait(60)
            time.sleep(dice.uniform(0, 0.35))
            one.kill()
            one.start()
        deadline = time.monotonic() + 240
        while not is_all_told(database, clock) and time.monotonic() < deadline:
            time.sleep(0.3)
    finally:
        for one in mortals:
            one.kill()
    return mortals, clock


def is_all_told(database: Database, clock: dying.Clock) -> bool:
    if (clock() - dying.NOON).total_seconds() < (dying.HOURS + 1.5) * 3600:
        return False
    with database.reading() as session:
        return not list_messages(session, [MessageState.WAITING, MessageState.HELD])


def judge(database: Database, url: str, receiver: Receiver) -> tuple[int, int, int]:
    """Assert that nothing was lost or told twice; return steps, messages and repeats."""
    wanted = {
        (one.id, step.status.value)
        for one in dying.so_far(dying.NOON + dying.timedelta(hours=24))
        for step in one.steps
    }
    by_id: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for got in receiver.taken:
        by_id[got.id].append(got.json["data"])
    told = {(id, status) for data in by_id.values() for id, status, _ in steps_in(data[0])}
    assert {step for step in wanted - told if step[1] != Status.SUSPECTED} == set()
    under: dict[tuple[str, str, str], set[str]] = defaultdict(set)
    for id, all_data in by_id.items():
        assert len({json.dumps(sorted(steps_in(data))) for data in all_data}) == 1
        for step in steps_in(all_data[0]):
            under[step].add(id)
    assert {step: ids for step, ids in under.items() if len(ids) > 1} == {}
    with database.reading() as session:
        states = Counter(one.state for one in list_messages(session, tuple(MessageState)))
    assert states.keys() <= {MessageState.SENT, MessageState.FOLDED}
    assert states[MessageState.SENT] == len(by_id)
    _is_printed(url, {id: len(all_data) for id, all_data in by_id.items()})
    return len(told), len(by_id), sum(len(data) - 1 for data in by_id.values())


def _is_printed(url: str, times: dict[str, int]) -> None:
    """Assert that the list of alerts shows at least as many tries as the receiver got."""
    shown = CliRunner().invoke(
        meoktong, ["alerts", "list", "--limit", "999", "--json", "--db", url]
    )
    tries = {row["id"]: row["tries"] for row in map(json.loads, shown.stdout.splitlines())}
    assert {id for id, count in times.items() if tries[id] < count} == set()


def test_killed_some_times(database: Database, url: str, receiver: Receiver) -> None:
    play(database, url, receiver, kills=12, seconds=14)
    steps, messages, _ = judge(database, url, receiver)
    assert steps >= messages


@pytest.mark.long
@pytest.mark.timeout(1500)
def test_killed_two_hundred_times(database: Database, url: str, receiver: Receiver) -> None:
    mortals, _ = play(database, url, receiver, kills=200, seconds=180)
    steps, messages, repeats = judge(database, url, receiver)
    sys.stdout.write(f"\n{steps} steps, {messages} messages, {repeats} repeats, the same id\n")
    assert repeats > 0, "no process died inside a send: the suite tests too little"
    assert any("같은 id" in line for one in mortals for line in one.lines)
    assert Sender(database, dying.telling(receiver.url), nothing).send_due() == 0
