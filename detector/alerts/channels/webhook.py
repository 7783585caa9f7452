"""A webhook signed as Standard Webhooks says: webhook-id, webhook-timestamp, webhook-signature."""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import json
from datetime import datetime
from typing import Any

from detector.alerts.channels.outgoing import Outgoing, Result
from detector.alerts.channels.post import post, result_of
from detector.alerts.due import Reason
from detector.alerts.policy import Channel
from models.clock import show_iso

PREFIX = "whsec_"
#: The specification asks for a key of 24 to 64 bytes.
LEAST_BYTES, MOST_BYTES = 24, 64
TYPES = {
    Reason.GREW: "incident.updated",
    Reason.MERGED: "incident.merged",
    Reason.SPLIT: "incident.split",
    Reason.BLIND: "sources.blind",
    Reason.SEEING: "sources.seeing",
    Reason.TEST: "alerts.test",
    Reason.SUMMARY: "alerts.summary",
}


def send(channel: Channel, message: Outgoing) -> Result:
    """Post a message with its signature."""
    body = json.dumps(payload(message), ensure_ascii=False, separators=(",", ":")).encode()
    headers = signed_headers(message.id, message.now, body, channel.secret or "")
    return result_of(post(channel.url, body, headers, message.now))


def payload(message: Outgoing) -> dict[str, Any]:
    """Return what is posted: what happened, when, and all that is known of it."""
    reason = Reason(message.content["reason"])
    data = {**message.content, "text": message.text, "late_minutes": message.late_minutes}
    return {
        "type": TYPES.get(reason, f"incident.{message.status}"),
        "timestamp": show_iso(message.at),
        "data": data,
    }


def signed_headers(id: str, now: datetime, body: bytes, secrets: str) -> dict[str, str]:
    """Return the headers of a post; with several secrets (while one is changed) it is signed by each."""
    stamp = str(int(now.timestamp()))
    signed = b".".join([id.encode(), stamp.encode(), body])
    signatures = [
        base64.b64encode(hmac.new(key_of(secret), signed, hashlib.sha256).digest()).decode()
        for secret in secrets.split()
    ]
    return {
        "webhook-id": id,
        "webhook-timestamp": stamp,
        "webhook-signature": " ".join(f"v1,{signature}" for signature in signatures),
    }


def key_of(secret: str) -> bytes:
    """Return the key of a secret, whsec_ and base64. Raises ValueError for another."""
    try:
        key = base64.b64decode(secret.removeprefix(PREFIX), validate=True)
    except binascii.Error as error:
        raise ValueError("not base64") from error
    if not secret.startswith(PREFIX) or not LEAST_BYTES <= len(key) <= MOST_BYTES:
        raise ValueError("not whsec_ and 24 to 64 bytes")
    return key
