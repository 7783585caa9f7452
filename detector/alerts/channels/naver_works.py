"""NAVER WORKS's incoming webhook: a title, a text, a button that opens the incident."""

from __future__ import annotations

import json
from typing import Any

from detector.alerts.channels.outgoing import Outgoing, Result
from detector.alerts.channels.post import Answer, post, result_of
from detector.alerts.policy import Channel
from detector.messages import say
from models.alert_records import Outcome
from models.text import normalize

#: Nobody reads more in a chat; what is cut stands behind the button.
MOST_TEXT = 1000
_MOST_SAID = 160


def send(channel: Channel, message: Outgoing) -> Result:
    """Post a message as NAVER WORKS wants it."""
    body = json.dumps(content(message), ensure_ascii=False).encode()
    answer = post(channel.url, body, {}, message.now)
    return _refusal(answer) or result_of(answer)


def content(message: Outgoing) -> dict[str, Any]:
    """Return what is posted."""
    text = message.full_text
    if len(text) > MOST_TEXT:
        text = text[: MOST_TEXT - 1] + "…"
    found: dict[str, Any] = {"title": message.title[:100], "body": {"text": text}}
    if message.link:
        label = say("alerts.text.button", message.language)
        found["button"] = {"label": label, "url": message.link}
    return found


def _refusal(answer: Answer | Result) -> Result | None:
    """Return what a 200 that holds another code means; it says success in the body alone."""
    if isinstance(answer, Result) or answer.status != 200:
        return None
    try:
        said = json.loads(answer.body)
        code = int(said["code"])
    except (ValueError, KeyError, TypeError):
        return None
    if code == 200:
        return None
    why = normalize(str(said.get("description", "")))[:_MOST_SAID]
    outcome = Outcome.FAILED if code >= 500 or code == 429 else Outcome.REFUSED
    return Result(outcome, f"http:{code} {why}".strip())
