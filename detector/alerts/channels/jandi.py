"""JANDI's incoming webhook: a body, and a box for each subject beside it."""

from __future__ import annotations

import json

from detector.alerts.channels.outgoing import Outgoing, Result
from detector.alerts.channels.post import post, result_of
from detector.alerts.policy import Channel

_HEADERS = {"Accept": "application/vnd.tosslab.jandi-v2+json"}
#: A word says the state too: colour alone never does.
_COLORS = {
    "suspected": "#F5A623",
    "confirmed": "#D0021B",
    "recovering": "#4A90E2",
    "resolved": "#2E8B57",
    "retracted": "#7F7F7F",
}
_OTHER_COLOR = "#7F7F7F"


def send(channel: Channel, message: Outgoing) -> Result:
    """Post a message as JANDI wants it."""
    content = {
        "body": message.text,
        "connectColor": _COLORS.get(message.status or "", _OTHER_COLOR),
        "connectInfo": [{"title": title, "description": value} for title, value in message.details],
    }
    body = json.dumps(content, ensure_ascii=False).encode()
    return result_of(post(channel.url, body, _HEADERS, message.now))
