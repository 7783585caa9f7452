"""How each kind of channel is spoken to; a library is imported only where it sends."""

from __future__ import annotations

from importlib import import_module

from detector.alerts.channels.outgoing import Outgoing, Result
from detector.alerts.policy import Channel, ChannelKind

_MODULES = {
    ChannelKind.WEBHOOK: "webhook",
    ChannelKind.JANDI: "jandi",
    ChannelKind.NAVER_WORKS: "naver_works",
    ChannelKind.APPRISE: "by_apprise",
}


def deliver(channel: Channel, message: Outgoing) -> Result:
    """Try once to bring a message to a channel, and return what came of it."""
    module = import_module(f"detector.alerts.channels.{_MODULES[channel.kind]}")
    result: Result = module.send(channel, message)
    return result
