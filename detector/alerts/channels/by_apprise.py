"""Any of the services that Apprise knows: mail, Slack, Telegram, KakaoTalk to oneself, …"""

from __future__ import annotations

import logging
from typing import Any

from detector.alerts.channels.outgoing import SENT, Outgoing, Result
from detector.alerts.policy import Channel
from models.alert_records import Outcome
from models.config import data_folder

_KINDS = {"resolved": "success", "recovering": "info", "retracted": "info"}


def send(channel: Channel, message: Outgoing) -> Result:
    """Hand a message to Apprise: whole where the service has room, else the short text.

    Apprise says yes or no; what went wrong it only logs, with addresses that hold secrets.
    """
    plugin = instance(channel.url)
    if plugin is None:
        return Result(Outcome.REFUSED, "apprise-url")
    whole = message.full_text
    body = whole if len(whole) <= plugin.body_maxlen else message.text
    title = message.title if plugin.title_maxlen else ""
    was_sent = plugin.notify(
        body=body, title=title, notify_type=_KINDS.get(message.status or "", "warning")
    )
    return SENT if was_sent else Result(Outcome.UNKNOWN, "apprise")


def instance(url: str) -> Any:
    """Return Apprise's plugin for an address, or None where there is none."""
    import apprise  # half a second

    logging.getLogger("apprise").setLevel(logging.CRITICAL)
    return apprise.Apprise.instantiate(url, asset=_asset(apprise), suppress_exceptions=True)


def _asset(apprise: Any) -> Any:
    """Return how Apprise behaves; the tokens that KakaoTalk renews are kept in the data folder."""
    folder = data_folder() / "apprise"
    return apprise.AppriseAsset(
        app_id="meoktong", app_desc="먹통", async_mode=False, storage_path=str(folder)
    )
