"""A fire that takes 40 services along and is told 300 times is at most five messages."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import partial

import pytest
from alert_receiver import Receiver
from fire import REPORTS, VICTIMS, at, fire
from told_incidents import policy, webhook

from detector.alerts.planning import plan
from detector.alerts.policy import Channel, ChannelKind, Policy
from detector.alerts.sending import Sender
from detector.alerts.standing import above, depends_on
from detector.alerts.text import Sending, write
from detector.classify.model import Classifier, load_model
from detector.config.resolving import ids_of
from detector.detect import detect
from detector.messages import Language
from models.database import Database
from models.documents import store_documents

#: So often a crawl brings what was written meanwhile.
ROUND = timedelta(minutes=10)


@pytest.fixture(scope="module")
def classifier() -> Classifier:
    return load_model()


def minutes_of(moment: datetime) -> float:
    return (moment - at(0)) / timedelta(minutes=1)


def replayed(database: Database, told: Policy, classifier: Classifier) -> None:
    """Crawl, detect, plan and send, a round every ten minutes, from before the fire to its end."""
    documents = fire()
    assert len(documents) == REPORTS
    moment, done = at(-ROUND / timedelta(minutes=1)), 0
    while moment < at(480):
        due = [one for one in documents[done:] if one.fetched_at <= moment]
        done += len(due)
        store_documents(database, due)
        detect(database, classifier=classifier, now=moment)
        with database.writing() as session:
            plan(session, told, moment, depends_on=depends_on(session), above=above)
        Sender(database, told, above, now=partial(at, minutes_of(moment))).send_due()
        moment += ROUND
    assert done == REPORTS


def test_a_fire_is_at_most_five_messages_and_every_victim_is_named(
    database: Database, receiver: Receiver, classifier: Classifier
) -> None:
    room = Channel("방", ChannelKind.JANDI, receiver.url + "/room")
    told = policy(webhook(url=receiver.url + "/hook"), room, page_url="https://m.example.org")
    replayed(database, told, classifier)
    hooks = [got.json for got in receiver.taken if got.path == "/hook"]
    assert 3 <= len(hooks) <= 5
    assert sum(got.path == "/room" for got in receiver.taken) == len(hooks)
    named = {one["id"] for got in hooks for one in got["data"]["incident"]["affected"]}
    assert {name for name in VICTIMS if not ids_of([name]) & named} == set()
    texts = [write(got["data"], Language.KO, Sending(at(10))).text for got in hooks]
    assert all(len(text) <= 200 for text in texts)
    assert hooks[-1]["type"] == "incident.resolved"
