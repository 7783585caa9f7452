"""Sends a test message by each channel, once, and keeps none that did not arrive."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from detector.alerts.due import Reason
from detector.alerts.policy import SEVERITIES
from detector.alerts.sending import Sender, Sent
from detector.alerts.telling import new_id
from models.alert_records import NewMessage
from models.database import Database
from models.outbox import add_messages, drop_waiting


def try_channels(
    database: Database, sender: Sender, channels: Sequence[str], now: datetime
) -> list[Sent]:
    """Return what came of a test message on each channel. Raises StorageError."""
    content = {"reason": Reason.TEST.value, "link": None}
    messages = [
        NewMessage(new_id("msg"), name, None, Reason.TEST.value, now, content, SEVERITIES[-1])
        for name in channels
    ]
    with database.writing() as session:
        add_messages(session, messages, now)
    found: list[Sent] = []
    for message in messages:
        if (sent := sender.send_one(message.id)) is not None:
            found.append(sent)
    with database.writing() as session:
        drop_waiting(session, [message.id for message in messages])
    return found
