"""Alerts: what was told and what waits; tests, mutes, acknowledgements, dead letters, sending."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import click

from detector.cli.completing import NAME
from detector.cli.korean import KoreanCommand, KoreanGroup
from detector.cli.options import COUNT, database_option, json_option, opened
from detector.cli.screen import note, say, write_json
from detector.cli.spoken import language, tell
from models import clock
from models.errors import NotFoundError, UsageError

if TYPE_CHECKING:
    from detector.alerts.policy import Policy
    from detector.alerts.sending import Sent
    from models.database import Database

_SOME_FAILED = 3
_LENGTH = re.compile(r"\s*(\d+)\s*(m|min|분|h|시간|d|일)\s*", re.IGNORECASE)
_UNITS = {"m": 1, "min": 1, "분": 1, "h": 60, "시간": 60, "d": 1440, "일": 1440}
_LONGEST = timedelta(days=30)


class LengthType(click.ParamType):  # type: ignore[type-arg]
    """A length of time: 30m, 2h, 1d, 2시간, 1h30m."""

    name = "TIME"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> timedelta:
        """Return the length."""
        if isinstance(value, timedelta):
            return value
        parts = _LENGTH.findall(value)
        minutes = sum(int(number) * _UNITS[unit.lower()] for number, unit in parts)
        is_whole = not _LENGTH.sub("", value).strip()
        if not is_whole or not 0 < minutes <= _LONGEST / timedelta(minutes=1):
            self.fail(tell("cli.alerts.not_a_length", value=value), param, ctx)
        return timedelta(minutes=minutes)


@click.group("alerts", cls=KoreanGroup, help="cli.alerts.help")
def command() -> None:
    """Run `meoktong alerts`."""


@command.command("list", cls=KoreanCommand, help="cli.alerts.list_help")
@click.option("--limit", type=COUNT, default=20, show_default=True, help="cli.alerts.limit_help")
@database_option
@json_option
def list_(limit: int, db: str | None, as_json: bool) -> None:
    """Run `meoktong alerts list`."""
    from detector.cli.alert_page import message_json, print_overview
    from models.alert_records import MessageState
    from models.alert_threads import mutes_at, open_threads
    from models.outbox import list_messages

    with opened(db) as database, database.reading() as session:
        messages = list_messages(session, tuple(MessageState), limit)
        threads, mutes = open_threads(session), mutes_at(session, clock.now())
    if as_json:
        for message in messages:
            write_json(message_json(message))
        return
    print_overview(_policy(), messages, threads, mutes)


@command.command("test", cls=KoreanCommand, help="cli.alerts.test_help")
@click.argument("channels", metavar="cli.alerts.channels", nargs=-1)
@database_option
def test(channels: tuple[str, ...], db: str | None) -> None:
    """Run `meoktong alerts test`."""
    from detector.alerts.trying import try_channels
    from detector.cli.alert_page import sent_line

    policy = _policy()
    _check_channels(policy, channels)
    if not policy.channels:
        raise UsageError(tell("cli.alerts.no_channels"))
    with _sender_of(db, policy) as (database, sender):
        results = try_channels(database, sender, channels or tuple(policy.channels), clock.now())
    for sent in results:
        say(sent_line(sent))
    if any(sent.attempt.outcome.value != "sent" for sent in results):
        click.get_current_context().exit(1)


@command.command("mute", cls=KoreanCommand, help="cli.alerts.mute_help")
@click.argument("provider", type=NAME, metavar="cli.alerts.provider")
@click.option(
    "--for", "length", type=LengthType(), metavar="cli.alerts.length", default="2h",
    show_default=True, help="cli.alerts.for_help",
)  # fmt: skip
@database_option
def mute(provider: str, length: timedelta, db: str | None) -> None:
    """Run `meoktong alerts mute`."""
    from detector.messages.amounts import time_in
    from models.alert_threads import add_mute

    parties = _parties(provider)
    now = clock.now()
    with opened(db) as database, database.writing() as session:
        for id, name in parties:
            add_mute(session, id, name, now, now + length)
    until = time_in(language(), now + length)
    say(tell("cli.alerts.muted", name=parties[0][1], until=until))


@command.command("unmute", cls=KoreanCommand, help="cli.alerts.unmute_help")
@click.argument("provider", type=NAME, metavar="cli.alerts.provider")
@database_option
def unmute(provider: str, db: str | None) -> None:
    """Run `meoktong alerts unmute`."""
    from models.alert_threads import lift_mute

    parties = _parties(provider)
    with opened(db) as database, database.writing() as session:
        lifted = sum(lift_mute(session, id, clock.now()) for id, _ in parties)
    if not lifted:
        raise UsageError(tell("cli.alerts.not_muted", name=provider))
    say(tell("cli.alerts.unmuted", name=parties[0][1]))


@command.command("ack", cls=KoreanCommand, help="cli.alerts.ack_help")
@click.argument("incident", metavar="cli.alerts.incident")
@database_option
def ack(incident: str, db: str | None) -> None:
    """Run `meoktong alerts ack`."""
    from models.alert_threads import ack_threads
    from models.incidents import find_incident

    with opened(db) as database, database.writing() as session:
        found = find_incident(session, incident)
        if found is None:
            raise NotFoundError(
                tell("cli.common.incident"), incident, tell("cli.alerts.see_incidents")
            )
        channels = ack_threads(session, {incident, found.id}, clock.now())
    if not channels:
        raise UsageError(tell("cli.alerts.nothing_told", id=found.id))
    say(tell("cli.alerts.acked", id=found.id, count=channels))


@command.command("dead-letters", cls=KoreanCommand, help="cli.alerts.dead_help")
@click.option("--retry", "retry", metavar="cli.alerts.ids", help="cli.alerts.retry_help")
@database_option
@json_option
def dead_letters(retry: str | None, db: str | None, as_json: bool) -> None:
    """Run `meoktong alerts dead-letters`."""
    from detector.cli.alert_page import message_json, message_line
    from models.alert_records import MessageState
    from models.outbox import list_messages, release

    with opened(db) as database:
        with database.reading() as session:
            dead = list_messages(session, [MessageState.DEAD])
        if retry is not None:
            chosen = [one for one in dead if retry in ("all", one.id)]
            if not chosen:
                raise UsageError(tell("cli.alerts.not_dead", id=retry))
            with database.writing() as session:
                release(session, [one.number for one in chosen], clock.now())
            say(tell("cli.alerts.retried", count=len(chosen)))
            return
    for message in dead:
        if as_json:
            write_json(message_json(message))
        else:
            say(message_line(message))
    if not dead and not as_json:
        say(tell("cli.alerts.no_dead"))


@command.command("send", cls=KoreanCommand, help="cli.alerts.send_help")
@database_option
def send(db: str | None) -> None:
    """Run `meoktong alerts send`."""
    from crawler.catalogue import load_catalogue
    from detector.cli.alert_page import sent_line
    from detector.cli.alert_worker import AlertWorker, load_settings

    failed: list[Sent] = []

    def heard(sent: Sent) -> None:
        say(sent_line(sent))
        if sent.attempt.outcome.value != "sent":
            failed.append(sent)

    settings = load_settings()
    sources = list(load_catalogue().values())
    with _sender_of(db, settings.policy) as (database, sender):
        worker = AlertWorker(database, settings, sources, now=clock.now)
        made = worker.look()
        tried = sender.send_due(heard)
        worker.beat()  # whoever runs us by cron has crawled and detected before
    note(tell("cli.alerts.sent", made=made, tried=tried, failed=len(failed)))
    if failed:
        click.get_current_context().exit(_SOME_FAILED)


@contextmanager
def _sender_of(db: str | None, policy: Policy) -> Iterator[tuple[Database, Any]]:
    from detector.alerts.sending import Sender
    from detector.alerts.standing import above

    with opened(db) as database:
        yield database, Sender(database, policy, above, now=clock.now)


def _policy() -> Policy:
    from detector.config.resolving import load_policy

    return load_policy(language())


def _check_channels(policy: Policy, names: Sequence[str]) -> None:
    for name in names:
        if name not in policy.channels:
            known = ", ".join(policy.channels) or "-"
            raise UsageError(tell("cli.alerts.no_channel", name=name, known=known))


def _parties(name: str) -> list[tuple[str, str]]:
    """Return the ids and names that a name may mean. Raises UsageError for one nobody knows."""
    from detector.config.resolving import ids_of, is_known
    from detector.gazetteer import gazetteer
    from detector.korean.alike import alike

    if not is_known(name):
        known = [one for entry in gazetteer().values() for one in entry.surfaces]
        near = ", ".join(alike(name, known))
        key = "cli.alerts.no_party_near" if near else "cli.alerts.no_party"
        raise UsageError(tell(key, name=name, near=near) if near else tell(key, name=name))
    return [(id, gazetteer()[id].name) for id in sorted(ids_of([name]))]
