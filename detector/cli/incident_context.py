"""What is known around one incident, on a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING

from detector.cli.screen import print_item, styled
from detector.cli.spoken import tell
from detector.cli.words import how_long, when
from models.records import Incident

if TYPE_CHECKING:
    from rich.console import Console

    from detector.incidents.context import Context
    from detector.incidents.delays import Delays
    from detector.incidents.duty import Duty
    from detector.incidents.recalled import RecallLink
    from detector.incidents.recurrence import Recurrence

DELAY = {
    "onset_to_post": ("cli.common.start", "cli.incident_context.first_post"),
    "onset_to_article": ("cli.common.start", "cli.incident_context.first_article"),
    "onset_to_notice": ("cli.common.start", "cli.common.first_notice"),
    "onset_to_recovery": ("cli.common.start", "cli.incident_context.recovery"),
    "post_to_article": ("cli.incident_context.first_post", "cli.incident_context.first_article"),
    "article_to_notice": ("cli.incident_context.first_article", "cli.common.first_notice"),
    "notice_to_recovery": ("cli.common.first_notice", "cli.incident_context.recovery"),
}
_SAME = {
    "provider": "cli.incident_context.same_provider",
    "cause": "cli.incident_context.same_cause",
    "region": "cli.incident_context.same_region",
}
_DUTY = "cli.incident_context.duty"
_QUOTE_SHOWN = 150


def print_context(screen: Console, incident: Incident, context: Context) -> None:
    """Print the sections that have something to say."""
    _print_lines(screen, tell(_DUTY), [_duty_line(context.duty)])
    _print_lines(
        screen, tell("cli.incident_context.until_known"), list(_delay_lines(context.delays))
    )
    if context.hypotheses:
        names = {
            hit.id: hit.name for one in (incident, *context.fails_with) for hit in one.affected
        }
        heading = tell("cli.incident_context.hypotheses")
        _print_lines(screen, heading, list(_hypothesis_lines(context, names)))
    _print_lines(
        screen,
        tell("cli.incident_context.recurrences"),
        [_recurrence(one) for one in context.recurrences],
    )
    _print_links(screen, tell("cli.incident_context.recalls"), context.recalls)
    _print_links(screen, tell("cli.incident_context.recalled_by"), context.recalled_by)


def _duty_line(duty: Duty) -> str:
    from detector.incidents.duty import DutyState  # the gazetteer comes with it

    limit, due = how_long(duty.limit_minutes), when(duty.due_at)
    minutes = how_long(duty.minutes)
    said = {
        DutyState.RUNNING: tell("cli.incident_context.duty_running", minutes=minutes, due=due),
        DutyState.OVERDUE: tell(
            "cli.incident_context.duty_overdue", minutes=minutes, due=due, limit=limit
        ),
        DutyState.IN_TIME: tell(
            "cli.incident_context.duty_in_time", limit=limit, due=due, minutes=minutes
        ),
        DutyState.LATE: tell(
            "cli.incident_context.duty_late", limit=limit, due=due, minutes=minutes
        ),
        DutyState.MISSED: tell("cli.incident_context.duty_missed", due=due, limit=limit),
        DutyState.NONE: tell("cli.incident_context.duty_none", limit=limit),
        DutyState.DISPUTED: tell("cli.incident_context.duty_disputed", limit=limit),
        DutyState.UNKNOWN: tell("cli.incident_context.duty_unknown", limit=limit),
    }
    counted = tell("cli.incident_context.from_first_report") if duty.is_from_first_report else ""
    return f"{said[duty.state]}{counted}"


def _delay_lines(delays: Delays) -> Iterator[str]:
    for step, minutes in asdict(delays).items():
        if minutes is not None:
            yield delay_line(step, minutes)


def delay_line(step: str, minutes: float) -> str:
    """Return a delay for people; where the second came first, the two change places."""
    first, second = DELAY[step] if minutes >= 0 else reversed(DELAY[step])
    return f"{tell(first)} → {tell(second)}  {how_long(round(abs(minutes)))}"


def _hypothesis_lines(context: Context, names: dict[str, str]) -> Iterator[str]:
    for one in context.hypotheses:
        explained = ", ".join(names.get(id, id) for id in one.explains)
        learned = (
            tell("cli.incident_context.learned_from", learned_from=one.learned_from)
            if one.learned_from
            else tell("cli.incident_context.by_gazetteer")
        )
        yield (
            tell(
                "cli.incident_context.hypothesis",
                name=one.name,
                probability=one.probability,
                odds=_odds(one.odds),
                explained=explained,
                learned=learned,
            )
        )
    for other in context.fails_with:
        yield tell("cli.incident_context.fails_with", id=other.id, headline=other.headline)


def _odds(odds: float) -> str:
    return (
        tell("cli.incident_context.odds_for", odds=odds)
        if odds >= 1
        else tell("cli.incident_context.odds_against", odds=1 / odds)
    )


def _recurrence(found: Recurrence) -> str:
    other = found.incident
    same = ", ".join(tell(_SAME[one]) for one in found.same)
    began = when(other.started_at or other.first_seen, other.started_precision)
    return f"{began}  {other.id} ({same})  {other.headline}"


def _print_links(screen: Console, heading: str, links: Sequence[RecallLink]) -> None:
    if not links:
        return
    _print_heading(screen, heading)
    for link in links:
        print_item(screen, styled(f"{link.incident.id}  {link.incident.headline}"), hang=2)
        quote = " ".join(link.recalled.evidence.text.split())
        cut = quote if len(quote) <= _QUOTE_SHOWN else quote[: _QUOTE_SHOWN - 1] + "…"
        print_item(screen, styled(f"“{cut}”", "italic"), indent=6)


def _print_lines(screen: Console, heading: str, lines: Sequence[str]) -> None:
    if lines:
        _print_heading(screen, heading)
    for line in lines:
        print_item(screen, styled(line), hang=2)


def _print_heading(screen: Console, heading: str) -> None:
    screen.print()
    print_item(screen, styled(heading, "bold"), indent=0)
