"""A program that is killed at random: writes the lives of incidents, plans and sends, or only sends.

Run as: python dying.py DATABASE RECEIVER ROLE BEGAN SPEED. Its clock runs SPEED times as fast.
"""

from __future__ import annotations

import random
import sys
import time
from datetime import datetime, timedelta

from told_incidents import NOON, incident, nothing, policy, webhook

from detector.alerts.holding_back import tell_held
from detector.alerts.planning import plan
from detector.alerts.policy import Policy
from detector.alerts.sending import Sender, Sent
from detector.cli.alert_page import sent_line
from models.database import Database, open_database
from models.incidents import replace_incidents
from models.records import Incident, Status

INCIDENTS = 30
HOURS = 9.0
ROWS_EACH = 2
#: A dead sender's message is taken up by another after so many real seconds.
LEASE_SECONDS = 1.5
_ORDERS = (
    (Status.SUSPECTED, Status.CONFIRMED, Status.RECOVERING, Status.RESOLVED),
    (Status.CONFIRMED, Status.RESOLVED),
    (Status.CONFIRMED, Status.RECOVERING, Status.CONFIRMED, Status.RESOLVED),
)


def lives() -> dict[str, list[tuple[Status, float]]]:
    """Return the steps of each incident, in minutes after noon; the same in every process."""
    dice = random.Random(7)
    found = {}
    for number in range(INCIDENTS):
        minute = dice.uniform(5, 60 * HOURS - 240)
        steps = []
        for status in dice.choice(_ORDERS):
            steps.append((status, round(minute)))
            minute += dice.uniform(4, 70)
        found[f"20261122-svc{number:02}"] = steps
    return found


def so_far(now: datetime) -> list[Incident]:
    """Return the incidents as they are known at a time."""
    minutes = (now - NOON) / timedelta(minutes=1)
    found = []
    for number, (id, steps) in enumerate(lives().items()):
        passed = [step for step in steps if step[1] <= minutes]
        rows = [1 + ROWS_EACH * number + n for n in range(ROWS_EACH)]
        if passed:
            found.append(incident(id, *passed, rows=rows))
    return found


def telling(url: str) -> Policy:
    return policy(webhook(url=url))


class Clock:
    """A clock that runs faster, and at one time in all processes."""

    def __init__(self, began: float, speed: float) -> None:
        self.began, self.speed = began, speed

    def __call__(self) -> datetime:
        return NOON + timedelta(seconds=(time.time() - self.began) * self.speed)


def step(database: Database, told: Policy, now: datetime, before: list[Incident]) -> list[Incident]:
    """Let the incidents become what they are now, and plan what is due on that."""
    found = so_far(now)
    if found != before:
        with database.writing() as session:
            replace_incidents(session, [one.id for one in before or found], found)
    with database.writing() as session:
        plan(session, told, now, depends_on=nothing, above=nothing)
        tell_held(session, told, now)
    return found


def say(sent: Sent) -> None:
    sys.stdout.write(sent_line(sent) + "\n")
    sys.stdout.flush()


def main(url: str, receiver: str, role: str, began: str, speed: str) -> None:
    clock = Clock(float(began), float(speed))
    database, told = open_database(url), telling(receiver)
    lease = timedelta(seconds=LEASE_SECONDS * clock.speed)
    sender = Sender(database, told, nothing, now=clock, lease=lease)
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    known: list[Incident] = []
    while True:
        if role == "writer":
            known = step(database, told, clock(), known)
        sender.send_due(say)
        time.sleep(0.02)


if __name__ == "__main__":
    main(*sys.argv[1:])
