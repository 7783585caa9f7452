"""Alerts on a terminal: channels, mutes, what is told of now, and the messages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from detector.alerts.policy import Policy
from detector.alerts.sending import Sent
from detector.alerts.text import Sending, write
from detector.cli.screen import say
from detector.cli.spoken import language, tell
from detector.messages.amounts import time_in
from models import clock
from models.alert_records import AlertThread, MessageState, Mute, OutboxMessage, Outcome
from models.clock import show_iso


def print_overview(
    policy: Policy,
    messages: Sequence[OutboxMessage],
    threads: Sequence[AlertThread],
    mutes: Sequence[Mute],
) -> None:
    """Print the channels, what they are told of now, who is muted, and the newest messages."""
    if not policy.channels:
        say(tell("cli.alerts.no_channels"))
    for channel in policy.channels.values():
        told = channel.name in policy.told_channels
        key = "cli.alerts.channel" if told else "cli.alerts.stand_in"
        about = [one for one in threads if one.channel == channel.name and not one.silent]
        say(tell(key, name=channel.name, kind=channel.kind.value, count=len(about)))
    for mute in mutes:
        until = time_in(language(), mute.until)
        say(tell("cli.alerts.muted", name=mute.name, until=until))
    for message in messages:
        say(message_line(message))
    states = Counter(message.state for message in messages)
    if dead := states[MessageState.DEAD]:
        say(tell("cli.alerts.some_dead", count=dead))


def message_line(message: OutboxMessage) -> str:
    """Return one message on one line: when, its state, its channel, its text, its tries."""
    at = time_in(language(), message.created_at)
    state = tell(f"cli.alert_state.{message.state.value}")
    text = write(message.content, language(), Sending(message.created_at)).text
    tries = tell("cli.alerts.tries", count=message.attempts) if message.attempts > 1 else ""
    why = problem_text(message.problem) if message.problem else ""
    said = "; ".join(part for part in (tries, why) if part)
    return f"{at}  {state}  {message.channel}  {text}  {message.id}{f' ({said})' if said else ''}"


def sent_line(sent: Sent) -> str:
    """Return what came of one try; a message that was tried before keeps its id, and says so."""
    message, attempt = sent.message, sent.attempt
    outcome = tell(f"cli.alert_outcome.{attempt.outcome.value}")
    again = tell("cli.alerts.again", number=attempt.number) if sent.was_tried_before else ""
    parts = [f"{outcome}  {attempt.channel}  {message.id}", again]
    if attempt.outcome is not Outcome.SENT:
        parts.append(problem_text(attempt.problem or ""))
        if sent.retry_at is not None:
            parts.append(tell("cli.alerts.next_try", at=time_in(language(), sent.retry_at)))
    return "  ".join(part for part in parts if part)


def problem_text(problem: str) -> str:
    """Return the code of a problem in words."""
    code, _, said = problem.partition(":")
    return tell(f"alerts.problem.{code}", said=said)


def message_json(message: OutboxMessage) -> dict[str, Any]:
    """Return a message as a JSON object."""
    text = write(message.content, language(), Sending(clock.now())).text
    return {
        "id": message.id,
        "channel": message.channel,
        "thread": message.thread_id,
        "kind": message.kind,
        "state": message.state.value,
        "at": show_iso(message.at),
        "created": show_iso(message.created_at),
        "sent": show_iso(message.sent_at),
        "sent_by": message.sent_by,
        "tries": message.attempts,
        "next_try": show_iso(message.next_try_at),
        "problem": message.problem,
        "held_for": message.held_for,
        "told_in": message.into,
        "text": text,
        "content": message.content,
    }
